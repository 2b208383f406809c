import { expect, test } from '@jest/globals';
import { parseIgnoreFile } from './ignore-file.ts';

test.each([
  ['foo', 'foo', true],
  ['foo', 'foo/bar', true],
  ['foo', 'a/foo', false],
  ['/foo/', 'foo', true],
  ['./foo', 'foo', true],
  ['**/foo', 'a/b/foo', true],
  ['**/foo', 'foo', true],
  ['**foo', 'a/xfoo', true],
  ['foo/**', 'foo/a/b', true],
  ['foo/**', 'foo', false],
  ['a/**/b', 'a/b', true],
  ['a/**/b', 'a/x/y/b', true],
  ['a/**/b', 'a/xb', false],
  ['*.go', 'x.go', true],
  ['*.go', 'x/a.go', false],
  ['a?b', 'axb', true],
  ['a?b', 'a/b', false],
  ['[a-c]x', 'bx', true],
  ['[^a-c]x', 'bx', false],
  ['\\*', '*', true],
  ['\\*', 'a', false],
  ['*\n!a', 'a', false],
  ['*\n!a', 'b', true],
  ['!a\na', 'a', true],
  ['foo\n!foo/a', 'foo/a', false],
  ['# foo', '# foo', false],
  [' # foo', '# foo', true],
  ['\uFEFFfoo', 'foo', true],
  ['foo\r\nbar\r\n', 'foo', true],
  ['..', 'a', false],
  ['**', 'a/b', true],
])('%j on %j: %s', (text, path, ignored) => {
  expect(parseIgnoreFile(text).ignores(path)).toBe(ignored);
});

test.each([
  ['!', 'empty-negation'],
  ['[', 'syntax'],
  ['[]a]', 'syntax'],
  ['[a-]', 'syntax'],
  ['a\\', 'syntax'],
])('%j is refused', (text, problem) => {
  expect(parseIgnoreFile(`ok\n${text}\n`).patterns[1]).toMatchObject({ problem, start: 3, end: 3 + text.length });
});

test('a pattern that means to take exponential time does not', () => {
  expect(parseIgnoreFile(`${'*a'.repeat(40)}b`).ignores('a'.repeat(2000))).toBe(false);
});
