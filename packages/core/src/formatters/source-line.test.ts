import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { SourceText } from '../text/source-text.ts';
import { displayWidth } from './display-width.ts';
import { showLine } from './source-line.ts';

/** The span is what stands between `[[` and `]]`. */
function show(marked: string, width = 60): readonly [string, string] {
  const start = marked.indexOf('[[');
  const end = marked.indexOf(']]') - 2;
  const text = marked.replace('[[', '').replace(']]', '');
  const shown = showLine(new SourceText(text, 'Dockerfile'), { start, end }, width);
  return [shown.text, shown.marks];
}

describe('marks stand under the span', () => {
  test.each([
    ['plain text', 'RUN [[apt-get]] update', 'RUN apt-get update', '    ^^^^^^^'],
    ['the whole line', '[[FROM x]]', 'FROM x', '^^^^^^'],
    ['a tab before', '\tRUN\t[[x]]', '    RUN x', '        ^'],
    ['a tab inside', 'A[[\tB]]', 'A   B', ' ^^^^'],
    ['wide characters before', 'RUN 日本 [[x]]', 'RUN 日本 x', '         ^'],
    ['wide characters inside', 'RUN [[日本]] x', 'RUN 日本 x', '    ^^^^'],
    ['fullwidth letters', 'Ａ[[x]]', 'Ａx', '  ^'],
    ['a combining mark before', 'e\u0301 [[x]]', 'e\u0301 x', '  ^'],
    ['a combining mark inside', '[[e\u0301]]x', 'e\u0301x', '^'],
    ['an emoji', '🐳 [[x]]', '🐳 x', '   ^'],
    ['an emoji by its style', '❤\ufe0f [[x]]', '❤\ufe0f x', '   ^'],
    ['a flag', '🇳🇴 [[x]]', '🇳🇴 x', '   ^'],
    ['a Hangul syllable in parts', '\u1112\u1161\u11ab [[x]]', '\u1112\u1161\u11ab x', '   ^'],
    ['an empty span', 'RUN [[]]x', 'RUN x', '    ^'],
    ['an empty span at the end of the line', 'RUN x[[]]', 'RUN x', '     ^'],
    ['an empty span in an empty text', '[[]]', '', '^'],
    ['a later line', 'FROM x\nRUN [[y]]\n', 'RUN y', '    ^'],
    ['the first of several lines', 'RUN [[a \\\n  b]]\n', 'RUN a \\', '    ^^^'],
    ['CRLF', 'RUN [[a \\\r\n  b]]\r\n', 'RUN a \\', '    ^^^'],
    ['an escape sequence', 'a\u001b[2Jb [[x]]', 'a\\u{1b}[2Jb x', '            ^'],
    ['a command of a CI service', '##[x][[y]]', '\\u{23}#[x]y', '          ^'],
    ['a mark for direction inside', '[[a\u202eb]] c', 'a\\u{202e}b c', '^^^^^^^^^^'],
    ['half of a surrogate pair', '\ud800[[x]]', '\\u{d800}x', '        ^'],
    ['a lone CR', 'a\r[[x]]', 'a\\u{d}x', '      ^'],
    ['a secret before', 'DB_PASSWORD=hunter2 [[x]]', 'DB_PASSWORD=*** x', '                ^'],
    ['a secret inside', '[[DB_PASSWORD=hunter2]] x', 'DB_PASSWORD=*** x', '^^^^^^^^^^^^^^^'],
    ['a part of a secret', 'DB_PASSWORD=hun[[ter]]2 x', 'DB_PASSWORD=*** x', '            ^^^'],
    ['a secret that another line tells', 'password: |\n  [[hunter2]]\n', '  ***', '  ^^^'],
  ])('%s', (_, marked, text, marks) => {
    expect(show(marked)).toEqual([text, marks]);
  });
});

describe('long lines are cut around the span', () => {
  const long = 'x'.repeat(100);
  test.each([
    ['at the end', `[[ab]]${long}`, 20, `ab${'x'.repeat(15)}...`, '^^'],
    ['at the start', `${long}[[ab]]`, 20, '...xxxxxab', '        ^^'],
    ['on both sides', `${long}[[ab]]${long}`, 20, '...xxxxxabxxxxxxx...', '        ^^'],
    ['through the span', `ab [[${long}]]`, 20, `ab ${'x'.repeat(14)}...`, `   ${'^'.repeat(14)}`],
    ['never through a wide character', `[[a]]${'日'.repeat(50)}`, 20, `a${'日'.repeat(8)}...`, '^'],
    ['not if it just fits', `[[ab]]${'x'.repeat(18)}`, 20, `ab${'x'.repeat(18)}`, '^^'],
    ['far behind the window', `${'x'.repeat(100_000)}[[ab]]`, 20, '...xxxxxab', '        ^^'],
  ])('%s', (_, marked, width, text, marks) => {
    expect(show(marked, width)).toEqual([text, marks]);
  });
});

test('whatever the text, nothing unsafe is shown, the width is kept, and something is marked', () => {
  const piece = fc.constantFrom(
    'RUN ',
    'x',
    '\t',
    '日',
    'e\u0301',
    '\u202e',
    '\u001b[31m',
    '🐳',
    '\ud800',
    'TOKEN=abc ',
    '\n',
    '\r\n',
  );
  const text = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''));
  fc.assert(
    fc.property(text, fc.nat(200), fc.nat(50), fc.integer({ min: 20, max: 80 }), (whole, at, length, width) => {
      const start = Math.min(at, whole.length);
      const end = Math.min(start + length, whole.length);
      const shown = showLine(new SourceText(whole, 'x'), { start, end }, width);
      expect(shown.text).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u);
      expect(shown.text).not.toContain('abc');
      expect(displayWidth(shown.text)).toBeLessThanOrEqual(width);
      expect(shown.marks).toMatch(/^ *\^+$/);
      expect(shown.marks.length).toBeLessThanOrEqual(width + 1);
    }),
  );
});
