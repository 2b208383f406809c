import { describe, expect, test } from '@jest/globals';
import { decodeText } from './read-text.ts';

const utf16be = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();

test.each([
  ['empty', Buffer.alloc(0), ''],
  ['ASCII', Buffer.from('FROM a\n'), 'FROM a\n'],
  ['CRLF and lone CR', Buffer.from('FROM a\r\nRUN b\rc'), 'FROM a\r\nRUN b\rc'],
  ['wide characters', Buffer.from('LABEL a=日本 😀'), 'LABEL a=日本 😀'],
  ['a byte order mark, which core takes off', Buffer.from('\ufeffFROM a'), '\ufeffFROM a'],
  ['a replacement character that the file itself holds', Buffer.from('# \ufffd'), '# \ufffd'],
])('UTF-8: %s', (_, bytes, text) => {
  expect(decodeText(bytes)).toEqual({ text });
});

test('invalid UTF-8 is decoded with replacement characters, and its first line named', () => {
  const bytes = Buffer.concat([Buffer.from('FROM a\n# caf'), Buffer.from([0xe9]), Buffer.from('\nRUN b\n')]);
  expect(decodeText(bytes)).toEqual({
    text: 'FROM a\n# caf\ufffd\nRUN b\n',
    problem: { code: 'invalid-utf-8', data: { line: '2' } },
  });
});

describe('no text', () => {
  test.each([
    ['UTF-16 LE with mark', Buffer.from('\ufeffFROM a', 'utf16le'), 'utf-16', { encoding: 'UTF-16 LE' }],
    ['UTF-16 BE with mark', utf16be('\ufeffFROM a'), 'utf-16', { encoding: 'UTF-16 BE' }],
    ['UTF-16 LE', Buffer.from('FROM alpine\n', 'utf16le'), 'utf-16', { encoding: 'UTF-16 LE' }],
    ['UTF-16 BE', utf16be('FROM alpine\n'), 'utf-16', { encoding: 'UTF-16 BE' }],
    ['one NUL byte', Buffer.from('FROM a\n\0'), 'binary', { offset: '7' }],
    ['a program', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0, 0, 0]), 'binary', { offset: '7' }],
  ])('%s', (_, bytes, code, data) => {
    expect(decodeText(bytes)).toEqual({ text: '', problem: { code, data } });
  });
});
