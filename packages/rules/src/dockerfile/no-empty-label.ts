import { dockerfileRule, option } from '@plimsoll/core/rule';
import { labelsOf, labelTypes, labelValue } from '../shared/labels.ts';

export default dockerfileRule({
  id: 'dockerfile/no-empty-label',
  aliases: ['hadolint/DL3051'],
  since: '0.1.0',
  category: 'maintainability',
  severity: 'warning',
  presets: ['strict'],

  summary: 'Give the labels that the project asks for a value.',
  why: `
    A label that is there and empty passes every check for its presence, and tells nothing. Judged are the labels of the
    option \`schema\`; elsewhere an empty value is how one takes away a label of the base image.
  `,

  fixable: 'none',
  options: {
    schema: option.record({
      default: {},
      values: labelTypes,
      summary: 'The labels that must not be empty, each with the type of its value.',
    }),
  },
  messages: {
    empty: 'The label "{key}" is empty, so that it tells nothing. Give it its value.',
  },

  examples: [
    {
      title: 'Nothing in quotes',
      options: { schema: { team: 'text' } },
      bad: `
        FROM alpine:3.22
        LABEL team=""
      `,
      good: `
        FROM alpine:3.22
        LABEL team="web"
      `,
    },
  ],

  on: {
    Label(instruction, { builds, options, report }) {
      for (const label of labelsOf(instruction)) {
        const { key, pair } = label;
        if (!Object.hasOwn(options.schema, key) || labelValue(label, builds) !== '') continue;
        report({ at: pair.value && pair.value.text !== '' ? pair.value : pair.key, message: 'empty', data: { key } });
      }
    },
  },
});
