import {
  type Build,
  dockerfileRule,
  type ShellCommand,
  type Stage,
  scriptOf,
  shellCommands,
} from '@plimsoll/core/rule';

export default dockerfileRule({
  id: 'dockerfile/no-mixed-curl-wget',
  aliases: [
    'hadolint/DL4001',
    'trivy/DS-0014',
    'kics/fc775e75-fcfb-4c98-b2f2-910c5858b359',
    'semgrep/use-either-wget-or-curl',
    'droast/DF058',
  ],
  since: '0.1.0',
  category: 'maintainability',
  severity: 'info',
  presets: ['strict'],

  summary: 'Download with either curl or wget in a stage, not with both.',
  why: `
    Both do the same here, so one of them is a package too many: it takes space, has its own vulnerabilities and its own
    settings for proxies and retries. One as the fallback of the other (\`curl ... || wget ...\`) is meant so. Reported once
    for each stage.
  `,
  sources: ['https://docs.docker.com/build/building/best-practices/#dont-install-unnecessary-packages'],

  fixable: 'none',
  messages: {
    mixed: 'This stage downloads with {first} and with {second}. One of them is enough.',
  },

  examples: [
    {
      title: 'Both in one stage',
      bad: `
        FROM debian:13
        RUN wget -q https://example.com/a
        RUN curl -fsSLO https://example.com/b
      `,
      good: `
        FROM debian:13
        RUN curl -fsSLO https://example.com/a
        RUN curl -fsSLO https://example.com/b
      `,
    },
  ],

  on: {
    Stage(stage, { builds, report }) {
      const [build] = builds;
      const commands = build ? downloaders(build, stage) : [];
      const [first] = commands;
      const second = commands.find(({ name }) => name !== first?.name);
      if (!first?.name || !second?.name || !first.nameWord || !second.nameWord) return;
      report({
        at: second.nameWord,
        message: 'mixed',
        data: { first: first.name, second: second.name },
        related: [{ at: first.nameWord, label: `${first.name} is used here` }],
      });
    },
  },
});

/** The commands of a stage that run curl or wget, those aside that only run where something else failed. */
function downloaders(build: Build, stage: Stage): readonly ShellCommand[] {
  return stage.instructions.flatMap((outer) => {
    const instruction = outer.kind === 'Onbuild' ? outer.trigger : outer;
    const script = instruction?.kind === 'Run' ? scriptOf(build, instruction) : undefined;
    // Most scripts hold neither, and need not be parsed.
    if (!script || !/curl|wget/.test(script.text.text)) return [];
    return shellCommands(script).filter(
      ({ name, context }) =>
        (name === 'curl' || name === 'wget') &&
        context.after !== '||' &&
        context.before !== '||' &&
        !context.conditional,
    );
  });
}
