import { dockerfileRule } from '@plimsoll/core/rule';
import { type Label, labelsIn, removePair } from '../shared/labels.ts';

export default dockerfileRule({
  id: 'dockerfile/no-duplicate-label',
  aliases: ['tally/labels/no-duplicate-keys'],
  since: '0.1.0',
  category: 'correctness',
  severity: 'warning',
  presets: ['recommended'],

  summary: 'Set a label at most once in a stage.',
  why: `
    The last value of a label wins without a word, so that the earlier one says something of the image which is not true.
    Setting a label again that a stage below or the base image has set is fine.
  `,
  sources: ['https://docs.docker.com/reference/dockerfile/#label'],

  fixable: 'unsafe',
  fixTitle: 'Remove the earlier value, which has no effect',
  messages: {
    duplicate: 'The label "{key}" is set again below, so that this value is lost. Remove one of the two.',
  },

  examples: [
    {
      title: 'Two versions',
      bad: `
        FROM alpine:3.22
        LABEL version="1.0" team="web"
        LABEL version="1.1"
      `,
      good: `
        FROM alpine:3.22
        LABEL team="web"
        LABEL version="1.1"
      `,
    },
  ],

  on: {
    Stage({ instructions }, { report }) {
      const latest = new Map<string, Label>();
      for (const label of labelsIn(instructions).toReversed()) {
        const { key, pair, instruction } = label;
        const later = latest.get(key);
        if (!later) latest.set(key, label);
        if (!later || instruction.onbuild) continue;
        report({
          at: pair.key,
          message: 'duplicate',
          data: { key },
          related: [{ at: later.pair.key, label: 'it is set again here' }],
          // Two pairs of one instruction may both be in the way of their neighbours.
          fix: oneOfKey(label) ? () => removePair(instruction, pair) ?? [] : null,
        });
      }
    },
  },
});

/** False where the instruction sets the key, or another key twice, itself: edits of neighbours could meet. */
function oneOfKey({ instruction }: Label): boolean {
  const keys = labelsIn([instruction]).map(({ key }) => key);
  return new Set(keys).size === keys.length;
}
