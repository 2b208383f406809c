import { composeRule } from '@plimsoll/core/rule';
import { problemsFor, textsOf } from '../shared/compose-problems.ts';

export default composeRule({
  id: 'compose/valid-include',
  aliases: ['compose-go/include-cycle', 'compose-go/include-path-not-file'],
  since: '0.1.0',
  category: 'correctness',
  severity: 'error',
  presets: ['recommended'],

  summary: 'Include files that are there and that do not include each other.',
  why: `
    \`include\` brings in other Compose files with their own directory and environment. Docker Compose refuses the project when
    one of them is not there, or when files include each other in a circle.
  `,
  sources: ['https://docs.docker.com/reference/compose-file/include/'],

  fixable: 'none',
  messages: {
    notFound: 'The file {file} to include is not there, so Docker Compose refuses the project. Correct the path.',
    cycle:
      'The files include each other in a circle, {cycle}, so Docker Compose refuses the project. Remove one of the includes.',
  },

  examples: [
    {
      title: 'A file that is not there',
      bad: {
        'compose.yaml': `
          include:
            - monitoring/compose.yaml
          services:
            web:
              image: nginx:1.29
        `,
      },
      good: {
        'compose.yaml': `
          include:
            - monitoring/compose.yaml
          services:
            web:
              image: nginx:1.29
        `,
        'monitoring/compose.yaml': `
          services:
            prometheus:
              image: prom/prometheus:v3.5.0
        `,
      },
    },
    {
      title: 'A circle',
      bad: {
        'compose.yaml': `
          include: [compose.db.yaml]
          services:
            web:
              image: nginx:1.29
        `,
        'compose.db.yaml': `
          include: [compose.yaml]
          services:
            db:
              image: postgres:17
        `,
      },
    },
  ],

  on: {
    Application(model, { report }) {
      for (const problem of problemsFor(model, 'compose/valid-include')) {
        const common = { at: problem, related: problem.related, data: textsOf(problem) };
        switch (problem.code) {
          case 'include-cycle':
            report({ ...common, message: 'cycle' });
            break;
          case 'include-not-found':
            report({ ...common, message: 'notFound' });
            break;
        }
      }
    },
  },
});
