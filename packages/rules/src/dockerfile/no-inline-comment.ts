import {
  dockerfileRule,
  type Instruction,
  insertBefore,
  type Located,
  remove,
  type TextEdit,
  textAt,
  type Word,
} from '@plimsoll/core/rule';
import { endOfLine } from '../shared/line-ends.ts';

export default dockerfileRule({
  id: 'dockerfile/no-inline-comment',
  since: '0.1.0',
  category: 'correctness',
  severity: 'warning',
  presets: ['recommended'],

  summary: 'Write comments on lines of their own.',
  why: `
    In a Dockerfile a \`#\` begins a comment only at the start of a line. Behind an argument it is an argument itself:
    \`COPY a b # config\` copies \`a\`, \`b\` and \`#\` to \`config\`, and \`WORKDIR /app # home\` makes a directory of that name.
    Instructions that the build refuses for it are reported by \`valid-*\` rules; commands are read by a shell, which knows
    such comments.
  `,
  sources: ['https://docs.docker.com/reference/dockerfile/#format'],

  fixable: 'unsafe',
  fixTitle: 'Move the comment to a line of its own, so that it is no argument',
  messages: {
    argument:
      'This is no comment but an argument of {instruction}: "#" begins a comment only at the start of a line. Write it above.',
  },

  examples: [
    {
      title: 'A directory with a strange name',
      bad: `
        FROM alpine:3.22
        WORKDIR /app # the home
        USER 1000
      `,
      good: `
        FROM alpine:3.22
        # the home
        WORKDIR /app
        USER 1000
      `,
    },
    {
      title: 'What a shell reads',
      good: `
        FROM alpine:3.22
        RUN apk add curl # for the check
      `,
    },
  ],

  on: {
    Instruction(instruction, { report }) {
      const at = commentIn(instruction);
      if (!at) return;
      const fix = movedUp(instruction, at);
      report({
        at,
        message: 'argument',
        data: { instruction: instruction.keyword.text.toUpperCase() },
        fix: fix ? () => fix : null,
      });
    },
  },
});

/** Words of the instructions that take a `#` for an argument without a complaint. */
function wordsOf(instruction: Instruction): readonly Word[] {
  switch (instruction.kind) {
    case 'Workdir':
    case 'User':
      return instruction.value ? [instruction.value] : [];
    case 'Copy':
    case 'Add':
      return instruction.json
        ? []
        : [...instruction.sources, ...(instruction.destination ? [instruction.destination] : [])];
    case 'Volume':
      return instruction.json ? [] : instruction.paths;
    case 'Arg':
      return instruction.pairs.map(({ key }) => key);
    case 'Env':
    case 'Label':
      return instruction.pairs.flatMap(({ separator, value }) => (separator === 'legacy' && value ? [value] : []));
    default:
      return [];
  }
}

/** From a `#` between blanks to the end of its line. */
function commentIn(instruction: Instruction): Located | undefined {
  const { source } = instruction;
  for (const word of wordsOf(instruction)) {
    const text = textAt(word);
    const inside = /\s#\s/.exec(text);
    // In quotes, or with another "#" in a pair of them, it is data.
    const offset = text === '#' ? 0 : inside && !/["']/.test(text) ? inside.index + 1 : undefined;
    if (offset === undefined || source.text[word.span.start - 1] === '\\') continue;
    const start = word.span.start + offset;
    const newline = source.text.indexOf('\n', start);
    const line = source.text.slice(start, newline < 0 ? undefined : newline).trimEnd();
    return { source, span: { start, end: start + line.length } };
  }
  return undefined;
}

/** Only where the instruction is one line and ends with the comment. */
function movedUp(instruction: Instruction, comment: Located): readonly TextEdit[] | undefined {
  const { source, span, onbuild } = instruction;
  if (onbuild || textAt(instruction).includes('\n') || comment.span.end !== span.end) return undefined;
  const before = source.text.slice(span.start, comment.span.start).trimEnd();
  // COPY and ADD are refused without two words, and the comment then made up for them.
  const isPair = instruction.kind === 'Copy' || instruction.kind === 'Add';
  if (isPair && wordsOf(instruction).filter((word) => word.span.start < comment.span.start).length < 2)
    return undefined;
  const rest = { source, span: { start: span.start + before.length, end: comment.span.end } };
  return [insertBefore(instruction, textAt(comment) + endOfLine(instruction)), remove(rest)];
}
