import { projectRule } from '@plimsoll/core/rule';

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
    bytes that are no UTF-8, often from Latin-1, are linted around: Docker copies them as they are, and names or labels
    then look broken, while Compose refuses the file.
  `,
  sources: ['https://yaml.org/spec/1.2.2/#52-character-encodings'],

  fixable: 'none',
  messages: {
    invalidUtf8: 'What stands here is not UTF-8, so labels and names may come out broken. Save the file as UTF-8.',
    refusedUtf8: 'What stands here is not UTF-8, so Docker Compose refuses the file. Save it as UTF-8.',
    utf16: 'This file is UTF-16, which Docker and Compose do not read; it was not linted. Save it as UTF-8.',
    binary: 'This file holds NUL bytes: it is not a text and was not linted. Replace it, or exclude it by its path.',
    tooLarge: 'This file {told} and was not linted. Raise the limit with --max-file-size, or exclude it by its path.',
  },

  examples: [
    {
      title: 'A name in Latin-1',
      bad: {
        'compose.yaml': `
          services:
            web:
              image: nginx:1.29
              hostname: caf\uFFFD
        `,
      },
    },
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
    Input(input, { project, report }) {
      switch (input.code) {
        case 'invalid-utf-8': {
          const isCompose = project.targets.get(input.source.path)?.kind === 'compose';
          return report({ at: input, message: isCompose ? 'refusedUtf8' : 'invalidUtf8' });
        }
        case 'utf-16':
          return report({ at: input, message: 'utf16' });
        case 'binary':
          return report({ at: input, message: 'binary' });
        case 'too-large': {
          const { size, limit } = input.data;
          const told = size && limit ? `has ${size} bytes, over the limit of ${limit},` : 'is too large';
          return report({ at: input, message: 'tooLarge', data: { told } });
        }
      }
    },
  },
});
