import type { SourceText } from '../text/source-text.ts';
import type { Span } from '../text/span.ts';
import { evaluateTemplate, type Lookup } from './interpolation.ts';

/** One `KEY=value` of a dotenv file. */
export interface DotenvEntry {
  readonly name: string;
  readonly nameSpan: Span;
  /** Undefined for a bare key that the environment does not have. */
  readonly value: string | undefined;
  readonly valueSpan: Span;
  readonly state: 'known' | 'default' | 'unknown';
}

export interface DotenvProblem {
  readonly code: 'bad-character' | 'space-in-key' | 'unterminated-quote' | 'invalid-template' | 'required-variable';
  readonly span: Span;
  readonly data: Readonly<Record<string, string>>;
}

export interface Dotenv {
  readonly entries: readonly DotenvEntry[];
  /** At most one: compose-go gives up at the first. */
  readonly problem: DotenvProblem | undefined;
}

interface Reader {
  readonly text: string;
  readonly lookup: (name: string) => Lookup;
  readonly entries: DotenvEntry[];
  readonly values: Map<string, Lookup>;
  at: number;
  problem: DotenvProblem | undefined;
}

/** The variables of a dotenv file (compose-go, dotenv/parser.go). `lookup` is the environment, which wins inside values. */
export function parseDotenv(source: SourceText, lookup: (name: string) => Lookup): Dotenv {
  const values = new Map<string, Lookup>();
  const reader: Reader = { text: source.text, lookup, entries: [], values, at: 0, problem: undefined };
  while (!reader.problem && nextStatement(reader)) readStatement(reader);
  return { entries: reader.entries, problem: reader.problem };
}

/** The values by name; the last of a name counts. A value that can't be known is left out. */
export function dotenvValues(dotenv: Dotenv): Map<string, string> {
  const values = new Map<string, string>();
  for (const { name, value, state } of dotenv.entries) {
    if (value === undefined || state === 'unknown') values.delete(name);
    else values.set(name, value);
  }
  return values;
}

const isSpace = (text: string): boolean => text !== '' && /\s/.test(text);

function skipSpace(reader: Reader): void {
  while (isSpace(reader.text.charAt(reader.at))) reader.at++;
}

function skipLine(reader: Reader): void {
  const feed = reader.text.indexOf('\n', reader.at);
  reader.at = feed === -1 ? reader.text.length : feed;
}

/** Moves to the next statement; false at the end of the file. */
function nextStatement(reader: Reader): boolean {
  for (;;) {
    skipSpace(reader);
    if (reader.at >= reader.text.length) return false;
    if (reader.text.charAt(reader.at) !== '#') return true;
    skipLine(reader);
  }
}

function readStatement(reader: Reader): void {
  const { text } = reader;
  if (text.startsWith('export', reader.at) && isSpace(text.charAt(reader.at + 6))) {
    reader.at += 6;
    skipSpace(reader);
  }
  const start = reader.at;
  let separator: string | undefined;
  let end = start;
  for (; end < text.length && separator === undefined; end++) {
    const letter = text.charAt(end);
    if (letter === '=' || letter === ':') separator = letter;
    else if (letter === '\n') separator = '\n';
    else if (!/[\p{L}\p{Nd}\p{Nl}\p{No}_.\-[\]\s]/u.test(letter)) {
      const name = text.slice(start, text.indexOf('\n', start) === -1 ? text.length : text.indexOf('\n', start));
      fail(reader, 'bad-character', { start: end, end: end + 1 }, { character: letter, name });
      return;
    }
  }
  const nameEnd = separator === undefined ? end : end - 1;
  readName(reader, { start, end: nameEnd }, separator, end);
}

function fail(reader: Reader, code: DotenvProblem['code'], span: Span, data: DotenvProblem['data']): void {
  reader.problem ??= { code, span, data };
}

