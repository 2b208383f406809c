import { describe, expect, test } from '@jest/globals';
import { readFixture } from './read-fixture.ts';

const demo = `# syntax=docker/dockerfile:1
# expect dockerfile/no-latest-tag:untagged "node"
FROM node AS build
# expect dockerfile/require-apt-cleanup "apt-get install … curl"
RUN apt-get update && apt-get install \\
    -y curl
RUN cat <<EOF
# expect this stays: it is no marker
EOF
ADD a a /x
# expect^ dockerfile/prefer-copy-over-add "a" #2
`;

describe.each([
  ['LF', demo],
  ['CRLF', demo.replaceAll('\n', '\r\n')],
])('with %s', (_name, raw) => {
  const { text, expected } = readFixture(raw);
  const places = expected.map(({ rule, message, start, end }) => [rule, message, text.slice(start, end)]);

  test('markers name the characters of their line', () => {
    expect(places).toEqual([
      ['dockerfile/no-latest-tag', 'untagged', 'node'],
      ['dockerfile/require-apt-cleanup', undefined, expect.stringMatching(/^apt-get install \\\r?\n {4}-y curl$/)],
      ['dockerfile/prefer-copy-over-add', undefined, 'a'],
    ]);
    expect(text.slice(0, expected[2]?.start).endsWith('ADD a ')).toBe(true);
  });

  test('marker lines are cut out, other comments stay', () => {
    expect(text).toContain('# expect this stays');
    expect(text).not.toContain('# expect dockerfile/');
    expect(text.startsWith('# syntax=docker/dockerfile:1')).toBe(true);
  });
});

test('the head gives options, path and input problem', () => {
  const fixture = readFixture(
    '# options dockerfile/no-x {"allow": ["a"]}\n# path sub/Dockerfile\n# input binary\nFROM a\n# path b\n',
  );
  expect(fixture.options).toEqual(new Map([['dockerfile/no-x', { allow: ['a'] }]]));
  expect(fixture.path).toBe('sub/Dockerfile');
  expect(fixture.input).toBe('binary');
  expect(fixture.text).toBe('FROM a\n# path b\n');
});

test('a marker at the end speaks of the empty line there', () => {
  const { text, expected } = readFixture('FROM a\n# expect plimsoll/no-x ""\n');
  expect(text).toBe('FROM a\n');
  expect(expected).toMatchObject([{ start: 7, end: 7 }]);
  expect(readFixture('# expect plimsoll/no-x ""\n')).toMatchObject({ text: '', expected: [{ start: 0, end: 0 }] });
});

test('a file without a last line end keeps it so', () => {
  const { text, expected } = readFixture('# expect dockerfile/no-x "a"\nFROM a');
  expect(text).toBe('FROM a');
  expect(expected).toMatchObject([{ start: 5, end: 6 }]);
});

test.each([
  ['text of another line', '# expect dockerfile/no-x "b"\nFROM a\nFROM b\n', 'not on its line'],
  ['too few occurrences', '# expect dockerfile/no-x "a" #2\nFROM a\nFROM a\n', 'not on its line'],
  ['a last text that does not follow', '# expect dockerfile/no-x "a … z"\nFROM a\n', 'does not follow'],
  ['a marker without quotes', '# expect dockerfile/no-x a\nFROM a\n', "can't be read"],
])('%s is refused', (_title, raw, message) => {
  expect(() => readFixture(raw)).toThrow(message);
});
