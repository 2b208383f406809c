import { dockerfileRule } from '@plimsoll/core/rule';
import { appendCommand } from '../shared/command-edits.ts';
import { isKeptLayer, isMountedOver, lastLeftover, removes } from '../shared/package-caches.ts';

export default dockerfileRule({
  id: 'dockerfile/no-apt-lists',
  aliases: [
    'hadolint/DL3009',
    'kics/df746b39-6564-4fed-bf85-e9c44382303c',
    'dockerfilelint/apt-get_missing_rm',
    'semgrep/remove-package-cache',
    'semgrep/remove-package-lists',
    'droast/DF004',
  ],
  since: '0.1.0',
  category: 'performance',
  severity: 'info',
  presets: ['recommended'],
  mentions: ['update'],

  summary: 'Remove the package lists of apt in the RUN that fetched them.',
  why: `
    \`apt-get update\` writes 20 to 60 MB of package lists, which are of no use in the image and soon out of date. What a
    RUN leaves is in its layer for good: removing it in a later RUN only hides it. The downloaded packages themselves
    need no care in the official images, which delete them.

    Judged are the stages that end up in an image. A cache mount over \`/var/lib/apt\` keeps the lists out too.
  `,
  sources: ['https://docs.docker.com/build/building/best-practices/#apt-get'],

  fixable: 'unsafe',
  fixTitle: 'Remove the lists; a later RUN that installs has to update again',
  messages: {
    lists:
      'The package lists of {command} stay in the layer. Remove them in the same RUN, behind the last install: rm -rf /var/lib/apt/lists/*.',
  },

  examples: [
    {
      title: 'Lists that stay',
      bad: `
        FROM debian:trixie-slim
        RUN apt-get update \\
          && apt-get install -y --no-install-recommends curl
      `,
      good: `
        FROM debian:trixie-slim
        RUN apt-get update \\
          && apt-get install -y --no-install-recommends curl \\
          && rm -rf /var/lib/apt/lists/*
      `,
    },
    {
      title: 'A stage that is only copied from, and a cache mount',
      good: `
        FROM debian:trixie-slim AS build
        RUN apt-get update && apt-get install -y --no-install-recommends gcc
        FROM debian:trixie-slim
        RUN --mount=type=cache,target=/var/lib/apt apt-get update && apt-get install -y --no-install-recommends curl
        COPY --from=build /app /app
      `,
    },
  ],

  on: {
    Script(script, { builds, report }) {
      if (!isKeptLayer(script, builds) || isMountedOver(script, lists)) return;
      const found = lastLeftover(script, {
        leaves: ({ tool, subcommands }) => aptTools.has(tool) && subcommands[0] === 'update',
        cleans: (command, args) =>
          removes(command, [lists], /apt|list/i) || (args !== undefined && args.subcommands[0] === 'distclean'),
      });
      const at = found?.args.subcommandWords[0];
      if (!found || !at) return;
      const last = lastLeftover(script, { leaves: ({ tool }) => aptTools.has(tool), cleans: () => false });
      const edits = last && appendCommand(script, last.command, 'rm -rf /var/lib/apt/lists/*');
      const data = { command: `${found.command.name ?? found.args.tool} update` };
      report({ message: 'lists', at, data, fix: edits ? () => edits : null });
    },
  },
});

const lists = '/var/lib/apt/lists';
const aptTools = new Set(['apt-get', 'apt', 'aptitude']);
