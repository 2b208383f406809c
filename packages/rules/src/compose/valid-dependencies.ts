import { composeRule } from '@plimsoll/core/rule';
import { problemsFor, textsOf } from '../shared/compose-problems.ts';

export default composeRule({
  id: 'compose/valid-dependencies',
  aliases: ['compose-go/dependency-cycle'],
  since: '0.1.0',
  category: 'correctness',
  severity: 'error',
  presets: ['recommended'],

  summary: 'Let no service depend on itself.',
  why: `
    Docker Compose starts services in the order of their dependencies, and refuses the project when there is no such order.
    Dependencies come from \`depends_on\`, and from \`links\`, \`volumes_from\` and \`network_mode: service:...\` as well.
  `,
  sources: ['https://docs.docker.com/reference/compose-file/services/#depends_on'],

  fixable: 'none',
  messages: {
    cycle:
      'The services depend on each other in a circle, {cycle}, so Docker Compose refuses the project. Remove one of the dependencies.',
  },

  examples: [
    {
      title: 'Two services that wait for each other',
      bad: `
        services:
          web:
            image: nginx:1.29
            depends_on: [app]
          app:
            image: example/app:1.4
            depends_on: [web]
      `,
      good: `
        services:
          web:
            image: nginx:1.29
            depends_on: [app]
          app:
            image: example/app:1.4
      `,
    },
  ],

  on: {
    Application(model, { report }) {
      for (const problem of problemsFor(model, 'compose/valid-dependencies')) {
        const common = { at: problem, related: problem.related, data: textsOf(problem) };
        report({ ...common, message: 'cycle' });
      }
    },
  },
});
