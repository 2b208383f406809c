import { dockerfileRule, type KeyValuePair } from '@plimsoll/core/rule';
import { removePair } from '../shared/labels.ts';

export default dockerfileRule({
  id: 'dockerfile/no-duplicate-env',
  since: '0.1.0',
  category: 'correctness',
  severity: 'warning',
  presets: ['recommended'],

  summary: 'Set a variable at most once in one ENV.',
  why: `
    One ENV sets all its variables at once, and the last value of a name wins: the earlier one is never seen, not even by the
    other pairs. Setting a variable anew in a later ENV is fine, as instructions between may use it.
  `,
  sources: ['https://docs.docker.com/reference/dockerfile/#environment-replacement'],

  fixable: 'unsafe',
  fixTitle: 'Remove the earlier value, which has no effect',
  messages: {
    duplicate: '{name} is set again in the same ENV, so that this value is lost. Remove one of the two.',
  },

  examples: [
    {
      title: 'Two values',
      bad: `
        FROM alpine:3.22
        ENV LANG=C HOME=/app LANG=C.UTF-8
      `,
      good: `
        FROM alpine:3.22
        ENV HOME=/app LANG=C.UTF-8
      `,
    },
    {
      title: 'One after the other',
      good: `
        FROM alpine:3.22
        ENV PATH=/opt/a/bin:$PATH
        ENV PATH=/opt/b/bin:$PATH
      `,
    },
  ],

  on: {
    Env(instruction, { report }) {
      const latest = new Map<string, KeyValuePair>();
      for (const pair of instruction.pairs.toReversed()) {
        const name = pair.key.text;
        const later = latest.get(name);
        if (!later) latest.set(name, pair);
        else {
          // Edits of two neighbours could meet.
          const fix = latest.size === instruction.pairs.length - 1 ? () => removePair(instruction, pair) ?? [] : null;
          const related = [{ at: later.key, label: 'it is set again here' }];
          report({ at: pair.key, message: 'duplicate', data: { name }, related, fix });
        }
      }
    },
  },
});
