import { dockerfileRule, shellCommands } from '@plimsoll/core/rule';
import { insertWords } from '../shared/command-edits.ts';

export default dockerfileRule({
  id: 'dockerfile/require-bootsnap-single-job',
  aliases: ['tally/ruby/bootsnap-precompile-without-j1'],
  since: '0.1.0',
  category: 'correctness',
  severity: 'info',
  presets: ['ruby'],
  mentions: ['bootsnap'],

  summary: 'Precompile with bootsnap in one process.',
  why: `
    \`bootsnap precompile\` forks one process for each core. Under QEMU, which runs builds for other platforms, these
    processes hang: the build of a multi-platform image never ends. \`-j 1\` costs a few seconds; Rails' own template has it.
  `,
  sources: ['https://github.com/rails/rails/pull/55636', 'https://github.com/rails/bootsnap/issues/495'],

  fixable: 'safe',
  fixTitle: 'Precompile in one process',
  messages: {
    parallel: 'bootsnap forks here, which hangs in builds for other platforms. Add -j 1.',
  },

  examples: [
    {
      title: 'As Rails does it',
      bad: `
        FROM ruby:3.4
        RUN bundle exec bootsnap precompile --gemfile
      `,
      good: `
        FROM ruby:3.4
        RUN bundle exec bootsnap precompile -j 1 --gemfile
      `,
    },
  ],

  on: {
    Script(script, { report }) {
      if (script.instruction.kind !== 'Run' || /BUILDPLATFORM/.test(script.text.text)) return;
      for (const { args, nameWord } of shellCommands(script)) {
        const words = [...(nameWord ? [nameWord] : []), ...args];
        const at = words.findIndex(({ value }) => value !== undefined && /(^|\/)bootsnap$/.test(value));
        const word = words[at + 1];
        if (at < 0 || word?.value !== 'precompile') continue;
        if (words.some(({ prefix, splits }) => splits || /^(-j|--jobs)/.test(prefix))) continue;
        const edits = insertWords(word, '-j 1');
        report({ at: word, message: 'parallel', fix: edits ? () => edits : null });
      }
    },
  },
});
