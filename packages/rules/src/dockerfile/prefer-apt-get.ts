import { argumentsOf, dockerfileRule, replace, shellCommands } from '@plimsoll/core/rule';

export default dockerfileRule({
  id: 'dockerfile/prefer-apt-get',
  aliases: [
    'hadolint/DL3027',
    'checkov/CKV_DOCKER_9',
    'kics/b84a0b47-2e99-4c9f-8933-98bcabe2b94d',
    'semgrep/prefer-apt-get',
    'droast/DF059',
  ],
  since: '0.1.0',
  category: 'reliability',
  severity: 'warning',
  presets: ['recommended'],
  mentions: ['apt'],

  summary: 'Use `apt-get` or `apt-cache` instead of `apt` in scripts.',
  why: `
    \`apt\` is made for people at a terminal: its options and its output may change from one release to the next, and it
    says so itself on every use in a script. \`apt-get\` and \`apt-cache\` stay as they are.
  `,
  sources: ['https://manpages.debian.org/trixie/apt/apt.8.en.html#SCRIPT_USAGE_AND_DIFFERENCES_FROM_OTHER_APT_TOOLS'],

  fixable: 'safe',
  fixTitle: 'Use the command for scripts',
  messages: {
    apt: 'apt is made for terminals, and its interface may change. Use {instead} in scripts.',
  },

  examples: [
    {
      title: 'Installing',
      bad: `
        FROM debian:trixie-slim
        RUN apt-get update && apt install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/*
      `,
      good: `
        FROM debian:trixie-slim
        RUN apt-get update && apt-get install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/*
      `,
    },
    {
      title: 'Other tools that begin with apt, and a package of that name',
      good: `
        FROM debian:trixie-slim
        RUN apt-mark hold libc6 && apt-cache policy apt
      `,
    },
  ],

  on: {
    Script(script, { report }) {
      for (const command of shellCommands(script)) {
        const { name, nameWord: at } = command;
        if (name !== 'apt' || !at || isAnotherTool(at.value ?? '')) continue;
        const subcommand = argumentsOf(command)?.subcommands[0];
        const change = subcommand === undefined ? undefined : changes.get(subcommand);
        const instead = change?.instead ?? 'apt-get';
        const fix = change && at.value === 'apt' ? () => [replace(at, instead)] : null;
        const data = { instead };
        if (change?.isSame) report({ message: 'apt', at, data, fix });
        else {
          const fixTitle = `Use ${instead}, which acts or prints in a slightly different way`;
          report({ message: 'apt', at, data, fix, fixTitle, fixSafety: 'unsafe' });
        }
      }
    },
  },
});

/** `./apt`, `$HOME/bin/apt`: a program of somebody's own. */
const isAnotherTool = (path: string): boolean => path.includes('/') && !/^\/(usr\/)?bin\/apt$/.test(path);

interface Change {
  readonly instead: 'apt-get' | 'apt-cache';
  /** The other command does the same: `apt upgrade` also installs new packages, `apt search` prints another table. */
  readonly isSame: boolean;
}

const changes: ReadonlyMap<string, Change> = new Map<string, Change>([
  ...['install', 'reinstall', 'update', 'remove', 'purge', 'autoremove', 'clean', 'autoclean', 'full-upgrade'].map(
    (name) => [name, { instead: 'apt-get', isSame: true }] as const,
  ),
  ...['build-dep', 'source', 'download', 'satisfy', 'autopurge'].map(
    (name) => [name, { instead: 'apt-get', isSame: true }] as const,
  ),
  ['upgrade', { instead: 'apt-get', isSame: false }],
  ...['search', 'show', 'policy'].map((name) => [name, { instead: 'apt-cache', isSame: false }] as const),
]);
