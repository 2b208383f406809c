import { dockerfileRule, replace } from '@plimsoll/core/rule';
import { countedInstructions, isMostlyLower } from '../shared/keyword-casing.ts';

export default dockerfileRule({
  id: 'dockerfile/consistent-as-casing',
  aliases: ['buildkit/FromAsCasing', 'droast/DF079'],
  since: '0.1.0',
  category: 'style',
  severity: 'info',
  presets: ['strict'],

  summary: 'Write `AS` in the letter case of its `FROM`.',
  why: `
    Both are keywords of one instruction. \`FROM image as name\` reads as if \`as\` belonged to the name. A \`FROM\` in mixed
    letter case is left to \`dockerfile/consistent-instruction-casing\`.
  `,
  sources: ['https://docs.docker.com/reference/build-checks/from-as-casing/'],

  fixable: 'safe',
  fixTitle: 'Write it like FROM',
  messages: {
    mismatch: '{from} and {as} are keywords of one instruction in different letter case. Write {wanted}.',
  },

  examples: [
    {
      title: 'Lower-case as',
      bad: `
        FROM alpine:3.22 as build
      `,
      good: `
        FROM alpine:3.22 AS build
      `,
    },
    {
      title: 'Both in lower case',
      good: `
        from alpine:3.22 as build
      `,
    },
  ],

  on: {
    From({ keyword, asKeyword }, { document, report }) {
      if (!asKeyword) return;
      const isLower = keyword.text === keyword.text.toLowerCase();
      if (!isLower && keyword.text !== keyword.text.toUpperCase()) return;
      const wanted = isLower ? 'as' : 'AS';
      if (asKeyword.text === wanted) return;
      report({
        at: asKeyword,
        message: 'mismatch',
        data: { from: keyword.text, as: asKeyword.text, wanted },
        // It is FROM that stands out from the file, and consistent-instruction-casing changes it.
        fix: isLower === isMostlyLower(countedInstructions(document.root)) ? () => [replace(asKeyword, wanted)] : null,
      });
    },
  },
});
