import { dockerfileRule, replace, textAt } from '@plimsoll/core/rule';

export default dockerfileRule({
  id: 'dockerfile/no-workdir-spaces',
  aliases: ['dockerfilelint/invalid_workdir'],
  since: '0.1.0',
  category: 'correctness',
  severity: 'warning',
  presets: ['recommended'],
  atMost: { blanks: 'info' },

  summary: 'Quote a path with blanks in WORKDIR.',
  why: `
    WORKDIR takes the rest of its line as one path, blanks included: a comment behind it, or a second word that slipped in,
    becomes a part of the directory's name. Quotes show that the blanks are meant.
  `,
  sources: ['https://docs.docker.com/reference/dockerfile/#workdir'],

  fixable: 'unsafe',
  fixTitle: 'Quote the path',
  messages: {
    comment: 'There are no comments behind an instruction, so "{comment}" becomes a part of the path. Move it above.',
    blanks: 'All of this is one path, with its blanks. If that is meant, put it into quotes.',
  },

  examples: [
    {
      title: 'A comment',
      bad: `
        FROM alpine:3.22
        WORKDIR /app # where the code is
      `,
      good: `
        FROM alpine:3.22
        # where the code is
        WORKDIR /app
      `,
    },
    {
      title: 'Blanks',
      bad: `
        FROM alpine:3.22
        WORKDIR /my app
      `,
      good: `
        FROM alpine:3.22
        WORKDIR "/my app"
      `,
    },
  ],

  on: {
    Workdir({ value: at }, { report }) {
      const text = at && textAt(at);
      if (!at || !text || !/[ \t]/.test(text)) return;
      const comment = /[ \t](#.*)$/s.exec(text)?.[1];
      if (comment !== undefined) report({ at, message: 'comment', data: { comment }, fix: null });
      // Quotes, escaped blanks and substitutions with blanks in them show that it was thought of.
      else if (!/["'\\`]|\$\{/.test(text)) report({ at, message: 'blanks', fix: () => [replace(at, `"${text}"`)] });
    },
  },
});
