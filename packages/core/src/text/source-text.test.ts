import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { SourceText } from './source-text.ts';
import { containsSpan } from './span.ts';
import { insertAfter, insertBefore, remove, replace, sameCase } from './text-edit.ts';

describe('positions', () => {
  test.each([
    ['the start', 'ab\ncd', 0, 1, 1],
    ['a line end belongs to its line', 'ab\ncd', 2, 1, 3],
    ['the next line', 'ab\ncd', 3, 2, 1],
    ['the end', 'ab\ncd', 5, 2, 3],
    ['behind the end is clamped', 'ab', 9, 1, 3],
    ['before the start is clamped', 'ab', -1, 1, 1],
    ['an empty text', '', 0, 1, 1],
    ['CRLF', 'ab\r\ncd', 4, 2, 1],
    ['a lone CR is a character', 'ab\rcd', 3, 1, 4],
    ['behind the last line end', 'ab\n', 3, 2, 1],
    ['a pair of surrogates is two columns', '🐳x', 2, 1, 3],
  ])('%s', (_, text, offset, line, column) => {
    expect(new SourceText(text, 'x').position(offset)).toEqual({ line, column });
  });

  test('a byte order mark is no part of the text', () => {
    const source = new SourceText('\ufeffab', 'x');
    expect([source.hasBom, source.text, source.position(0)]).toEqual([true, 'ab', { line: 1, column: 1 }]);
    expect(new SourceText('ab', 'x').hasBom).toBe(false);
  });

  test.each([
    ['LF', 'ab\ncd\n', ['ab', 'cd', '']],
    ['CRLF', 'ab\r\ncd\r\n', ['ab', 'cd', '']],
    ['a lone CR', 'ab\rcd', ['ab\rcd']],
    ['a CR at the end of the text', 'ab\r', ['ab\r']],
    ['empty lines', '\n\r\n', ['', '', '']],
    ['nothing', '', ['']],
  ])('lines by %s', (_, text, lines) => {
    const source = new SourceText(text, 'x');
    const found = Array.from({ length: source.lineCount }, (__, index) => source.lineSpan(index + 1));
    expect(found.map((span) => span && source.slice(span))).toEqual(lines);
    expect(source.lineSpan(0)).toBeUndefined();
    expect(source.lineSpan(lines.length + 1)).toBeUndefined();
  });

  test('line and column lead back to the offset', () => {
    const text = fc
      .array(fc.constantFrom('a', '\n', '\r\n', '\r', '🐳'), { maxLength: 30 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, fc.nat(60), (whole, at) => {
        const source = new SourceText(whole, 'x');
        const offset = Math.min(at, whole.length);
        const { line, column } = source.position(offset);
        expect((source.lineSpan(line)?.start ?? Number.NaN) + column - 1).toBe(offset);
      }),
    );
  });
});

test('containsSpan', () => {
  const outer = { start: 2, end: 5 };
  expect(containsSpan(outer, { start: 2, end: 5 })).toBe(true);
  expect(containsSpan(outer, { start: 5, end: 5 })).toBe(true);
  expect(containsSpan(outer, { start: 1, end: 3 })).toBe(false);
  expect(containsSpan(outer, { start: 4, end: 6 })).toBe(false);
});

describe('edits', () => {
  const source = new SourceText('ADD x', 'Dockerfile');
  const place = { source, span: { start: 0, end: 3 } };

  test('stand at, before or behind a place', () => {
    const found = [replace(place, 'COPY'), remove(place), insertBefore(place, '#'), insertAfter(place, '!')];
    expect(found.map(({ at, text }) => [at.span.start, at.span.end, text])).toEqual([
      [0, 3, 'COPY'],
      [0, 3, ''],
      [0, 0, '#'],
      [3, 3, '!'],
    ]);
  });

  test.each([
    ['ADD', 'COPY'],
    ['add', 'copy'],
    ['Add', 'Copy'],
  ])('follow the letter case of %s', (old, word) => {
    expect(sameCase({ source: new SourceText(old, 'x'), span: { start: 0, end: 3 } }, 'Copy')).toBe(word);
  });
});
