import { type DockerfileFile, dockerfileRule, option, type Span } from '@plimsoll/core/rule';

export default dockerfileRule({
  id: 'dockerfile/max-lines',
  aliases: ['tally/max-lines'],
  since: '0.1.0',
  category: 'maintainability',
  severity: 'info',
  presets: [],

  summary: 'Keep Dockerfiles short.',
  why: `
    A long Dockerfile does the work of scripts, or of several images. Scripts in files of their own can be tested, and
    parts that are shared belong into a base image. Blank lines and comments do not count unless options say so.
  `,

  fixable: 'none',
  options: {
    max: option.integer({ default: 100, summary: 'How many lines a file may have.' }),
    skipBlankLines: option.boolean({ default: true, summary: 'Do not count lines without text.' }),
    skipComments: option.boolean({ default: true, summary: 'Do not count lines that hold a comment alone.' }),
  },
  messages: {
    tooLong: 'This file has {count} lines, more than {max}. Move scripts into files, or parts into a base image.',
  },

  examples: [
    {
      title: 'A file of more than 100 lines',
      bad: `FROM alpine:3.22\n${'RUN true\n'.repeat(100)}`,
    },
    {
      title: 'Comments do not count',
      good: `FROM alpine:3.22\n${'# a comment\n'.repeat(100)}RUN true\n`,
    },
  ],

  on: {
    File(file, { document, options, report }) {
      const lines = countedLines(file, document.source.text, options);
      const over = lines[options.max];
      if (!over) return;
      const data = { count: lines.length, max: options.max };
      report({ at: { source: document.source, span: over }, message: 'tooLong', data });
    },
  },
});

interface Skipped {
  readonly skipBlankLines: boolean;
  readonly skipComments: boolean;
}

function countedLines({ comments }: DockerfileFile, text: string, skipped: Skipped): readonly Span[] {
  const commentStarts = new Set(skipped.skipComments ? comments.map(({ span }) => span.start) : []);
  const lines: Span[] = [];
  let start = 0;
  for (const line of text.replace(/\n$/, '').split('\n')) {
    const first = start + line.length - line.trimStart().length;
    const isBlank = line.trim() === '';
    if (!(isBlank && skipped.skipBlankLines) && !commentStarts.has(first))
      lines.push(isBlank ? { start, end: start } : { start: first, end: start + line.trimEnd().length });
    start += line.length + 1;
  }
  return lines;
}
