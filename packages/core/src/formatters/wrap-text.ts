import { displayWidth, graphemes, graphemeWidth, isPlain } from './display-width.ts';

/** Breaks a text at blanks into lines of at most `width` columns. A longer word is broken too, but never a link. */
export function wrapText(text: string, width: number): readonly string[] {
  const room = Math.max(width, 10);
  return wrapPlain(text, room) ?? wrapWords(text, room);
}

/** Of text with one column for each unit: cut at the last blank that fits. Undefined if a word has to be broken. */
function wrapPlain(text: string, room: number): readonly string[] | undefined {
  if (!isPlain(text)) return undefined;
  const lines: string[] = [];
  let at = 0;
  while (text.length - at > room) {
    const blank = text.lastIndexOf(' ', at + room);
    if (blank <= at) return undefined;
    lines.push(text.slice(at, blank));
    at = blank + 1;
  }
  lines.push(text.slice(at));
  return lines;
}

function wrapWords(text: string, room: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  let used = 0;
  for (const word of text.split(' ').flatMap((whole) => breakWord(whole, room))) {
    const wide = displayWidth(word);
    if (line !== '' && used + 1 + wide > room) {
      lines.push(line);
      line = '';
      used = 0;
    }
    line = line === '' ? word : `${line} ${word}`;
    used = line === word ? wide : used + 1 + wide;
  }
  lines.push(line);
  return lines;
}

function breakWord(word: string, room: number): readonly string[] {
  if (word.length <= room / 2 || displayWidth(word) <= room || word.startsWith('https://')) return [word];
  const parts: string[] = [''];
  let used = 0;
  for (const grapheme of graphemes(word)) {
    const wide = graphemeWidth(grapheme);
    if (used + wide > room) {
      parts.push('');
      used = 0;
    }
    parts[parts.length - 1] += grapheme;
    used += wide;
  }
  return parts;
}

/** The lines of a wrapped text, each behind `indent` blanks. */
export function indentText(text: string, indent: number, width: number): readonly string[] {
  const blanks = ' '.repeat(indent);
  return wrapText(text, width - indent).map((line) => blanks + line);
}
