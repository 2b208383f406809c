import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { linesBefore } from './changed-lines.ts';

describe('linesBefore', () => {
  test.each([
    ['equal texts', 'a\nb\n', 'a\nb\n', [1, 2, 3]],
    ['a changed line', 'a\nb\nc', 'a\nx\nc', [1, 0, 3]],
    ['a new line', 'a\nc', 'a\nb\nc', [1, 0, 2]],
    ['a line that is gone', 'a\nb\nc', 'a\nc', [1, 3]],
    ['a new file', '', 'a\nb', [0, 0]],
    ['other line ends', 'a\r\nb\r\n', 'a\nb\n', [1, 2, 3]],
    ['two changes', 'a\nb\nc\nd\ne', 'a\nx\nc\nd\ny\ne', [1, 0, 3, 4, 0, 5]],
    ['a moved line', 'a\nb\nc', 'b\nc\na', [2, 3, 0]],
    ['repeated lines', 'a\na\na', 'a\na\na\na', [1, 2, 3, 0]],
  ])('%s', (_, before, after, lines) => {
    expect([...linesBefore(before, after)]).toEqual(lines);
  });

  test('what is left is a common part, in order, and as long as can be', () => {
    const text = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 12 });
    fc.assert(
      fc.property(text, text, (before, after) => {
        const kept = [...linesBefore(before.join('\n'), after.join('\n'))];
        const pairs = kept.flatMap((line, index) => (line > 0 ? [[line, index] as const] : []));
        const a = before.join('\n').split('\n');
        const b = after.join('\n').split('\n');
        for (const [line, index] of pairs) expect(a[line - 1]).toBe(b[index]);
        for (const [at, [line]] of pairs.entries()) expect(line).toBeGreaterThan(pairs[at - 1]?.[0] ?? 0);
        expect(pairs).toHaveLength(longestCommon(a, b));
      }),
    );
  });

  test('texts that are too different are changed as a whole, between equal ends', () => {
    const many = (mark: string): string => Array.from({ length: 3000 }, (_, at) => `${mark}${at}`).join('\n');
    const lines = linesBefore(`same\n${many('a')}\nend`, `same\n${many('b')}\nend`);
    expect([lines[0], lines[1], lines.at(-2), lines.at(-1)]).toEqual([1, 0, 0, 3002]);
  });
});

function longestCommon(a: readonly string[], b: readonly string[]): number {
  let row = new Array<number>(b.length + 1).fill(0);
  for (const line of a) {
    const next = [0];
    for (const [index, other] of b.entries()) {
      next.push(line === other ? (row[index] ?? 0) + 1 : Math.max(row[index + 1] ?? 0, next[index] ?? 0));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
