import type { DerivedText } from '../text/derived-text.ts';
import type { Span } from '../text/span.ts';
import { isBlank, isSpace } from './blanks.ts';
import type { Token, Word } from './nodes.ts';

/** The text of one instruction as its parser reads it: offsets are of `text`. */
export interface ArgumentText {
  /** The instruction joined over its continuation lines, keyword and flags included. */
  readonly line: DerivedText;
  readonly text: string;
  /** The arguments: behind keyword and flags, without blanks around. */
  readonly start: number;
  readonly end: number;
  readonly escape: '\\' | '`';
}

/** The word at `start..end` of an instruction's text. */
export function wordAt(from: ArgumentText, start: number, end: number): Word {
  return wordOf(from.line.slice({ start, end }), from.escape);
}

/** A word whose text is `derived`; `span` where more than its characters belongs to it, as the quotes of JSON. */
export function wordOf(
  derived: DerivedText,
  escape: '\\' | '`',
  span: Span = derived.toSource({ start: 0, end: derived.text.length }),
): Word {
  return { kind: 'Word', text: derived.text, derived, escape, source: derived.source, span };
}

/** The token at `start..end` of a joined text. */
export function tokenAt(line: DerivedText, start: number, end: number): Token {
  return { text: line.text.slice(start, end), source: line.source, span: line.toSource({ start, end }) };
}

/** End of the run without blanks that begins at `start`. */
export function blankAfter(text: string, start: number, end: number): number {
  let at = start;
  while (at < end && !isBlank(text.charCodeAt(at))) at++;
  return at;
}

export function skipBlanks(text: string, start: number, end: number): number {
  let at = start;
  while (at < end && isBlank(text.charCodeAt(at))) at++;
  return at;
}

/** Arguments separated by blanks; quotes do not group (`parseStringsWhitespaceDelimited`). */
export function blankSeparated(from: ArgumentText): Word[] {
  const { text, start, end } = from;
  const words: Word[] = [];
  for (let at = start; at < end; ) {
    const stop = blankAfter(text, at, end);
    words.push(wordAt(from, at, stop));
    at = skipBlanks(text, stop, end);
  }
  // An array that was filled by and by has room for sixteen more; there are as many as instructions.
  return words.slice();
}

/** The place of a word; offsets of the instruction's text. */
export interface WordPlace {
  readonly start: number;
  readonly end: number;
}

const singleQuote = 39;
const doubleQuote = 34;

/** Arguments in which quotes group and stay (`parseWords` in BuildKit's line_parsers.go): ENV, LABEL and ARG. */
export function quotedWords(from: ArgumentText): readonly WordPlace[] {
  const { text, end } = from;
  const escape = from.escape.charCodeAt(0);
  const places: WordPlace[] = [];
  let at = from.start;
  while (at < end) {
    while (at < end && isSpace(text.charCodeAt(at))) at++;
    if (at >= end) break;
    const start = at;
    let quote = 0;
    for (; at < end; at++) {
      const code = text.charCodeAt(at);
      if (quote === 0 && isSpace(code)) break;
      if (code === escape && quote !== singleQuote) at++;
      else if (quote === 0 && (code === singleQuote || code === doubleQuote)) quote = code;
      else if (code === quote) quote = 0;
    }
    const cut = endsInEscape(text, Math.min(at, end), start, escape) && at > end ? end - 1 : Math.min(at, end);
    if (cut > start) places.push({ start, end: cut });
  }
  return places;
}

/** An escape character with nothing behind it is dropped. */
function endsInEscape(text: string, end: number, start: number, escape: number): boolean {
  return end > start && text.charCodeAt(end - 1) === escape;
}
