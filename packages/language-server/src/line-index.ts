import type { ProtocolPosition } from './protocol.ts';

/** A text with the offsets at which its lines begin. Lines end with LF, CRLF or CR, as the protocol has it. */
export interface LineIndex {
  readonly text: string;
  readonly starts: readonly number[];
}

export function indexLines(text: string): LineIndex {
  const starts = [0];
  for (const { index, 0: end } of text.matchAll(/\r\n|\n|\r/g)) starts.push(index + end.length);
  return { text, starts };
}

/** Position of an offset in UTF-16 units, which is clamped to the text. */
export function positionAt({ text, starts }: LineIndex, offset: number): ProtocolPosition {
  const inside = Math.max(0, Math.min(offset, text.length));
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= inside) low = middle;
    else high = middle - 1;
  }
  return { line: low, character: inside - (starts[low] ?? 0) };
}

/** Offset of a position. Behind the end of a line is its end, behind the last line the end of the text. */
export function offsetAt({ text, starts }: LineIndex, { line, character }: ProtocolPosition): number {
  const start = starts[line];
  if (start === undefined) return text.length;
  let end = starts[line + 1] ?? text.length;
  while (end > start && line + 1 < starts.length && /[\r\n]/.test(text[end - 1] ?? '')) end--;
  return Math.min(start + character, end);
}
