import { dockerfileRule, replace, sameCase } from '@plimsoll/core/rule';
import { addSource, mayBeArchive } from '../shared/add-sources.ts';

/** Flags that ADD shares with COPY; each other one asks for what only ADD does. */
const sharedFlags = new Set(['chown', 'chmod', 'link', 'exclude']);

export default dockerfileRule({
  id: 'dockerfile/prefer-copy-over-add',
  aliases: [
    'hadolint/DL3020',
    'trivy/DS-0005',
    'checkov/CKV_DOCKER_4',
    'kics/9513a694-aa0d-41d8-be61-3271e056f36b',
    'cis/4.9',
    'droast/DF006',
  ],
  since: '0.1.0',
  category: 'maintainability',
  severity: 'warning',
  presets: ['recommended'],

  summary: 'Copy local files with COPY, not ADD.',
  why: `
    ADD downloads URLs, clones repositories and unpacks archives. When it does none of that, a reader has to look at the
    sources to know, and a file that becomes an archive one day is suddenly unpacked. COPY has one meaning.
  `,
  sources: [
    'https://docs.docker.com/build/building/best-practices/#add-or-copy',
    'https://docs.docker.com/reference/dockerfile/#add',
  ],

  fixable: 'safe',
  fixTitle: 'Replace ADD with COPY',
  messages: {
    plainFile: 'ADD only copies {source} here, but could also download or unpack. Use COPY, which does nothing else.',
  },

  examples: [
    {
      title: 'A plain file',
      bad: `
        FROM alpine:3.22
        ADD app.conf /etc/app.conf
      `,
      good: `
        FROM alpine:3.22
        COPY app.conf /etc/app.conf
      `,
    },
    {
      title: 'What only ADD does',
      good: `
        FROM alpine:3.22
        ADD rootfs.tar.gz /
        ADD https://example.com/app.conf /etc/app.conf
        ADD https://github.com/acme/app.git#v1.2.3 /src
      `,
    },
  ],

  on: {
    Add(add, { report }) {
      if (!add.destination || add.heredocs.length > 0 || add.flags.some((flag) => !sharedFlags.has(flag.name))) return;
      // One use of what only ADD does justifies the whole instruction.
      if (add.sources.length === 0 || add.sources.some((source) => addSource(source) !== 'plain')) return;
      report({
        at: add.keyword,
        message: 'plainFile',
        data: { source: add.sources.map((source) => source.text).join(' ') },
        fix: add.sources.some(mayBeArchive) ? null : () => [replace(add.keyword, sameCase(add.keyword, 'COPY'))],
      });
    },
  },
});
