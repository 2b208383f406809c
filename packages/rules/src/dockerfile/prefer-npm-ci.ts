import {
  argumentsOf,
  type Build,
  type CommandArguments,
  dockerfileRule,
  flagOf,
  type InstructionScript,
  literalValue,
  replace,
  shellCommands,
  stageGraph,
} from '@plimsoll/core/rule';
import { insertWords } from '../shared/command-edits.ts';
import { isWorkStage } from '../shared/shipped-image.ts';

/** Lock files of each manager, and the flags with which it keeps to them. */
const managers: Readonly<Record<string, { readonly locks: readonly string[]; readonly flags: readonly string[] }>> = {
  npm: { locks: ['package-lock.json', 'npm-shrinkwrap.json'], flags: ['--package-lock-only', '--global'] },
  yarn: { locks: ['yarn.lock'], flags: ['--frozen-lockfile', '--immutable', '--pure-lockfile'] },
  pnpm: { locks: ['pnpm-lock.yaml'], flags: ['--frozen-lockfile', '--lockfile-only', '--fix-lockfile'] },
  bun: { locks: ['bun.lock', 'bun.lockb'], flags: ['--frozen-lockfile'] },
};

export default dockerfileRule({
  id: 'dockerfile/prefer-npm-ci',
  aliases: ['droast/DF031'],
  since: '0.1.0',
  category: 'supply-chain',
  severity: 'info',
  presets: ['strict'],

  summary: 'Install JavaScript packages exactly as the lock file says.',
  why: `
    \`npm install\` changes the lock file where it does not fit \`package.json\`, so that the image may hold other versions
    than were tested. \`npm ci\` stops instead, and so do \`yarn install --immutable\` (\`--frozen-lockfile\` in version 1),
    \`pnpm install --frozen-lockfile\` and \`bun install --frozen-lockfile\`. Reported where the lock file is copied by
    name; stages to develop and test in are left alone.
  `,
  sources: ['https://docs.npmjs.com/cli/v11/commands/npm-ci', 'https://pnpm.io/cli/install#--frozen-lockfile'],
  mentions: ['npm', 'yarn', 'bun'],

  fixable: 'unsafe',
  fixTitle: 'Stop where the lock file does not fit package.json',
  messages: {
    npm: 'npm install may change the lock file that was copied here. npm ci installs exactly what it says.',
    other:
      '{manager} install may change the lock file that was copied here. Add {flag}, so that it installs exactly what it says.',
  },

  examples: [
    {
      title: 'A lock file that may change',
      bad: `
        FROM node:24
        COPY package.json package-lock.json ./
        RUN npm install
      `,
      good: `
        FROM node:24
        COPY package.json package-lock.json ./
        RUN npm ci
      `,
    },
    {
      title: 'With pnpm',
      bad: `
        FROM node:24
        COPY package.json pnpm-lock.yaml ./
        RUN pnpm install --prod
      `,
      good: `
        FROM node:24
        COPY package.json pnpm-lock.yaml ./
        RUN pnpm install --frozen-lockfile --prod
      `,
    },
  ],

  on: {
    Script(script, { document, builds, report }) {
      const { instruction } = script;
      const stage = document.root.stages[instruction.stageIndex ?? -1];
      if (instruction.kind !== 'Run' || !stage || isWorkStage(stage)) return;
      for (const command of shellCommands(script)) {
        const args = argumentsOf(command);
        const manager = args && managers[args.tool];
        if (!args || !manager || !isPlainInstall(args) || manager.flags.some((flag) => flagOf(args, flag))) continue;
        if (!builds.some((build) => copiesLock(build, script, manager.locks))) continue;
        const [word] = args.subcommandWords;
        const at = word ?? command.nameWord;
        if (!at) continue;
        if (args.tool === 'npm') {
          report({ at, message: 'npm', fix: word?.node ? () => [replace(word, 'ci')] : null });
          continue;
        }
        const isYarn = args.tool === 'yarn';
        const flag = isYarn ? '--immutable (--frozen-lockfile in version 1)' : '--frozen-lockfile';
        // Which yarn it is no one says here.
        const fix = isYarn ? null : () => insertWords(word, '--frozen-lockfile') ?? [];
        report({ at, message: 'other', data: { manager: args.tool, flag }, fix });
      }
    },
  },
});

/** Without names of packages, which are added to the lock file on purpose. */
function isPlainInstall(args: CommandArguments): boolean {
  const { tool, subcommands, operands, operandsCertain, complete } = args;
  if (!complete || !operandsCertain || operands.length > 0) return false;
  return subcommands.join(' ') === 'install' || (tool === 'yarn' && subcommands.length === 0 && isBareYarn(args));
}

const isBareYarn = ({ flags }: CommandArguments): boolean =>
  flags.every(({ names }) => !names.includes('--version') && !names.includes('--help'));

/** True if a lock file was copied by name before, in the stage or those below. */
function copiesLock(build: Build, { instruction }: InstructionScript, locks: readonly string[]): boolean {
  const graph = stageGraph(build);
  for (let stage = graph.stages[instruction.stageIndex ?? -1]; stage; ) {
    for (const one of stage.instructions) {
      if (one === instruction) break;
      if (one.kind !== 'Copy') continue;
      const names = one.sources.map((word) => literalValue(word)?.split('/').at(-1) ?? '');
      if (names.some((name) => locks.includes(name))) return true;
    }
    const base = graph.baseOf(stage);
    stage = base.kind === 'stage' ? base.stage : undefined;
  }
  return false;
}
