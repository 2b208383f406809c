import { dockerfileRule, packageInstallsOf, textAt } from '@plimsoll/core/rule';
import { hasMount, isKeptLayer, lastLeftover } from '../shared/package-caches.ts';

export default dockerfileRule({
  id: 'dockerfile/no-bundler-cache',
  aliases: ['tally/ruby/leftover-bundler-cache'],
  since: '0.1.0',
  category: 'performance',
  severity: 'info',
  presets: ['ruby'],
  mentions: ['bundle'],

  summary: 'Remove the caches of Bundler in the RUN that installs.',
  why: `
    \`bundle install\` keeps every downloaded gem beside the installed one, in \`cache\` below the gem directory, and more in
    \`~/.bundle\`. The image has no use for them, and what a RUN leaves is in its layer for good.

    Judged are the stages that end up in an image. A cache mount keeps them out too.
  `,
  sources: ['https://guides.rubygems.org/bundler-docker-guide/'],

  fixable: 'none',
  messages: {
    gems: 'bundle install keeps the downloaded gems in the layer. Remove the cache directories of the gems in the same RUN.',
  },

  examples: [
    {
      title: 'Gems that stay',
      bad: `
        FROM ruby:3.4-slim
        COPY Gemfile Gemfile.lock ./
        RUN bundle install
      `,
      good: `
        FROM ruby:3.4-slim
        COPY Gemfile Gemfile.lock ./
        RUN bundle install && rm -rf ~/.bundle /usr/local/bundle/ruby/*/cache
      `,
    },
  ],

  on: {
    Script(script, { builds, report }) {
      if (!isKeptLayer(script, builds) || hasMount(script, (target) => /bundle|gem|\.cache/.test(target))) return;
      const installs = new Set(packageInstallsOf(script).map(({ command }) => command));
      const found = lastLeftover(script, {
        leaves: (args, command) => args.tool === 'bundle' && installs.has(command),
        cleans: (command, args) =>
          ((command.name === 'rm' || command.name === 'find') && /cache|bundle|gem/i.test(textAt(command))) ||
          (args?.tool === 'bundle' && args.subcommands[0] === 'clean'),
      });
      const at = found?.args.subcommandWords[0] ?? found?.command.nameWord;
      if (!found || !at) return;
      report({ message: 'gems', at });
    },
  },
});
