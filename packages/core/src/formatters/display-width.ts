import { wideRanges } from './wide-ranges.ts';

/** Printable ASCII is one unit, one column and one cluster each; nearly every line is nothing else. */
const plain = /^[ -~]*$/;

/** True for text of which every unit is a character of one column: printable ASCII. */
export function isPlain(text: string): boolean {
  return plain.test(text);
}

let segmenter: Intl.Segmenter | undefined;

/** What a reader sees as single characters: a base with its combining marks, an emoji sequence, a flag. */
export function graphemes(text: string): readonly string[] {
  if (plain.test(text)) return text.split('');
  // Made late: it loads tables that plain text does not need.
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

/** How many columns a terminal uses for a text without control characters. */
export function displayWidth(text: string): number {
  if (plain.test(text)) return text.length;
  return graphemes(text).reduce((width, grapheme) => width + graphemeWidth(grapheme), 0);
}

const noWidth = /^[\p{Mn}\p{Me}\p{Cf}]*$/u;
const emojiByStyle = /^\p{Extended_Pictographic}\uFE0F/u;
const flag = /^\p{Regional_Indicator}{2}/u;

/** Columns of one grapheme: 0 for marks without a base, 2 for wide characters and emoji, 1 for the rest. */
export function graphemeWidth(grapheme: string): number {
  const point = grapheme.codePointAt(0) ?? 0;
  if (point < 0x300) return 1;
  if (noWidth.test(grapheme)) return 0;
  if (emojiByStyle.test(grapheme) || flag.test(grapheme)) return 2;
  return isWide(point) ? 2 : 1;
}

function isWide(point: number): boolean {
  let low = 0;
  let high = wideRanges.length / 2 - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (point < (wideRanges[middle * 2] ?? 0)) high = middle - 1;
    else if (point > (wideRanges[middle * 2 + 1] ?? 0)) low = middle + 1;
    else return true;
  }
  return false;
}
