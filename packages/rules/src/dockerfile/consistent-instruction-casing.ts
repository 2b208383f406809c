import { dockerfileRule, option, replace } from '@plimsoll/core/rule';
import { countedInstructions, isMostlyLower } from '../shared/keyword-casing.ts';

export default dockerfileRule({
  id: 'dockerfile/consistent-instruction-casing',
  aliases: [
    'buildkit/ConsistentInstructionCasing',
    'dockerfilelint/uppercase_commands',
    'dockerfile-utils/CASING_INSTRUCTION',
    'droast/DF076',
  ],
  since: '0.1.0',
  category: 'style',
  severity: 'info',
  presets: ['strict'],

  summary: 'Write all instructions of a file in one letter case.',
  why: `
    Keywords that look alike are found at a glance, and by a text search. Most of the file decides, upper case if both are
    equally frequent; a word in mixed letter case is never right. As for BuildKit, ARG before the first FROM and the
    instruction inside ONBUILD do not count.
  `,
  sources: ['https://docs.docker.com/reference/build-checks/consistent-instruction-casing/'],

  fixable: 'safe',
  fixTitle: 'Change the letter case',
  options: {
    style: option.oneOf(['majority', 'upper', 'lower'], {
      default: 'majority',
      summary: 'The letter case: that of most instructions of the file, or always one.',
    }),
  },
  messages: {
    otherCase: '{word} is not in the letter case of the other instructions. Write {wanted}.',
  },

  examples: [
    {
      title: 'Mixed letter case',
      bad: `
        FROM alpine:3.22
        Run apk add --no-cache curl
        user 1000
      `,
      good: `
        FROM alpine:3.22
        RUN apk add --no-cache curl
        USER 1000
      `,
    },
    {
      title: 'All in lower case',
      good: `
        from alpine:3.22
        run apk add --no-cache curl
      `,
    },
  ],

  on: {
    File(file, { options, report }) {
      const counted = countedInstructions(file);
      const lower = options.style === 'majority' ? isMostlyLower(counted) : options.style === 'lower';
      const cased = (word: string): string => (lower ? word.toLowerCase() : word.toUpperCase());
      for (const instruction of counted) {
        const { keyword } = instruction;
        const wanted = cased(keyword.text);
        if (keyword.text === wanted) continue;
        report({
          at: keyword,
          message: 'otherCase',
          data: { word: keyword.text, wanted },
          // AS goes with its FROM.
          fix: () =>
            [keyword, ...(instruction.kind === 'From' && instruction.asKeyword ? [instruction.asKeyword] : [])]
              .filter(({ text }) => text !== cased(text))
              .map((word) => replace(word, cased(word.text))),
        });
      }
    },
  },
});
