import { dockerfileRule } from '@plimsoll/core/rule';
import { bundleInstalls } from '../shared/bundle-installs.ts';

/** Flags that Bundler remembers in its configuration, and the settings that they stand for. */
const settings: Readonly<Record<string, string>> = {
  '--without': 'BUNDLE_WITHOUT=...',
  '--with': 'BUNDLE_WITH=...',
  '--deployment': 'BUNDLE_DEPLOYMENT=1',
  '--frozen': 'BUNDLE_FROZEN=1',
  '--path': 'BUNDLE_PATH=...',
  '--clean': 'BUNDLE_CLEAN=1',
  '--no-prune': 'BUNDLE_NO_PRUNE=1',
  '--system': 'BUNDLE_PATH__SYSTEM=1',
  '--shebang': 'BUNDLE_SHEBANG=...',
};

export default dockerfileRule({
  id: 'dockerfile/no-deprecated-bundler-flag',
  aliases: ['tally/ruby/deprecated-bundler-install-flags'],
  since: '0.1.0',
  category: 'maintainability',
  severity: 'info',
  presets: ['ruby'],
  mentions: ['bundle'],

  summary: 'Configure Bundler by its settings, not by flags that it remembers.',
  why: `
    Bundler 2 warns of the flags of \`bundle install\` that it keeps for later calls, and Bundler 4 has removed them, so that
    the build breaks with the next base image. The settings do the same for every call: \`ENV BUNDLE_WITHOUT=development\`.
  `,
  sources: ['https://bundler.io/man/bundle-install.1.html', 'https://bundler.io/doc/upgrading.html'],

  fixable: 'none',
  messages: {
    flag: '{flag} of bundle install is deprecated, and gone in Bundler 4. Set ENV {setting} above.',
  },

  examples: [
    {
      title: 'Flags',
      bad: `
        FROM ruby:3.4
        RUN bundle install --deployment --without development test
      `,
      good: `
        FROM ruby:3.4
        ENV BUNDLE_DEPLOYMENT=1 BUNDLE_WITHOUT=development:test
        RUN bundle install
      `,
    },
  ],

  on: {
    Script(script, { report }) {
      for (const { arguments: args } of bundleInstalls(script)) {
        for (const { names, word } of args.flags) {
          const flag = names.find((name) => Object.hasOwn(settings, name));
          const setting = flag === undefined ? undefined : settings[flag];
          if (flag !== undefined && setting !== undefined)
            report({ at: word, message: 'flag', data: { flag, setting } });
        }
      }
    },
  },
});
