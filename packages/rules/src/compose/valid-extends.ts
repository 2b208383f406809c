import { composeRule } from '@plimsoll/core/rule';
import { fixBySuggestion, problemsFor, textsOf } from '../shared/compose-problems.ts';

export default composeRule({
  id: 'compose/valid-extends',
  aliases: ['compose-go/extends-service-not-found', 'compose-go/extends-service-required', 'compose-go/extends-cycle'],
  since: '0.1.0',
  category: 'correctness',
  severity: 'error',
  presets: ['recommended'],

  summary: 'Extend a service that is there and that does not come back to where it started.',
  why: `
    \`extends\` takes the definition of another service, in the same file or in another one. Docker Compose refuses the project
    when that service or file is not there, or when services extend each other in a circle.
  `,
  sources: ['https://docs.docker.com/reference/compose-file/services/#extends'],

  fixable: 'unsafe',
  fixTitle: 'Extend the similar service',
  messages: {
    notFound:
      'There is no service {service} to extend{inFile}{hint}, so Docker Compose refuses the project. Correct the name, or define the service.',
    fileNotFound:
      'The file {file} to extend from is not there, so Docker Compose refuses the project. Correct the path.',
    cycle:
      'The services extend each other in a circle, {cycle}, so Docker Compose refuses the project. Remove one extends.',
  },

  examples: [
    {
      title: 'A service that is not there',
      bad: `
        services:
          base:
            image: nginx:1.29
          web:
            extends:
              service: bas
      `,
      good: `
        services:
          base:
            image: nginx:1.29
          web:
            extends:
              service: base
      `,
    },
    {
      title: 'A file that is not there',
      bad: {
        'compose.yaml': `
          services:
            web:
              extends:
                file: common.yaml
                service: base
        `,
      },
      good: {
        'compose.yaml': `
          services:
            web:
              extends:
                file: common.yaml
                service: base
        `,
        'common.yaml': `
          services:
            base:
              image: nginx:1.29
        `,
      },
    },
    {
      title: 'A circle',
      bad: `
        services:
          a:
            extends: b
          b:
            extends: a
      `,
      good: `
        services:
          a:
            image: nginx:1.29
          b:
            extends: a
      `,
    },
  ],

  on: {
    Application(model, { report }) {
      for (const problem of problemsFor(model, 'compose/valid-extends')) {
        const data = textsOf(problem);
        const fix = fixBySuggestion(problem, data.service);
        const common = { at: problem, related: problem.related, data, fix };
        switch (problem.code) {
          case 'extends-cycle':
            report({ ...common, message: 'cycle' });
            break;
          case 'extends-not-found':
            report({ ...common, message: data.service === '' ? 'fileNotFound' : 'notFound' });
            break;
        }
      }
    },
  },
});
