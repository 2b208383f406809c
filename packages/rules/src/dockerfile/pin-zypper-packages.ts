import { dockerfileRule, flagOf, option } from '@plimsoll/core/rule';
import { looseInstalls, type PinReading } from '../shared/package-pins.ts';

const reading: PinReading = {
  managers: ['zypper'],
  subcommands: ['install'],
  // A version, a file, a URL, another kind of thing (`pattern:devel`), or a package to keep out.
  isPinned: (value, { arguments: args }) =>
    /[=<>]|\.rpm$|^[./!~]|:/.test(value) || (flagOf(args, '--type')?.value?.value ?? 'package') !== 'package',
};

export default dockerfileRule({
  id: 'dockerfile/pin-zypper-packages',
  aliases: ['hadolint/DL3037', 'kics/562952e4-0348-4dea-9826-44f3a2c6117b'],
  since: '0.1.0',
  category: 'supply-chain',
  severity: 'info',
  presets: ['strict'],

  summary: 'Name the version of each package that zypper installs.',
  why: `
    Without a version the same Dockerfile installs whatever the distribution offers on the day of the build, and a build
    that breaks can't be repeated. The price is high: mirrors delete old versions, so that a pinned build fails after the
    next security update, and fixes arrive only when somebody changes the file. This rule is therefore off in
    \`recommended\`; it fits where packages come from a mirror that keeps everything, or where a bot moves the versions.
    Files, URLs and words with variables count as pinned.
  `,
  sources: [
    'https://docs.docker.com/build/building/best-practices/#apt-get',
    'https://en.opensuse.org/SDB:Zypper_manual',
  ],
  mentions: ['zypper'],

  fixable: 'none',
  options: {
    allow: option.strings({ default: [], summary: 'Packages that may be installed without a version.' }),
  },
  messages: {
    unpinned: 'No version is given for {packages}, so each build may install another. Name it (nginx=1.27.2).',
  },

  examples: [
    {
      title: 'A package without a version',
      bad: `
        FROM opensuse/leap:16.0
        RUN zypper -n install nginx
      `,
      good: `
        FROM opensuse/leap:16.0
        RUN zypper -n install nginx=1.27.2
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
