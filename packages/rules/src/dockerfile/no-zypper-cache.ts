import { dockerfileRule, flagOf } from '@plimsoll/core/rule';
import { appendCommand } from '../shared/command-edits.ts';
import { isKeptLayer, isMountedOver, lastLeftover, removes } from '../shared/package-caches.ts';

export default dockerfileRule({
  id: 'dockerfile/no-zypper-cache',
  aliases: [
    'hadolint/DL3036',
    'trivy/DS-0020',
    'kics/38300d1a-feb2-4a48-936a-d1ef1cd24313',
    'semgrep/missing-zypper-clean',
    'droast/DF045',
  ],
  since: '0.1.0',
  category: 'performance',
  severity: 'info',
  presets: ['recommended'],
  mentions: ['zypper'],

  summary: 'Run `zypper clean` in the RUN that installs.',
  why: `
    \`zypper\` keeps the metadata of every repository and at times the packages in \`/var/cache/zypp\`, and they stay in the
    layer unless the RUN that fetched them removes them. A later RUN only hides them.

    Judged are the stages that end up in an image. A mount over the directory keeps it out too.
  `,
  sources: ['https://en.opensuse.org/SDB:Zypper_manual'],

  fixable: 'unsafe',
  fixTitle: 'Clean up behind the last install; a later RUN has to fetch the metadata again',
  messages: {
    metadata: 'zypper {subcommand} leaves its cache in the layer. End the same RUN with zypper clean --all.',
  },

  examples: [
    {
      title: 'A cache that stays',
      bad: `
        FROM opensuse/leap:16.0
        RUN zypper -n install git-core
      `,
      good: `
        FROM opensuse/leap:16.0
        RUN zypper -n install git-core && zypper clean --all
      `,
    },
    {
      title: 'A cache mount',
      good: `
        FROM opensuse/leap:16.0
        RUN --mount=type=cache,target=/var/cache/zypp zypper -n install git-core
      `,
    },
  ],

  on: {
    Script(script, { builds, report }) {
      if (!isKeptLayer(script, builds) || isMountedOver(script, cache)) return;
      const found = lastLeftover(script, {
        leaves: (args) =>
          args.tool === 'zypper' &&
          leaving.has(args.subcommands[0] ?? '') &&
          ['--root', '--installroot', '--dry-run', '--help'].every((name) => flagOf(args, name) === undefined),
        cleans: (command, args) =>
          removes(command, [cache], /zypp|cache/i) || (args?.tool === 'zypper' && args.subcommands[0] === 'clean'),
      });
      const at = found?.args.subcommandWords[0];
      if (!found || !at) return;
      const edits = appendCommand(script, found.command, 'zypper clean --all');
      report({ message: 'metadata', at, data: { subcommand: at.value ?? '' }, fix: edits && (() => edits) });
    },
  },
});

const cache = '/var/cache/zypp';
const leaving = new Set(['install', 'source-install', 'install-new-recommends', 'update', 'dist-upgrade', 'patch']);
