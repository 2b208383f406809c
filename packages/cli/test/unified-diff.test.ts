import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { unifiedDiff } from '@plimsoll/core';
import fc from 'fast-check';
import { makeDirectory, removeDirectory } from './run-command.ts';

let cwd: string;

beforeEach(() => {
  cwd = makeDirectory();
});
afterEach(() => removeDirectory(cwd));

/** What `git apply` makes of a text with the difference to another. */
function applied(path: string, before: string, after: string): string {
  writeFileSync(join(cwd, path), before);
  const input = unifiedDiff({ path, before, after });
  if (input === '') return before;
  const { stderr } = spawnSync('git', ['apply', '-p1', '--whitespace=nowarn'], { cwd, input, encoding: 'utf8' });
  expect(stderr).toBe('');
  return readFileSync(join(cwd, path), 'utf8');
}

test('one change among many lines, three lines around it', () => {
  const before = 'a\nb\nc\nd\ne\nf\ng\nh\n';
  expect(unifiedDiff({ path: 'x', before, after: before.replace('e', 'E') })).toBe(
    '--- a/x\n+++ b/x\n@@ -2,7 +2,7 @@\n b\n c\n d\n-e\n+E\n f\n g\n h\n',
  );
});

test.each([
  ['nothing', 'a\n', 'a\n'],
  ['all', 'a\nb\n', 'c\nd\n'],
  ['insertion at the start', 'a\n', 'b\na\n'],
  ['into an empty text', '', 'a\n'],
  ['to an empty text', 'a\n', ''],
  ['a line end at the end', 'a\nb', 'a\nb\n'],
  ['no line end at the end', 'a\nb\n', 'a\nB'],
  ['CRLF', 'a\r\nb\r\n', 'a\r\nc\r\n'],
  ['byte order mark', '\ufeffa\nb\n', '\ufeffA\nb\n'],
  ['two places far apart', `a\n${'x\n'.repeat(20)}b\n`, `A\n${'x\n'.repeat(20)}B\n`],
  ['lines that moved', 'a\nb\nc\nd\n', 'd\na\nb\nc\n'],
])('%s', (_, before, after) => {
  expect(applied('Dockerfile', before, after)).toBe(after);
});

test.each(['my Dockerfile', 'a"b\\c', 'ta\tb', 'é.Dockerfile', 'line\nend', '\u0085'])('the name %j', (path) => {
  expect(applied(path, 'a\n', 'b\n')).toBe('b\n');
});

test('what git makes of any two texts', () => {
  const lines = fc.array(fc.constantFrom('a\n', 'b\n', 'c\n', 'd\r\n', '\n', 'e'), { maxLength: 30 });
  fc.assert(
    fc.property(lines, lines, (before, after) => {
      expect(applied('x', before.join(''), after.join(''))).toBe(after.join(''));
    }),
    { numRuns: 60 },
  );
});

test('100,000 lines that all changed', () => {
  const before = Array.from({ length: 100_000 }, (_, index) => `${index}\n`).join('');
  const diff = unifiedDiff({ path: 'x', before, after: before.replaceAll('\n', ' \n') });
  expect(diff.length).toBeGreaterThan(2 * before.length);
});
