import { dockerfileRule, option } from '@plimsoll/core/rule';
import { looseInstalls, type PinReading } from '../shared/package-pins.ts';

const reading: PinReading = {
  managers: ['apt-get', 'apt', 'aptitude'],
  subcommands: ['install'],
  // A version, a release or path, a file, a task, or a package to remove.
  isPinned: (value) => /[=/^]|\.deb$|-$/.test(value),
};

export default dockerfileRule({
  id: 'dockerfile/pin-apt-packages',
  aliases: ['hadolint/DL3008', 'kics/965a08d7-ef86-4f14-8792-4a3b2098937e', 'droast/DF005'],
  since: '0.1.0',
  category: 'supply-chain',
  severity: 'info',
  presets: ['strict'],

  summary: 'Name the version of each package that apt installs.',
  why: `
    Without a version the same Dockerfile installs whatever the distribution offers on the day of the build, and a build
    that breaks can't be repeated. The price is high: mirrors delete old versions, so that a pinned build fails after the
    next security update, and fixes arrive only when somebody changes the file. This rule is therefore off in
    \`recommended\`; it fits where packages come from a mirror that keeps everything, or where a bot moves the versions.
    Files, URLs and words with variables count as pinned.
  `,
  sources: [
    'https://docs.docker.com/build/building/best-practices/#apt-get',
    'https://manpages.debian.org/trixie/apt/apt-get.8.en.html',
  ],
  mentions: ['apt'],

  fixable: 'none',
  options: {
    allow: option.strings({ default: [], summary: 'Packages that may be installed without a version.' }),
  },
  messages: {
    unpinned: 'No version is given for {packages}, so each build may install another. Name it (curl=8.14.*).',
  },

  examples: [
    {
      title: 'A package without a version',
      bad: `
        FROM debian:13
        RUN apt-get update && apt-get install -y --no-install-recommends curl
      `,
      good: `
        FROM debian:13
        RUN apt-get update && apt-get install -y --no-install-recommends curl=8.14.1-2
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
