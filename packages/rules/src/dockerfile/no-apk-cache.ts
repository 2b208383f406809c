import { type CommandArguments, dockerfileRule, flagOf, remove, replace, type TextEdit } from '@plimsoll/core/rule';
import { insertWords } from '../shared/command-edits.ts';
import { isKeptLayer, isMountedOver, lastLeftover, removes } from '../shared/package-caches.ts';

export default dockerfileRule({
  id: 'dockerfile/no-apk-cache',
  aliases: [
    'hadolint/DL3019',
    'trivy/DS-0025',
    'kics/ae9c56a6-3ed1-4ac0-9b54-31267f51151d',
    'dockerfilelint/apkadd-missing_nocache_or_updaterm',
    'semgrep/missing-apk-no-cache',
    'droast/DF029',
  ],
  since: '0.1.0',
  category: 'performance',
  severity: 'info',
  presets: ['recommended'],
  mentions: ['apk'],

  summary: 'Install with `apk add --no-cache`.',
  why: `
    Without \`--no-cache\` the package index stays in the layer: some megabytes that are soon out of date. With it, \`apk\`
    fetches the index, uses it and keeps nothing, so that neither \`apk update\` nor \`--update\` is needed.

    Judged are the stages that end up in an image. Removing \`/var/cache/apk\` in the same RUN, or a mount over it, does too.
  `,
  sources: ['https://wiki.alpinelinux.org/wiki/Alpine_Package_Keeper'],

  fixable: 'safe',
  fixTitle: 'Add --no-cache',
  messages: {
    index: 'apk {subcommand} leaves the package index in the layer. Add --no-cache.',
  },

  examples: [
    {
      title: 'An index that stays',
      bad: `
        FROM alpine:3.22
        RUN apk add --update curl
      `,
      good: `
        FROM alpine:3.22
        RUN apk add --no-cache curl
      `,
    },
    {
      title: 'Cleaned up in the same RUN, or never in the layer',
      good: `
        FROM alpine:3.22
        RUN apk add --update curl && rm -rf /var/cache/apk/*
        RUN --mount=type=cache,target=/var/cache/apk apk add git
      `,
    },
  ],

  on: {
    Script(script, { builds, report }) {
      if (!isKeptLayer(script, builds) || caches.some((path) => isMountedOver(script, path))) return;
      const found = lastLeftover(script, {
        leaves: (args) => args.tool === 'apk' && keepsIndex(args),
        cleans: (command) => removes(command, caches, /apk|cache/i),
      });
      const at = found?.args.subcommandWords[0];
      if (!found || !at) return;
      const { args } = found;
      report({ message: 'index', at, data: { subcommand: args.subcommands[0] ?? '' }, fix: fixOf(args) });
    },
  },
});

const caches = ['/var/cache/apk', '/etc/apk/cache'];

/** Another root directory is not this image; `--cache-dir` is somebody's own cache. */
const otherwise = ['--no-cache', '--root', '--cache-dir', '--no-network', '--simulate', '--help', '--initdb'];

function keepsIndex(args: CommandArguments): boolean {
  const [subcommand] = args.subcommands;
  if ((subcommand !== 'add' && subcommand !== 'upgrade') || !args.complete) return false;
  return args.flags.every(({ known }) => known) && otherwise.every((name) => flagOf(args, name) === undefined);
}

/** In place of `--update`, which it includes; bundled with other short flags (`-Uq`) that one stays, and does no harm. */
function fixOf(args: CommandArguments): (() => readonly TextEdit[]) | null {
  const updates = args.flags.filter(
    ({ names, word }) => names.includes('-U') && /^(-U|--update(-cache)?)$/.test(word.value ?? ''),
  );
  const [first, ...others] = updates.map(({ word }) => word).filter(({ node }) => node !== undefined);
  if (first) return () => [replace(first, '--no-cache'), ...others.map(remove)];
  const edits = insertWords(args.subcommandWords[0], '--no-cache');
  return edits && (() => edits);
}
