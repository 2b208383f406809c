import { composeRule } from '@plimsoll/core/rule';
import { problemsFor, textsOf } from '../shared/compose-problems.ts';

export default composeRule({
  id: 'compose/valid-env-file',
  aliases: [
    'compose-go/env-file-not-found',
    'compose-go/label-file-not-found',
    'compose-go/dotenv-key-space',
    'compose-go/dotenv-bad-character',
    'compose-go/dotenv-unterminated-quote',
  ],
  since: '0.1.0',
  category: 'correctness',
  severity: 'warning',
  presets: ['recommended'],
  // Such files hold secrets and are often kept out of the repository on purpose.
  atMost: { notFound: 'info' },

  summary: 'Name environment files that are there and that Docker Compose can read.',
  why: `
    Docker Compose reads \`.env\`, and the files that \`env_file\` and \`label_file\` name, before it starts anything. It
    refuses the project when one of them is missing or has a line that it can't read. A file that is made on each
    machine needs a template in the repository, or \`required: false\`.
  `,
  sources: [
    'https://docs.docker.com/reference/compose-file/services/#env_file',
    'https://docs.docker.com/compose/how-tos/environment-variables/variable-interpolation/#env-file-syntax',
  ],

  fixable: 'none',
  messages: {
    notFound:
      'The file {file} is not there, and without it Docker Compose refuses the project. Make it, or write path and required: false.',
    invalid: '{file} has {fault}, so Docker Compose refuses the project. Correct the file.',
  },

  examples: [
    {
      title: 'A file that is not there',
      bad: {
        'compose.yaml': `
          services:
            web:
              image: nginx:1.29
              env_file: web.env
        `,
      },
      good: {
        'compose.yaml': `
          services:
            web:
              image: nginx:1.29
              env_file:
                - path: web.env
                  required: false
        `,
      },
    },
    {
      title: 'A line that cannot be read',
      bad: {
        'compose.yaml': `
          services:
            web:
              image: nginx:1.29
              env_file: web.env
        `,
        'web.env': `
          MODE="production
        `,
      },
      good: {
        'compose.yaml': `
          services:
            web:
              image: nginx:1.29
              env_file: web.env
        `,
        'web.env': `
          MODE="production"
        `,
      },
    },
  ],

  on: {
    Application(model, { report }) {
      for (const problem of problemsFor(model, 'compose/valid-env-file')) {
        const { file } = textsOf(problem);
        const common = { at: problem, related: problem.related };
        if (problem.code === 'env-file-not-found') report({ ...common, message: 'notFound', data: { file } });
        else {
          const fault = faults[problem.data.reason ?? ''] ?? 'a line that it does not understand';
          report({ ...common, message: 'invalid', data: { file, fault } });
        }
      }
    },
  },
});

/** What compose-go's dotenv parser refuses, in words. */
const faults: Readonly<Record<string, string>> = {
  'bad-character': 'a character in the name of a variable that is not allowed there',
  'space-in-key': 'a blank in the name of a variable',
  'unterminated-quote': 'a quote that is not closed',
  'invalid-template': 'a $ that begins no valid variable',
  'required-variable': 'a variable that must be set and is not',
};
