import { dockerfileRule, type Instruction, type Located, remove, type TextEdit } from '@plimsoll/core/rule';

export default dockerfileRule({
  id: 'dockerfile/no-empty-continuation',
  aliases: ['buildkit/NoEmptyContinuation', 'dockerfile-utils/EMPTY_CONTINUATION_LINE'],
  since: '0.1.0',
  category: 'correctness',
  severity: 'warning',
  presets: ['recommended'],

  summary: 'Leave no empty line inside an instruction.',
  why: `
    After a line that ends with the escape character the builder skips empty lines and goes on, and so takes what follows
    for a part of the instruction. Readers take an empty line for its end. The builder warns of it, and has announced that
    it will refuse it. A comment line is a fine separator.
  `,
  sources: ['https://docs.docker.com/reference/build-checks/no-empty-continuation/'],

  fixable: 'safe',
  fixTitle: 'Delete the empty lines',
  messages: {
    emptyLine:
      'The instruction goes on after this empty line, though it looks as if it ended here. Delete the line, or write a comment in it.',
    openEnd: 'The line above continues here, but the file ends. Delete the escape character at its end.',
  },

  examples: [
    {
      title: 'An empty line to separate two commands',
      bad: `
        FROM alpine:3.22
        RUN apk add --no-cache curl && \\

            curl --version
      `,
      good: `
        FROM alpine:3.22
        RUN apk add --no-cache curl && \\
            curl --version
      `,
    },
    {
      title: 'A comment to separate them',
      good: `
        FROM alpine:3.22
        RUN apk add --no-cache curl && \\
            # see that it works
            curl --version
      `,
    },
  ],

  on: {
    Instruction(instruction, { report }) {
      if (instruction.onbuild) return;
      for (const lines of runsOf(instruction.blankContinuations)) {
        const isOpen = isOpenEnd(instruction, lines);
        report({
          at: lines,
          message: isOpen ? 'openEnd' : 'emptyLine',
          fix: isOpen ? null : () => [withoutLines(lines)],
        });
      }
    },
  },
});

/** Consecutive empty lines as one place. */
function runsOf(lines: readonly Located[]): readonly Located[] {
  const runs: Located[] = [];
  for (const { source, span } of lines) {
    const last = runs.at(-1);
    const between = last && source.text.slice(last.span.end, span.start);
    if (last && between?.trim() === '')
      runs[runs.length - 1] = { source, span: { start: last.span.start, end: span.end } };
    else runs.push({ source, span });
  }
  return runs;
}

/** True if nothing of the instruction follows. */
function isOpenEnd({ span, heredocs }: Instruction, lines: Located): boolean {
  return (
    heredocs.length === 0 && lines.source.text.slice(lines.span.end, Math.max(span.end, lines.span.end)).trim() === ''
  );
}

/** The lines go with their line ends. */
function withoutLines({ source, span }: Located): TextEdit {
  const newline = source.text.indexOf('\n', span.end);
  return remove({ source, span: { start: span.start, end: newline < 0 ? source.text.length : newline + 1 } });
}