function readName(reader: Reader, span: Span, separator: string | undefined, next: number): void {
  const name = reader.text.slice(span.start, span.end).trimEnd();
  const nameSpan = { start: span.start, end: span.start + name.length };
  if (/\s/.test(name)) {
    fail(reader, 'space-in-key', nameSpan, { name });
    return;
  }
  reader.at = next;
  if (separator === '=' || separator === ':') {
    readValue(reader, name, nameSpan);
    return;
  }
  const found = reader.lookup(name);
  const value = found.state === 'known' || found.state === 'default' ? found.value : undefined;
  if (found.state === 'unset') return;
  reader.values.set(name, found);
  reader.entries.push({ name, nameSpan, value, valueSpan: nameSpan, state: found.state });
}

function readValue(reader: Reader, name: string, nameSpan: Span): void {
  const { text } = reader;
  while (isSpace(text.charAt(reader.at)) && text.charAt(reader.at) !== '\n') reader.at++;
  const quote = text.charAt(reader.at);
  if (quote === "'" || quote === '"') readQuoted(reader, quote, { name, nameSpan });
  else readUnquoted(reader, { name, nameSpan });
}

type Named = Pick<DotenvEntry, 'name' | 'nameSpan'>;

function readUnquoted(reader: Reader, named: Named): void {
  const start = reader.at;
  skipLine(reader);
  const line = reader.text.slice(start, reader.at);
  const comment = line.indexOf(' #');
  const value = (comment === -1 ? line : line.slice(0, comment)).trimEnd();
  addValue(reader, named, value, { start, end: start + value.length });
}

function readQuoted(reader: Reader, quote: string, named: Named): void {
  const { text } = reader;
  const start = reader.at + 1;
  let at = start;
  while (at < text.length && text.charAt(at) !== quote) at += text.charAt(at) === '\\' ? 2 : 1;
  if (at >= text.length) {
    const feed = text.indexOf('\n', start);
    const end = feed === -1 ? text.length : feed;
    fail(reader, 'unterminated-quote', { start: start - 1, end }, { value: text.slice(start - 1, end) });
    return;
  }
  const content = text.slice(start, at);
  const valueSpan = { start, end: at };
  reader.at = at + 1;
  skipBlanksAndComment(reader);
  if (quote === '"') addValue(reader, named, unescapeDouble(content), valueSpan);
  else keep(reader, { ...named, value: content.replaceAll("\\'", "'"), valueSpan, state: 'known' });
}

/** Behind a closing quote only a comment is skipped; other text is the next statement. */
function skipBlanksAndComment(reader: Reader): void {
  const { text } = reader;
  let at = reader.at;
  while (text.charAt(at) === ' ' || text.charAt(at) === '\t') at++;
  if (text.charAt(at) !== '#') return;
  reader.at = at;
  skipLine(reader);
}

const escapes: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  c: '\\c',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '"': '"',
  '\\': '\\',
  // Left for the interpolation that follows.
  $: '$$',
};

function unescapeDouble(content: string): string {
  return content.replace(/\\(0[0-7]{0,3}|[\s\S])/g, (whole, code: string) => {
    if (code.startsWith('0') && code.length > 1) return String.fromCharCode(Number.parseInt(code, 8));
    return Object.hasOwn(escapes, code) ? (escapes[code] ?? whole) : whole;
  });
}

function addValue(reader: Reader, named: Named, template: string, valueSpan: Span): void {
  const lookup = (name: string): Lookup => {
    const found = reader.lookup(name);
    if (found.state === 'known' || found.state === 'default') return found;
    return reader.values.get(name) ?? found;
  };
  const { pieces, fault } = evaluateTemplate(template, lookup);
  if (fault?.kind === 'invalid') fail(reader, 'invalid-template', valueSpan, { template });
  else if (fault) fail(reader, 'required-variable', valueSpan, { variable: fault.variable, message: fault.message });
  const unknown = pieces.some((piece) => piece.kind === 'unknown');
  const value = pieces.map((piece) => piece.text).join('');
  const state = unknown ? 'unknown' : pieces.some((piece) => piece.isDefault) ? 'default' : 'known';
  keep(reader, { ...named, value, valueSpan, state });
}

function keep(reader: Reader, entry: DotenvEntry): void {
  reader.entries.push(entry);
  const { name, value, state } = entry;
  reader.values.set(name, state === 'unknown' || value === undefined ? { state: 'unknown' } : { state, value });
}
