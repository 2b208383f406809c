import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { displayWidth } from './display-width.ts';
import { escapeJson, escapeLine, escapeText } from './escape-text.ts';
import { indentText, wrapText } from './wrap-text.ts';

describe('wrapText', () => {
  test.each([
    ['a short text', 'one two', 20, ['one two']],
    ['an empty text', '', 20, ['']],
    ['at blanks', 'one two three four', 10, ['one two', 'three four']],
    ['wide characters by their columns', '日本語 日本語', 10, ['日本語', '日本語']],
    ['a long word', 'abcdefghijklmno', 10, ['abcdefghij', 'klmno']],
    ['a long word of wide characters', '日本語日本語', 11, ['日本語日本', '語']],
    ['never a link', 'see https://example.org/a/long/path now', 12, ['see', 'https://example.org/a/long/path', 'now']],
  ])('%s', (_, text, width, lines) => {
    expect(wrapText(text, width)).toEqual(lines);
  });

  test('loses nothing and keeps the width', () => {
    const word = fc.stringMatching(/^[a-z日é]{1,30}$/);
    fc.assert(
      fc.property(fc.array(word, { maxLength: 20 }), fc.integer({ min: 10, max: 40 }), (words, width) => {
        const lines = wrapText(words.join(' '), width);
        expect(lines.join('').replaceAll(' ', '')).toBe(words.join(''));
        for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(width);
      }),
    );
  });

  test('indented lines count their indentation', () => {
    expect(indentText('one two three', 4, 14)).toEqual(['    one two', '    three']);
  });
});

describe('escapes', () => {
  test.each([
    ['letters', 'aé日🐳 \u00a0', 'aé日🐳 \u00a0'],
    ['control characters', '\u0000\u0007\u001b\u007f\u009b', '\\u{0}\\u{7}\\u{1b}\\u{7f}\\u{9b}'],
    [
      'marks for direction',
      '\u202a\u202e\u2066\u2069\u200f\u061c',
      '\\u{202a}\\u{202e}\\u{2066}\\u{2069}\\u{200f}\\u{61c}',
    ],
    [
      'invisible characters',
      '\u200b\u200d\u2060\ufeff\u00ad\u3164\u034f',
      '\\u{200b}\\u{200d}\\u{2060}\\u{feff}\\u{ad}\\u{3164}\\u{34f}',
    ],
    ['tags and variation selectors', '\u{e0041}\u{e0100}\ufe00', '\\u{e0041}\\u{e0100}\\u{fe00}'],
    ['the style of an emoji stays', '❤\ufe0f', '❤\ufe0f'],
    ['separators of lines', '\u2028\u2029', '\\u{2028}\\u{2029}'],
    ['halves of surrogate pairs', '\ud800x\udc00', '\\u{d800}x\\u{dc00}'],
    ['line ends and tabs', 'a\r\n\tb', 'a\\u{d}\\u{a}\\u{9}b'],
    ['commands of GitHub', '::error::x ::add-mask::y', '\\u{3a}:error::x \\u{3a}:add-mask::y'],
    ['commands with properties', 'x::Warning file=a,line=1::b', 'x\\u{3a}:Warning file=a,line=1::b'],
    ['commands inside a line', 'a ##[group]b', 'a \\u{23}#[group]b'],
    ['commands of Azure', '##vso[task.complete]', '\\u{23}#vso[task.complete]'],
    ['commands of TeamCity', "###teamcity[message text='x']", "#\\u{23}#teamcity[message text='x']"],
    [
      'what only looks like a command',
      '## [a] #[b] Foo::Bar::baz ::1 std::error',
      '## [a] #[b] Foo::Bar::baz ::1 std::error',
    ],
  ])('%s', (_, text, escaped) => {
    expect(escapeText(text)).toBe(escaped);
  });

  test('a message is one line', () => {
    expect(escapeLine('a\r\n\tb\u001b[0m')).toBe('a b\\u{1b}[0m');
  });

  test('JSON means the same', () => {
    const value = { text: '\u202e\u2028\u{e0041}\u0085é ##[error]x ##vso[y]' };
    const json = escapeJson(JSON.stringify(value));
    expect(json).toBe('{"text":"\\u202e\\u2028\\udb40\\udc41\\u0085é \\u0023#[error]x \\u0023#vso[y]"}');
    expect(JSON.parse(json)).toEqual(value);
  });
});
