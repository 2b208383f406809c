import { dockerfileRule, flagOf } from '@plimsoll/core/rule';
import { bundleInstalls, mentionsBundlerSetting } from '../shared/bundle-installs.ts';
import { isDevelopmentContainer, isWorkStage } from '../shared/shipped-image.ts';

export default dockerfileRule({
  id: 'dockerfile/no-bundle-development-gems',
  aliases: ['tally/ruby/missing-bundle-without-development'],
  since: '0.1.0',
  category: 'performance',
  severity: 'info',
  presets: ['ruby'],
  mentions: ['bundle'],

  summary: 'Leave the gems of development out of images.',
  why: `
    \`bundle install\` installs every group of the Gemfile: debuggers, consoles and test tools make the image larger and give
    whoever breaks in more to work with. \`ENV BUNDLE_WITHOUT=development:test\` leaves them out. Any mention of the
    setting in the file counts, and stages called \`dev\` or \`test\` are left alone.
  `,
  sources: ['https://bundler.io/guides/groups.html'],

  fixable: 'none',
  messages: {
    all: 'This installs the gems of development and tests too. Set ENV BUNDLE_WITHOUT=development:test above.',
  },

  examples: [
    {
      title: 'What production needs',
      bad: `
        FROM ruby:3.4
        COPY Gemfile Gemfile.lock ./
        RUN bundle install
      `,
      good: `
        FROM ruby:3.4
        ENV BUNDLE_WITHOUT=development:test
        COPY Gemfile Gemfile.lock ./
        RUN bundle install
      `,
    },
  ],

  on: {
    Script(script, { document, report }) {
      const stage = document.root.stages[script.instruction.stageIndex ?? -1];
      if (!stage || isWorkStage(stage) || isDevelopmentContainer(document)) return;
      for (const { arguments: args } of bundleInstalls(script)) {
        const [word] = args.subcommandWords;
        if (!word || flagOf(args, '--without')) continue;
        if (!mentionsBundlerSetting(document, /without/i)) report({ at: word, message: 'all' });
      }
    },
  },
});
