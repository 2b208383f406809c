import { expect, test } from '@jest/globals';
import { leavesOf } from './leaves.ts';
import { parseDockerfile } from './parse-dockerfile.ts';

const leaves = (text: string): readonly string[] =>
  leavesOf(parseDockerfile(text))
    .filter(({ kind }) => kind !== 'blank' && kind !== 'line-end')
    .map(({ kind, source, span }) => `${kind} ${JSON.stringify(source.slice(span))}`);

test.each([
  [
    '# escape=`\n#x\nFROM a AS b\n',
    ['directive "# escape=`"', 'comment "#x"', 'keyword "FROM"', 'word "a"', 'word "AS"', 'word "b"'],
  ],
  [
    'RUN --network=none a \\\n  # c\n  b',
    [
      'keyword "RUN"',
      'flag "--network=none"',
      'word "a "',
      'continuation "\\\\\\n"',
      'word "  "',
      'comment "# c"',
      'word "  b"',
    ],
  ],
  [
    'ENV A=b C="d e"',
    ['keyword "ENV"', 'word "A"', 'mark "="', 'word "b"', 'word "C"', 'mark "="', 'word "\\"d e\\""'],
  ],
  ['CMD ["a", "b"]', ['keyword "CMD"', 'mark "["', 'word "\\"a\\""', 'mark ","', 'word "\\"b\\""', 'mark "]"']],
  [
    'COPY <<-E /x\n\ta \\\n\tE\nUSER a',
    [
      'keyword "COPY"',
      'word "<<-E"',
      'word "/x"',
      'heredoc "\\ta \\\\\\n"',
      'heredoc-end "E"',
      'keyword "USER"',
      'word "a"',
    ],
  ],
  ['RUN <<E\na', ['keyword "RUN"', 'word "<<E"', 'heredoc "a"']],
  ['ONBUILD RUN a', ['keyword "ONBUILD"', 'keyword "RUN"', 'word "a"']],
  ['HELLO a b', ['keyword "HELLO"', 'text "a"', 'text "b"']],
  ['RU\\\r\nN a', ['keyword "RU"', 'continuation "\\\\\\r\\n"', 'keyword "N"', 'word "a"']],
])('%j', (text, expected) => {
  expect(leaves(text)).toEqual(expected);
});
