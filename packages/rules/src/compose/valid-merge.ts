import { composeRule } from '@plimsoll/core/rule';
import { problemsFor, textsOf } from '../shared/compose-problems.ts';

export default composeRule({
  id: 'compose/valid-merge',
  since: '0.1.0',
  category: 'correctness',
  severity: 'error',
  presets: ['recommended'],

  summary: 'Override a value with one of the same kind.',
  why: `
    An override file, \`extends\` and \`include\` put their values onto those of the base: mappings and lists are joined, single
    values replaced. Docker Compose refuses the project when a mapping meets a list or a single value.
  `,
  sources: ['https://docs.docker.com/reference/compose-file/merge/'],

  fixable: 'none',
  messages: {
    conflict:
      '{path} is {found} here and {expected} in the base, and Docker Compose cannot merge the two. Write it in the form of the base.',
  },

  examples: [
    {
      title: 'A list over a mapping',
      bad: {
        'compose.override.yaml': `
          services:
            web:
              logging: [local]
        `,
        'compose.yaml': `
          services:
            web:
              image: nginx:1.29
              logging:
                driver: json-file
        `,
      },
      good: {
        'compose.override.yaml': `
          services:
            web:
              logging:
                driver: local
        `,
        'compose.yaml': `
          services:
            web:
              image: nginx:1.29
              logging:
                driver: json-file
        `,
      },
    },
  ],

  on: {
    Application(model, { report }) {
      for (const problem of problemsFor(model, 'compose/valid-merge')) {
        const common = { at: problem, related: problem.related, data: textsOf(problem) };
        report({ ...common, message: 'conflict' });
      }
    },
  },
});
