import type { DerivedText } from '../text/derived-text.ts';
import { DerivedTextBuilder } from '../text/derived-text.ts';
import { skipSpaces } from './blanks.ts';
import type { JsonString } from './nodes.ts';

/**
 * Arguments tried as a JSON array. `not-array`: the text does not begin with `[`. `not-json`: it does, and BuildKit
 * takes it as plain text all the same. `not-strings`: it is an array with something else in it, which BuildKit refuses.
 */
export type JsonArrayResult =
  | { readonly kind: 'array'; readonly items: readonly JsonString[] }
  | { readonly kind: 'not-array' }
  | { readonly kind: 'not-json'; readonly why: string; readonly start: number; readonly end: number }
  | { readonly kind: 'not-strings'; readonly start: number; readonly end: number };

const notArray: JsonArrayResult = { kind: 'not-array' };
const quote = 34;
const backslash = 92;

/** Go's decoder gives up on deeper values. */
const maximalDepth = 10_000;

const isJsonBlank = (code: number): boolean => code === 32 || code === 9 || code === 10 || code === 13;

function skipJsonBlanks(text: string, start: number, end: number): number {
  let at = start;
  while (at < end && isJsonBlank(text.charCodeAt(at))) at++;
  return at;
}

/** Reads `line.text[start..end)` as an array of strings (`parseJSON` in BuildKit's line_parsers.go). */
export function readJsonArray(line: DerivedText, start: number, end: number): JsonArrayResult {
  const { text } = line;
  const open = skipSpaces(text, start, end);
  if (open >= end || text.charCodeAt(open) !== 91) return notArray;
  const items: JsonString[] = [];
  let at = skipJsonBlanks(text, open + 1, end);
  if (text.charCodeAt(at) === 93 && at < end) return closeArray(text, at, end, items);
  for (;;) {
    if (at >= end) return notJson('the array is not closed', open, open + 1);
    if (text.charCodeAt(at) !== quote) return otherItem(text, open, at, end);
    const close = stringEnd(text, at, end);
    if (close < 0) return notJson('a string is not closed', at, at + 1);
    const bad = badCharacter(text, at + 1, close);
    if (bad >= 0) return notJson(badReason(text, bad), bad, Math.min(close, bad + 2));
    items.push(stringAt(line, at + 1, close));
    at = skipJsonBlanks(text, close + 1, end);
    if (at < end && text.charCodeAt(at) === 93) return closeArray(text, at, end, items);
    if (at >= end) return notJson('the array is not closed', open, open + 1);
    if (text.charCodeAt(at) !== 44) return notJson('a comma is missing between two strings', at, at + 1);
    const comma = at;
    at = skipJsonBlanks(text, at + 1, end);
    if (text.charCodeAt(at) === 93) return notJson('there is a comma after the last string', comma, comma + 1);
  }
}

const notJson = (why: string, start: number, end: number): JsonArrayResult => ({ kind: 'not-json', why, start, end });

function closeArray(text: string, at: number, end: number, items: readonly JsonString[]): JsonArrayResult {
  const behind = skipJsonBlanks(text, at + 1, end);
  if (behind < end) return notJson('there is text after the array', behind, end);
  return { kind: 'array', items: items.slice() };
}

/** Offset of the closing quote, or -1. */
function stringEnd(text: string, open: number, end: number): number {
  for (let at = open + 1; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === quote) return at;
    if (code === backslash) at++;
  }
  return -1;
}

const hex = /^[0-9a-fA-F]{4}$/;

/** The first character that a JSON string can't hold, or -1. */
function badCharacter(text: string, start: number, end: number): number {
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code < 32) return at;
    if (code !== backslash) continue;
    const next = text.charAt(at + 1);
    if (next === 'u') {
      if (!hex.test(text.slice(at + 2, Math.min(end, at + 6)))) return at;
      at += 5;
    } else if ('"\\/bfnrt'.includes(next)) {
      at++;
    } else {
      return at;
    }
  }
  return -1;
}

function badReason(text: string, at: number): string {
  if (text.charCodeAt(at) !== backslash) return 'a string holds a control character';
  return `"${text.slice(at, at + 2)}" is not a JSON escape; a backslash is written as two`;
}

/** The item at `at` is no string: an array of other values is refused, anything else is plain text. */
function otherItem(text: string, open: number, at: number, end: number): JsonArrayResult {
  if (isShallowJson(text.slice(open, end))) return { kind: 'not-strings', start: at, end: itemEnd(text, at, end) };
  const why =
    text.charCodeAt(at) === 39 ? 'JSON strings have double quotes' : 'the first item that is not a JSON string is here';
  return notJson(why, at, itemEnd(text, at, end));
}

function isShallowJson(text: string): boolean {
  try {
    JSON.parse(text);
  } catch {
    // BuildKit takes text that does not parse as plain text.
    return false;
  }
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (inString) {
      if (code === backslash) at++;
      else if (code === quote) inString = false;
    } else if (code === quote) inString = true;
    else if (code === 91 || code === 123) {
      if (++depth > maximalDepth) return false;
    } else if (code === 93 || code === 125) depth--;
  }
  return true;
}

/** End of the item at `at`: the comma or bracket that is not its own, or the end of the text. */
function itemEnd(text: string, at: number, end: number): number {
  let depth = 0;
  let stop = at;
  for (; stop < end; stop++) {
    const code = text.charCodeAt(stop);
    if (code === quote) {
      const close = stringEnd(text, stop, end);
      if (close < 0) break;
      stop = close;
    } else if (depth === 0 && stop > at && (code === 44 || code === 93)) break;
    else if (code === 91 || code === 123) depth++;
    else if (code === 93 || code === 125) depth = Math.max(0, depth - 1);
  }
  while (stop > at + 1 && isJsonBlank(text.charCodeAt(stop - 1))) stop--;
  return Math.max(at + 1, Math.min(stop, end));
}

/** The string between two quotes; an escape maps to all its characters. */
function stringAt(line: DerivedText, start: number, end: number): JsonString {
  const { text, source } = line;
  const span = line.toSource({ start: start - 1, end: end + 1 });
  const derived = line.slice({ start, end });
  if (!derived.text.includes('\\')) {
    return { kind: 'JsonString', source, span, value: derived.text, derived };
  }
  const builder = new DerivedTextBuilder(source);
  let from = start;
  for (let at = start; at < end; ) {
    if (text.charCodeAt(at) !== backslash) {
      at++;
      continue;
    }
    if (at > from) line.appendTo(builder, { start: from, end: at });
    const stop = escapeEnd(text, at);
    const place = line.toSource({ start: at, end: stop });
    builder.substitute(decoded(text.slice(at, stop)), place.start, place.end);
    at = stop;
    from = stop;
  }
  if (end > from) line.appendTo(builder, { start: from, end });
  const decodedText = builder.build(span.start + 1);
  return { kind: 'JsonString', source, span, value: decodedText.text, derived: decodedText };
}

/** A pair of surrogate escapes is one character. */
function escapeEnd(text: string, at: number): number {
  if (text.charAt(at + 1) !== 'u') return at + 2;
  return /^\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}$/.test(text.slice(at, at + 12))
    ? at + 12
    : at + 6;
}

/** The character of an escape; half a surrogate pair becomes U+FFFD, as in Go. */
function decoded(escape: string): string {
  const value: unknown = JSON.parse(`"${escape}"`);
  if (typeof value !== 'string') return '';
  const code = value.charCodeAt(0);
  return value.length === 1 && code >= 0xd800 && code < 0xe000 ? '\uFFFD' : value;
}
