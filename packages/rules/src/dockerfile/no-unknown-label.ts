import { dockerfileRule, nearest, option } from '@plimsoll/core/rule';
import { labelsOf, labelTypes } from '../shared/labels.ts';

export default dockerfileRule({
  id: 'dockerfile/no-unknown-label',
  aliases: ['hadolint/DL3050'],
  since: '0.1.0',
  category: 'maintainability',
  severity: 'info',
  presets: ['strict'],

  summary: 'Set no labels but those that the project knows.',
  why: `
    Where tools rely on labels, one that nobody knows is often a typing error in one that is missed. The option \`schema\`
    names the labels there are; without it the rule finds nothing.
  `,

  fixable: 'none',
  options: {
    schema: option.record({
      default: {},
      values: labelTypes,
      summary: 'The labels that images may have, each with the type of its value.',
    }),
  },
  messages: {
    unknown: 'The label "{key}" is none of those that this project knows. Add it to the option schema, or remove it.',
    mistyped: 'The label "{key}" is none of those that this project knows. Did you mean "{suggestion}"?',
  },

  examples: [
    {
      title: 'A key that nothing reads',
      options: { schema: { team: 'text' } },
      bad: `
        FROM alpine:3.22
        LABEL taem="web" colour="blue"
      `,
      good: `
        FROM alpine:3.22
        LABEL team="web"
      `,
    },
  ],

  on: {
    Label(instruction, { options, report }) {
      const known = Object.keys(options.schema);
      if (known.length === 0) return;
      for (const { key, pair } of labelsOf(instruction)) {
        if (known.includes(key)) continue;
        const suggestion = nearest(key, known);
        if (suggestion === undefined) report({ at: pair.key, message: 'unknown', data: { key } });
        else report({ at: pair.key, message: 'mistyped', data: { key, suggestion } });
      }
    },
  },
});
