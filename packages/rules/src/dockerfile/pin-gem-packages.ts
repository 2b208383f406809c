import { dockerfileRule, flagOf, option } from '@plimsoll/core/rule';
import { looseInstalls, type PinReading } from '../shared/package-pins.ts';

const reading: PinReading = {
  managers: ['gem'],
  subcommands: ['install'],
  isPinned: (value, { arguments: args }) =>
    /:|\.gem$|^[./~]/.test(value) || flagOf(args, '--version') !== undefined || flagOf(args, '--file') !== undefined,
};

export default dockerfileRule({
  id: 'dockerfile/pin-gem-packages',
  aliases: ['hadolint/DL3028', 'kics/22cd11f7-9c6c-4f6e-84c0-02058120b341', 'droast/DF053'],
  since: '0.1.0',
  category: 'supply-chain',
  severity: 'warning',
  presets: ['recommended'],

  summary: 'Name the version of each gem that is installed by name.',
  why: `
    Without a version \`gem install\` takes the newest release on the day of the build: the same Dockerfile gives another
    image tomorrow, and a release that was tampered with is in it at once. RubyGems keeps old versions, so a pinned build
    goes on working. Gems of a project belong in its \`Gemfile\` with a lock file.
  `,
  sources: ['https://guides.rubygems.org/command-reference/#gem-install'],
  mentions: ['gem'],

  fixable: 'none',
  options: {
    allow: option.strings({ default: [], summary: 'Gems that may be installed without a version.' }),
  },
  messages: {
    unpinned: 'No version is given for {packages}, so each build may install another. Name it (gem:1.2.3).',
  },

  examples: [
    {
      title: 'A gem without a version',
      bad: `
        FROM ruby:3.4
        RUN gem install foreman
      `,
      good: `
        FROM ruby:3.4
        RUN gem install foreman:0.90.0
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
