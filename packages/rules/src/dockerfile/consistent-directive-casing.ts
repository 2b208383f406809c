import { dockerfileRule, replace, textAt } from '@plimsoll/core/rule';

export default dockerfileRule({
  id: 'dockerfile/consistent-directive-casing',
  aliases: ['dockerfile-utils/CASING_DIRECTIVE'],
  since: '0.1.0',
  category: 'style',
  severity: 'info',
  presets: [],

  summary: 'Write the names of parser directives in lower case.',
  why: `
    The builder takes any case, but all documentation and most tools that look for these lines write them in lower case.
  `,
  sources: ['https://docs.docker.com/reference/dockerfile/#parser-directives'],

  fixable: 'safe',
  fixTitle: 'Write the name in lower case',
  messages: {
    casing: 'Write {name} in lower case, as everybody does.',
  },

  examples: [
    {
      title: 'Upper case',
      bad: `
        # Syntax=docker/dockerfile:1
        FROM alpine:3.22
      `,
      good: `
        # syntax=docker/dockerfile:1
        FROM alpine:3.22
      `,
    },
  ],

  on: {
    Directive({ name, nameAt }, { report }) {
      if (textAt(nameAt) === name) return;
      report({ at: nameAt, message: 'casing', data: { name }, fix: () => [replace(nameAt, name)] });
    },
  },
});
