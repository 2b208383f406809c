import { argumentsOf, dockerfileRule, externalBaseOf, flagOf, shellCommands } from '@plimsoll/core/rule';
import { plainName } from '../knowledge/base-images.ts';

export default dockerfileRule({
  id: 'dockerfile/no-redundant-bundler',
  aliases: ['tally/ruby/redundant-bundler-install'],
  since: '0.1.0',
  category: 'performance',
  severity: 'info',
  presets: ['ruby'],
  mentions: ['bundler'],

  summary: 'Use the Bundler of the Ruby image.',
  why: `
    Ruby brings Bundler since 2.6, and Bundler installs the version that \`Gemfile.lock\` names by itself. \`gem install
    bundler\` without a version adds the newest one on the day of the build, which nobody has tested.
  `,
  sources: ['https://hub.docker.com/_/ruby', 'https://bundler.io/blog/2022/01/23/bundler-v2-3.html'],

  fixable: 'none',
  messages: {
    there: '{image} has Bundler already, and Bundler gets the version of Gemfile.lock by itself. Remove this.',
  },

  examples: [
    {
      title: 'Twice',
      bad: `
        FROM ruby:3.4
        RUN gem install bundler && bundle install
      `,
      good: `
        FROM ruby:3.4
        RUN bundle install
      `,
    },
  ],

  on: {
    Script(script, { document, builds, report }) {
      const stage = document.root.stages[script.instruction.stageIndex ?? -1];
      const [build] = builds;
      if (script.instruction.kind !== 'Run' || !stage || !build) return;
      const { base } = externalBaseOf(build, stage);
      if (base.kind !== 'image' || plainName(base.reference.familiarName) !== 'ruby') return;
      if (/^(1|2\.[0-5])([.-]|$)/.test(base.reference.tag?.text ?? '')) return;
      for (const command of shellCommands(script)) {
        const args = command.name === 'gem' ? argumentsOf(command) : undefined;
        if (args?.subcommands.join(' ') !== 'install' || !args.complete || flagOf(args, '--version')) continue;
        const word = args.operands.find(({ value }) => value === 'bundler');
        if (word) report({ at: word, message: 'there', data: { image: base.reference.text } });
      }
    },
  },
});
