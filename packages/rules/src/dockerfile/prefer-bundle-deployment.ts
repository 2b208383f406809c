import { dockerfileRule, flagOf } from '@plimsoll/core/rule';
import { bundleInstalls, mentionsBundlerSetting } from '../shared/bundle-installs.ts';
import { isDevelopmentContainer, isWorkStage } from '../shared/shipped-image.ts';

export default dockerfileRule({
  id: 'dockerfile/prefer-bundle-deployment',
  aliases: ['tally/ruby/missing-bundle-deployment'],
  since: '0.1.0',
  category: 'correctness',
  severity: 'info',
  presets: ['ruby'],
  mentions: ['bundle'],

  summary: 'Install gems in the deployment mode of Bundler.',
  why: `
    In its deployment mode Bundler stops where \`Gemfile\` and \`Gemfile.lock\` differ, so that the image has the versions
    that were tested. Otherwise it resolves anew and changes the lock file in the image. \`ENV BUNDLE_DEPLOYMENT=1\` sets it
    for every call. Any mention of the setting in the file counts, and so does a \`.bundle\` that is copied.
  `,
  sources: ['https://bundler.io/man/bundle-config.1.html'],

  fixable: 'none',
  messages: {
    resolves:
      'Bundler may resolve other versions than Gemfile.lock has, and nobody is told. Set ENV BUNDLE_DEPLOYMENT=1 above.',
  },

  examples: [
    {
      title: 'The versions that were tested',
      bad: `
        FROM ruby:3.4
        COPY Gemfile Gemfile.lock ./
        RUN bundle install
      `,
      good: `
        FROM ruby:3.4
        ENV BUNDLE_DEPLOYMENT=1
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
        if (!word || flagOf(args, '--deployment') || flagOf(args, '--frozen')) continue;
        if (!mentionsBundlerSetting(document, /deployment|frozen/i)) report({ at: word, message: 'resolves' });
      }
    },
  },
});
