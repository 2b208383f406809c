import { dockerfileRule, option } from '@plimsoll/core/rule';
import { looseInstalls, type PinReading } from '../shared/package-pins.ts';
import { isRpmPinned } from '../shared/rpm-pins.ts';

const reading: PinReading = {
  managers: ['yum'],
  subcommands: ['install', 'module install'],
  isPinned: isRpmPinned,
};

export default dockerfileRule({
  id: 'dockerfile/pin-yum-packages',
  aliases: ['hadolint/DL3033', 'kics/6452c424-1d92-4deb-bb18-a03e95d579c4'],
  since: '0.1.0',
  category: 'supply-chain',
  severity: 'info',
  presets: ['strict'],

  summary: 'Name the version of each package that yum installs.',
  why: `
    Without a version the same Dockerfile installs whatever the distribution offers on the day of the build, and a build
    that breaks can't be repeated. The price is high: mirrors delete old versions, so that a pinned build fails after the
    next security update, and fixes arrive only when somebody changes the file. This rule is therefore off in
    \`recommended\`; it fits where packages come from a mirror that keeps everything, or where a bot moves the versions.
    Files, URLs and words with variables count as pinned.
  `,
  sources: [
    'https://docs.docker.com/build/building/best-practices/#apt-get',
    'https://man7.org/linux/man-pages/man8/yum.8.html',
  ],
  mentions: ['yum'],

  fixable: 'none',
  options: {
    allow: option.strings({ default: [], summary: 'Packages that may be installed without a version.' }),
  },
  messages: {
    unpinned: 'No version is given for {packages}, so each build may install another. Name it (nginx-1.26.3).',
  },

  examples: [
    {
      title: 'A package without a version',
      bad: `
        FROM amazonlinux:2
        RUN yum install -y nginx
      `,
      good: `
        FROM amazonlinux:2
        RUN yum install -y nginx-1.26.3
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
