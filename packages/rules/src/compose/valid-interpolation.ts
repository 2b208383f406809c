import { composeRule } from '@plimsoll/core/rule';
import { problemsFor, textsOf } from '../shared/compose-problems.ts';

export default composeRule({
  id: 'compose/valid-interpolation',
  aliases: ['compose-go/invalid-interpolation', 'compose-go/required-variable-missing', 'compose-go/cast-failure'],
  since: '0.1.0',
  category: 'correctness',
  severity: 'error',
  presets: ['recommended'],

  summary: 'Write variables as Docker Compose reads them.',
  why: `
    Docker Compose replaces \`$NAME\` and \`\${NAME}\` in every value before it reads the file. It knows the forms with
    \`:-\`, \`-\`, \`:?\`, \`?\`, \`:+\` and \`+\`, and refuses the other forms of shells. A dollar sign that is meant as such
    is written twice.
  `,
  sources: ['https://docs.docker.com/reference/compose-file/interpolation/'],

  fixable: 'none',
  messages: {
    invalidTemplate:
      '{template} is not a variable that Docker Compose can read, so it refuses the file. In braces it knows a name, alone or followed by :-default, :?message or :+other; write $$ for a dollar sign.',
    requiredVariable:
      'The variable {variable} must be set{reason}. The environment file of the project sets it to nothing, so Docker Compose refuses the project. Give it a value there.',
    castFailed: '"{value}" is not {expected}, which {path} must be, so Docker Compose refuses the file.',
  },

  examples: [
    {
      title: 'A form of shells',
      bad: `
        services:
          web:
            image: nginx:\${VERSION%%-*}
      `,
      good: `
        services:
          web:
            image: nginx:\${VERSION:-1.29}
      `,
    },
    {
      title: 'A text where a boolean belongs',
      bad: `
        services:
          web:
            image: nginx:1.29
            read_only: "maybe"
      `,
      good: `
        services:
          web:
            image: nginx:1.29
            read_only: "true"
      `,
    },
  ],

  on: {
    Application(model, { report }) {
      for (const problem of problemsFor(model, 'compose/valid-interpolation')) {
        const common = { at: problem, related: problem.related, data: textsOf(problem) };
        switch (problem.code) {
          case 'invalid-template':
            report({ ...common, message: 'invalidTemplate' });
            break;
          case 'required-variable':
            report({ ...common, message: 'requiredVariable' });
            break;
          case 'cast-failed':
            report({ ...common, message: 'castFailed' });
            break;
        }
      }
    },
  },
});
