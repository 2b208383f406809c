import { dockerfileRule } from '@plimsoll/core/rule';
import { problemsOf } from '../shared/syntax-problems.ts';

export default dockerfileRule({
  id: 'dockerfile/valid-expansion',
  aliases: [
    'dockerfile-utils/UNSUPPORTED_MODIFIER',
    'dockerfile-utils/SYNTAX_MISSING_SINGLE_QUOTE',
    'dockerfile-utils/SYNTAX_MISSING_DOUBLE_QUOTE',
  ],
  since: '0.1.0',
  category: 'correctness',
  severity: 'error',
  presets: ['recommended'],
  atMost: { later: 'warning' },

  summary: 'Use variables and quotes as the builder reads them.',
  why: `
    The builder knows \`$NAME\`, \`\${NAME}\` and a few modifiers (\`:-\`, \`:+\`, \`:?\`, \`#\`, \`%\`, \`/\`), not all that a shell knows.
    At another one, a brace or a quote that is not closed, the build stops.
  `,
  sources: ['https://docs.docker.com/reference/dockerfile/#environment-replacement'],

  fixable: 'none',
  messages: {
    invalidExpansion: '{problem} {advice}',
    later: '{problem} {advice}',
  },

  examples: [
    {
      title: 'A modifier of the shell',
      bad: `
        FROM alpine:3.22
        ENV NAME=app
        WORKDIR /srv/\${NAME^^}
      `,
      good: `
        FROM alpine:3.22
        ENV NAME=app
        WORKDIR /srv/\${NAME}
      `,
    },
    {
      title: 'The same in RUN, where the shell reads it',
      good: `
        FROM debian:trixie-slim
        RUN ["bash", "-c", "echo \${HOME^^}"]
      `,
    },
  ],

  on: {
    File(_file, context) {
      for (const problem of problemsOf('dockerfile/valid-expansion', context)) context.report(problem);
    },
  },
});
