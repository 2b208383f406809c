import { argumentsOf, dockerfileRule, flagOf, packageInstallsOf, textAt } from '@plimsoll/core/rule';
import { appendCommand } from '../shared/command-edits.ts';
import { hasMount, isKeptLayer, lastLeftover, removesInHome } from '../shared/package-caches.ts';
import { variableOf } from '../shared/script-variables.ts';

export default dockerfileRule({
  id: 'dockerfile/no-yarn-cache',
  aliases: ['hadolint/DL3060', 'droast/DF055'],
  since: '0.1.0',
  category: 'performance',
  severity: 'info',
  presets: ['strict'],
  mentions: ['yarn', 'yarnpkg'],

  summary: 'Run `yarn cache clean` in the RUN that installs.',
  why: `
    Yarn keeps a copy of every package that it downloads, in \`/usr/local/share/.cache\` or \`~/.cache/yarn\`, as large as
    \`node_modules\` itself. It stays in the layer unless the RUN that installed removes it, and a later RUN only hides it.

    Judged are the stages that end up in an image. A cache mount keeps the copies out too.
  `,
  sources: ['https://classic.yarnpkg.com/lang/en/docs/cli/cache/'],

  fixable: 'unsafe',
  fixTitle: 'Clean up behind the last install; a later RUN has to download again',
  messages: {
    cache: '{command} keeps a copy of every package in the layer. End the same RUN with yarn cache clean.',
  },

  examples: [
    {
      title: 'A cache that stays',
      bad: `
        FROM node:24-slim
        COPY package.json yarn.lock ./
        RUN yarn install --frozen-lockfile
      `,
      good: `
        FROM node:24-slim
        COPY package.json yarn.lock ./
        RUN yarn install --frozen-lockfile && yarn cache clean
      `,
    },
    {
      title: 'A cache mount',
      good: `
        FROM node:24-slim
        RUN --mount=type=cache,target=/usr/local/share/.cache/yarn yarn install
      `,
    },
  ],

  on: {
    Script(script, { builds, document, report }) {
      if (!isKeptLayer(script, builds) || hasMount(script, (target) => /yarn|(^|\/)\.cache(\/|$)/.test(target))) return;
      const installs = new Set(packageInstallsOf(script).map(({ command }) => command));
      const found = lastLeftover(script, {
        leaves: (args, command) =>
          args.tool === 'yarn' &&
          args.subcommands[0] !== 'workspaces' &&
          installs.has(command) &&
          berry.every((name) => flagOf(args, name) === undefined),
        cleans: (command, args) =>
          (args?.tool === 'yarn' && args.subcommands.join(' ') === 'cache clean') ||
          removesInHome(command, '.cache/yarn') ||
          (command.name === 'rm' && /yarn|\.cache/.test(textAt(command))),
      });
      const command = found?.command;
      const at = found?.args.subcommandWords.at(-1) ?? command?.nameWord;
      if (!command || !at) return;
      if (variableOf('YARN_CACHE_FOLDER', command, script, builds) || isBerry.test(document.source.text)) return;
      const edits = appendCommand(script, command, 'yarn cache clean');
      const name = argumentsOf(command)?.subcommands.join(' ');
      report({
        message: 'cache',
        at,
        data: { command: name ? `yarn ${name}` : 'yarn' },
        fix: edits && (() => edits),
      });
    },
  },
});

/** Flags of Yarn 2 and later, which has another cache, and of callers who say where it is. */
const berry = ['--immutable', '--inline-builds', '--mode', '--cache-folder', '--offline'];
const isBerry = /\.yarnrc\.yml|\.yarn\/|yarn set version|corepack|YARN_ENABLE/;
