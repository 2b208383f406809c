import { dockerfileRule } from '@plimsoll/core/rule';
import { problemsOf } from '../shared/syntax-problems.ts';

export default dockerfileRule({
  id: 'dockerfile/valid-directive',
  aliases: ['dockerfile-utils/INVALID_ESCAPE_DIRECTIVE', 'dockerfile-utils/DUPLICATED_ESCAPE_DIRECTIVE'],
  since: '0.1.0',
  category: 'correctness',
  severity: 'error',
  presets: ['recommended'],

  summary: 'Write each parser directive once and with a value that Docker knows.',
  why: `
    Parser directives (\`# syntax=\`, \`# escape=\`, \`# check=\`) at the head of the file change how all the rest is read, so
    the build refuses one that is there twice or that it does not understand.
  `,
  sources: ['https://docs.docker.com/reference/dockerfile/#parser-directives'],

  fixable: 'none',
  messages: {
    duplicateDirective: '{problem} {advice}',
    invalidEscape: '{problem} {advice}',
    invalidCheckOption: '{problem} {advice}',
  },

  examples: [
    {
      title: 'An escape character that there is not',
      bad: `
        # escape=^
        FROM alpine:3.22
      `,
      good: `
        # escape=\`
        FROM alpine:3.22
      `,
    },
    {
      title: 'A directive twice',
      bad: `
        # syntax=docker/dockerfile:1
        # syntax=docker/dockerfile:1.7
        FROM alpine:3.22
      `,
      good: `
        # syntax=docker/dockerfile:1
        FROM alpine:3.22
      `,
    },
    {
      title: 'An unknown check option',
      bad: `
        # check=ignore=JSONArgsRecommended
        FROM alpine:3.22
      `,
      good: `
        # check=skip=JSONArgsRecommended
        FROM alpine:3.22
      `,
    },
  ],

  on: {
    File(_file, context) {
      for (const problem of problemsOf('dockerfile/valid-directive', context)) context.report(problem);
    },
  },
});
