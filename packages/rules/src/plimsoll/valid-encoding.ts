import { projectRule } from '@plimsoll/core/rule';

/** Message by the host's code. */
const messageIds = {
  'invalid-utf-8': 'invalidUtf8',
  'utf-16': 'utf16',
  binary: 'binary',
  'too-large': 'tooLarge',
} as const;

export default projectRule({
  id: 'plimsoll/valid-encoding',
  since: '0.1.0',
  category: 'correctness',
  severity: 'error',
  presets: ['recommended'],
  atMost: { invalidUtf8: 'warning' },

  summary: 'Files are UTF-8 text.',
  why: `
    Docker and Compose read UTF-8. A file in UTF-16 (Windows editors and PowerShell redirection write it), a binary file
    under a Dockerfile's name or a file of many megabytes is not linted, since nothing in it could be trusted. Single
    bytes that are no UTF-8, often from Latin-1, are linted around; Docker copies them as they are, and names or labels
    then look broken.
  `,
  sources: ['https://yaml.org/spec/1.2.2/#52-character-encodings'],

  fixable: 'none',
  messages: {
    invalidUtf8: 'Some bytes of this file are not UTF-8, so labels and names may come out broken. Save it as UTF-8.',
    utf16: 'This file is UTF-16, which Docker and Compose do not read; it was not linted. Save it as UTF-8.',
    binary: 'This file holds NUL bytes: it is not a text and was not linted. Replace it, or exclude it by its path.',
    tooLarge:
      'This file is larger than the limit for a file and was not linted. Exclude it by its path if it is meant to be.',
  },

  examples: [
    {
      title: 'A label in Latin-1',
      bad: {
        Dockerfile: `
          FROM alpine:3.22
          LABEL vendor="Caf\uFFFD"
        `,
      },
      good: {
        Dockerfile: `
          FROM alpine:3.22
          LABEL vendor="Café"
        `,
      },
    },
  ],

  on: {
    Input(input, { report }) {
      report({ at: input, message: messageIds[input.code] });
    },
  },
});
