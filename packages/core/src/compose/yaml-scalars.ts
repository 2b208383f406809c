import { type DerivedText, DerivedTextBuilder } from '../text/derived-text.ts';
import type { SourceText } from '../text/source-text.ts';
import type { Span } from '../text/span.ts';

/** Text of a scalar; `faulty` if the YAML reader would refuse something in it. */
export interface ScalarText {
  readonly derived: DerivedText;
  readonly faulty: boolean;
}

const isBlank = (code: number): boolean => code === 32 || code === 9;

/** Skips blanks from `at` towards `end`. */
function skipBlanks(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && isBlank(text.charCodeAt(at))) at++;
  return at;
}

/** Length of the line end at `at`: 0, 1 or 2. */
function lineEndLength(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code === 10) return 1;
  return code === 13 && text.charCodeAt(at + 1) === 10 ? 2 : 0;
}

/**
 * Appends the folding of a line end in a flow scalar (YAML 1.2, 6.5): one line end is a space, more are one less.
 * `blanksAt` is where the blanks before it start; returns the first character of the next line with content.
 */
function foldLineEnds(builder: DerivedTextBuilder, text: string, blanksAt: number, end: number): number {
  let at = skipBlanks(text, blanksAt, end);
  const folds: Span[] = [];
  while (at < end) {
    const length = lineEndLength(text, at);
    if (length === 0) break;
    folds.push({ start: at, end: at + length });
    at = skipBlanks(text, at + length, end);
  }
  const [first, ...more] = folds;
  if (first === undefined) return at;
  if (more.length === 0) builder.substitute(' ', blanksAt, at);
  for (const fold of more) builder.substitute('\n', fold.start, fold.end);
  return at;
}

/** The text of a plain scalar over one or more lines. */
export function plainText(source: SourceText, span: Span): DerivedText {
  return unfold(source, span, false);
}

/** The text between single quotes; `span` is without them. */
export function singleQuotedText(source: SourceText, span: Span): DerivedText {
  return unfold(source, span, true);
}

function unfold(source: SourceText, span: Span, quoted: boolean): DerivedText {
  const text = source.text;
  const builder = new DerivedTextBuilder(source);
  let copied = span.start;
  let at = span.start;
  while (at < span.end) {
    const code = text.charCodeAt(at);
    if (quoted && code === 39) {
      builder.copy(copied, at);
      builder.substitute("'", at, Math.min(at + 2, span.end));
      at += 2;
      copied = at;
    } else if (isBlank(code) || lineEndLength(text, at) > 0) {
      const next = skipBlanks(text, at, span.end);
      if (next < span.end && lineEndLength(text, next) > 0) {
        builder.copy(copied, at);
        at = foldLineEnds(builder, text, at, span.end);
        copied = at;
      } else at = next === at ? at + 1 : next;
    } else at++;
  }
  builder.copy(copied, Math.max(copied, span.end));
  return builder.build(span.start);
}

const escapes: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  e: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  N: '\x85',
  _: '\xa0',
  L: '\u2028',
  P: '\u2029',
  ' ': ' ',
  '"': '"',
  '/': '/',
  '\\': '\\',
  '\t': '\t',
};

const hexLengths: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

/** The text between double quotes; `span` is without them. */
export function doubleQuotedText(source: SourceText, span: Span): ScalarText {
  const text = source.text;
  const builder = new DerivedTextBuilder(source);
  let faulty = false;
  let copied = span.start;
  let at = span.start;
  while (at < span.end) {
    const code = text.charCodeAt(at);
    if (code === 92) {
      builder.copy(copied, at);
      const escape = readEscape(text, at, span.end);
      faulty ||= escape.faulty;
      builder.substitute(escape.text, at, escape.end);
      at = escape.end;
      copied = at;
    } else if (isBlank(code) || lineEndLength(text, at) > 0) {
      const next = skipBlanks(text, at, span.end);
      if (next < span.end && lineEndLength(text, next) > 0) {
        builder.copy(copied, at);
        at = foldLineEnds(builder, text, at, span.end);
        copied = at;
      } else at = next === at ? at + 1 : next;
    } else at++;
  }
  builder.copy(copied, Math.max(copied, span.end));
  return { derived: builder.build(span.start), faulty };
}

interface Escape {
  readonly text: string;
  readonly end: number;
  readonly faulty: boolean;
}

function readEscape(text: string, at: number, limit: number): Escape {
  const lineEnd = lineEndLength(text, at + 1);
  if (lineEnd > 0) return { text: '', end: skipBlanks(text, at + 1 + lineEnd, limit), faulty: false };
  const letter = text.charAt(at + 1);
  const plain = Object.hasOwn(escapes, letter) ? escapes[letter] : undefined;
  if (plain !== undefined) return { text: plain, end: at + 2, faulty: false };
  const length = Object.hasOwn(hexLengths, letter) ? hexLengths[letter] : undefined;
  if (length === undefined) return { text: text.slice(at, at + 2), end: Math.min(at + 2, limit), faulty: true };
  const digits = text.slice(at + 2, at + 2 + length);
  const code = digits.length === length && /^[0-9a-fA-F]+$/.test(digits) ? Number.parseInt(digits, 16) : -1;
  const end = Math.min(at + 2 + length, limit);
  if (code < 0 || code > 0x10ffff) return { text: text.slice(at, end), end, faulty: true };
  return { text: String.fromCodePoint(code), end, faulty: false };
}
