import { isUtf8 } from 'node:buffer';
import type { ProjectFile } from '@plimsoll/core';

/** The text of a file, and what is wrong with its bytes; `text` is empty for what is no text. */
export type DecodedText = Pick<ProjectFile, 'text' | 'problem'>;

/** How many bytes tell whether a text without byte order mark is UTF-16. */
const sample = 4096;

/**
 * Bytes as text: UTF-8, a byte order mark kept (core drops and remembers it). Invalid UTF-8 is decoded with
 * replacement characters. UTF-16 in either order, with or without byte order mark, and anything else with a NUL byte
 * is named and not decoded: neither Docker nor Compose reads it.
 */
export function decodeText(bytes: Buffer): DecodedText {
  const encoding = utf16Encoding(bytes);
  if (encoding) return { text: '', problem: { code: 'utf-16', data: { encoding } } };
  const nul = bytes.indexOf(0);
  if (nul !== -1) return { text: '', problem: { code: 'binary', data: { offset: String(nul) } } };
  const text = bytes.toString('utf8');
  if (isUtf8(bytes)) return { text };
  const line = text.slice(0, text.indexOf('\ufffd')).split('\n').length;
  return { text, problem: { code: 'invalid-utf-8', data: { line: String(line) } } };
}

/** The problem of a file over the size limit. Sizes in bytes. */
export function tooLarge(size: number, limit: number): DecodedText {
  return { text: '', problem: { code: 'too-large', data: { size: String(size), limit: String(limit) } } };
}

function utf16Encoding(bytes: Buffer): string | undefined {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'UTF-16 LE';
  if (first === 0xfe && second === 0xff) return 'UTF-16 BE';
  const head = bytes.subarray(0, sample);
  if (head.indexOf(0) === -1) return undefined;
  let even = 0;
  let odd = 0;
  for (const [index, byte] of head.entries()) {
    if (byte !== 0) continue;
    if (index % 2 === 0) even++;
    else odd++;
  }
  // Latin text has a NUL in nearly every pair, and always in the same half.
  const pairs = head.length / 2;
  if (odd > pairs * 0.6 && even < pairs * 0.05) return 'UTF-16 LE';
  if (even > pairs * 0.6 && odd < pairs * 0.05) return 'UTF-16 BE';
  return undefined;
}
