import {
  argumentsOf,
  type Build,
  dockerfileRule,
  flagOf,
  type InstructionScript,
  packageInstallsIn,
  shellCommands,
  stageGraph,
} from '@plimsoll/core/rule';
import { insertWords } from '../shared/command-edits.ts';

const quiet = [
  '--progress',
  '--quiet',
  '--no-verbose',
  '--output-file',
  '--append-output',
  '--spider',
  '--help',
  '--version',
];

export default dockerfileRule({
  id: 'dockerfile/no-wget-progress-bar',
  aliases: ['hadolint/DL3047', 'droast/DF056'],
  since: '0.1.0',
  category: 'maintainability',
  severity: 'info',
  presets: ['strict'],

  summary: 'Keep the progress of wget out of the build log.',
  why: `
    Where the output is no terminal, wget writes a line for each 50 KB that it gets: thousands of lines for a large file,
    between which errors are hard to find. \`--progress=dot:giga\` writes one for each 32 MB, \`-nv\` only the result. The
    wget of BusyBox, which Alpine Linux has, knows \`-q\` alone.
  `,
  sources: ['https://www.gnu.org/software/wget/manual/wget.html#Download-Options'],
  mentions: ['wget'],

  fixable: 'safe',
  fixTitle: 'Write one line for each 32 MB',
  messages: {
    progress: 'wget fills the build log with its progress. Add {flag}.',
  },

  examples: [
    {
      title: 'A download',
      bad: `
        FROM debian:13
        RUN apt-get update && apt-get install -y --no-install-recommends wget
        RUN wget https://example.com/app.tar.gz
      `,
      good: `
        FROM debian:13
        RUN apt-get update && apt-get install -y --no-install-recommends wget
        RUN wget --progress=dot:giga https://example.com/app.tar.gz
      `,
    },
    {
      title: 'The wget of BusyBox',
      bad: `
        FROM alpine:3.22
        RUN wget https://example.com/app.tar.gz
      `,
      good: `
        FROM alpine:3.22
        RUN wget -q https://example.com/app.tar.gz
      `,
    },
  ],

  on: {
    Script(script, { builds, report }) {
      if (script.instruction.kind !== 'Run') return;
      for (const command of shellCommands(script)) {
        const args = command.name === 'wget' ? argumentsOf(command) : undefined;
        if (!args?.complete || !command.nameWord || quiet.some((name) => flagOf(args, name))) continue;
        const kind = wgetIn(script, builds[0]);
        const flag = kind === 'busybox' ? '-q' : '--progress=dot:giga';
        report({
          at: command.nameWord,
          message: 'progress',
          data: { flag },
          fix: kind === 'unknown' ? null : () => insertWords(command.nameWord, flag) ?? [],
          ...(kind === 'busybox' ? { fixSafety: 'unsafe', fixTitle: 'Write nothing at all, errors neither' } : {}),
        });
      }
    },
  },
});

/** Which wget it is, as the package managers in the stage and those below tell, and the name of the base. */
function wgetIn({ instruction }: InstructionScript, build: Build | undefined): 'gnu' | 'busybox' | 'unknown' {
  if (!build) return 'unknown';
  const graph = stageGraph(build);
  for (let stage = graph.stages[instruction.stageIndex ?? -1]; stage; ) {
    const installs = packageInstallsIn(build, stage);
    const installsWget = installs.some(({ packages }) => packages.some(({ value }) => /^wget(=|$)/.test(value ?? '')));
    if (installsWget || installs.some(({ manager }) => /^(apt|apt-get|yum|dnf|microdnf|zypper)$/.test(manager)))
      return 'gnu';
    const base = graph.baseOf(stage);
    if (base.kind === 'image') {
      const { familiarName, tag } = base.reference;
      return /^(alpine|busybox)$/.test(familiarName) || /(^|[-_])(alpine|busybox)/.test(tag?.text ?? '')
        ? 'busybox'
        : 'unknown';
    }
    stage = base.kind === 'stage' ? base.stage : undefined;
  }
  return 'unknown';
}
