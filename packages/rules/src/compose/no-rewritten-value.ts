import { composeRule, replace, textAt } from '@plimsoll/core/rule';
import { aboutValue, isOwnValue } from '../shared/service-places.ts';

export default composeRule({
  id: 'compose/no-rewritten-value',
  since: '0.1.0',
  category: 'correctness',
  severity: 'warning',
  presets: ['recommended'],

  summary: 'Put values that look like numbers but are texts in quotes.',
  why: `
    Without quotes YAML reads \`1.10\` as the number 1.1, \`010\` as 8 and \`1e3\` as 1000. In a variable, a label or a build argument
    Docker Compose then writes that number as a text, and the program gets another value than the file shows: version 1.1, say.
  `,
  sources: [
    'https://docs.docker.com/reference/compose-file/services/#environment',
    'https://yaml.org/spec/1.2.2/#1032-tag-resolution',
  ],

  fixable: 'unsafe',
  fixTitle: 'Put the value in quotes, so that it stays as written',
  messages: {
    rewritten: 'YAML reads {written} as a number, so {name} becomes "{value}". Write "{written}" in quotes.',
  },

  examples: [
    {
      title: 'A version',
      bad: `
        services:
          app:
            build:
              context: .
              args:
                PYTHON_VERSION: 3.10
      `,
      good: `
        services:
          app:
            build:
              context: .
              args:
                PYTHON_VERSION: "3.10"
      `,
    },
  ],

  on: {
    Service(service, { project, report }) {
      const { environment, labels, build } = service;
      for (const { name, value, origin } of [...environment, ...labels, ...(build?.args ?? [])]) {
        if (!value || value.value === undefined || value.state !== 'known' || origin.entry.list) continue;
        const written = textAt(value.origin);
        // A leading plus sign and an exponent change as well; quoted texts begin with their quote.
        if (!/^[-+.]?\d[\w.+-]*$/.test(written) || written === value.value) continue;
        report({
          ...aboutValue(value, service, project),
          message: 'rewritten',
          data: { written, name, value: value.value },
          fix: isOwnValue(value) ? () => [replace(value.origin, `"${written}"`)] : null,
        });
      }
    },
  },
});
