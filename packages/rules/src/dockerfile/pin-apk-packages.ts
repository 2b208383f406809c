import { dockerfileRule, option } from '@plimsoll/core/rule';
import { looseInstalls, type PinReading } from '../shared/package-pins.ts';

const reading: PinReading = {
  managers: ['apk'],
  subcommands: ['add'],
  // A version in any of apk's ways, a file, a conflict, or a group of its own (`.build-deps`).
  isPinned: (value) => /[=~<>]|\.apk$|^[!./]/.test(value),
};

export default dockerfileRule({
  id: 'dockerfile/pin-apk-packages',
  aliases: ['hadolint/DL3018', 'kics/d3499f6d-1651-41bb-a9a7-de925fea487b', 'droast/DF052'],
  since: '0.1.0',
  category: 'supply-chain',
  severity: 'info',
  presets: ['strict'],

  summary: 'Name the version of each package that apk installs.',
  why: `
    Without a version the same Dockerfile installs whatever the distribution offers on the day of the build, and a build
    that breaks can't be repeated. The price is high: mirrors delete old versions, so that a pinned build fails after the
    next security update, and fixes arrive only when somebody changes the file. This rule is therefore off in
    \`recommended\`; it fits where packages come from a mirror that keeps everything, or where a bot moves the versions.
    Files, URLs and words with variables count as pinned.
  `,
  sources: [
    'https://docs.docker.com/build/building/best-practices/#apt-get',
    'https://wiki.alpinelinux.org/wiki/Alpine_Package_Keeper',
  ],
  mentions: ['apk'],

  fixable: 'none',
  options: {
    allow: option.strings({ default: [], summary: 'Packages that may be installed without a version.' }),
  },
  messages: {
    unpinned: 'No version is given for {packages}, so each build may install another. Name it (curl=~8.17).',
  },

  examples: [
    {
      title: 'A package without a version',
      bad: `
        FROM alpine:3.24
        RUN apk add --no-cache curl
      `,
      good: `
        FROM alpine:3.24
        RUN apk add --no-cache curl=8.17.0-r1
      `,
    },
  ],

  on: {
    Script(script, { options, report }) {
      for (const { at, packages } of looseInstalls(script, reading, options.allow)) {
        report({ at, message: 'unpinned', data: { packages } });
      }
    },
  },
});
