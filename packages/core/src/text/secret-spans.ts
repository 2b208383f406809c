import { tokenSpans, urlCredentialSpans } from './secret-formats.ts';
import type { Span } from './span.ts';
import { isHarmlessValue, isTellingName, mayHoldTellingName } from './telling-names.ts';

/**
 * The places of literal secrets in a text, ascending and apart: values behind a telling name (`DB_PASSWORD=x`,
 * `password: x`, `ENV TOKEN x`, `--password x`, `${TOKEN:-x}`), passwords in URLs, tokens of known formats, private keys.
 * Quotes around a value are not included. The cost is linear in the text.
 */
export function secretSpans(text: string): readonly Span[] {
  const spans = namedValueSpans(text).concat(urlCredentialSpans(text), tokenSpans(text));
  return mergeSpans(spans.filter(({ start, end }) => end > start));
}

function mergeSpans(spans: readonly Span[]): readonly Span[] {
  const merged: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (!last || span.start > last.end) merged.push(span);
    else if (span.end > last.end) merged[merged.length - 1] = { start: last.start, end: span.end };
  }
  return merged;
}

/** A name with its line. `end` is behind the name. */
interface Name {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly lineStart: number;
  readonly lineEnd: number;
}

function namedValueSpans(text: string): Span[] {
  const spans: Span[] = [];
  if (!mayHoldTellingName(text)) return spans;
  const names = /[A-Za-z_][A-Za-z0-9_.-]*/g;
  let lineStart = 0;
  let lineEnd = -1;
  for (let match = names.exec(text); match; match = names.exec(text)) {
    const start = match.index;
    while (lineEnd < start) {
      lineStart = lineEnd + 1;
      const next = text.indexOf('\n', lineStart);
      lineEnd = next === -1 ? text.length : next;
    }
    const word = text.startsWith('${', start - 2) ? (/^\w+/.exec(match[0])?.[0] ?? '') : match[0];
    if (!isTellingName(word)) continue;
    const found = valuesOf(text, { text: word, start, end: start + word.length, lineStart, lineEnd }).flatMap((span) =>
      unwrap(text, span),
    );
    for (const span of found) spans.push(span);
    // A secret holds no further names; a harmless value may (`${TOKEN:-x}`), and is short.
    names.lastIndex = Math.max(start + word.length, found.at(-1)?.end ?? 0);
  }
  return spans;
}

/** How far a closing brace is looked for; defaults are short. */
const maxFallback = 512;

/** Without its quotes; of `${NAME:-default}` the default; nothing if harmless. */
function unwrap(text: string, span: Span): readonly Span[] {
  let { start, end } = span;
  for (;;) {
    const quote = text[start];
    const quoted = (quote === '"' || quote === "'") && end - start > 1 && text[end - 1] === quote;
    const fallback =
      end - start > maxFallback || text[end - 1] !== '}' ? undefined : /^\$\{\w+:?[-=+]/.exec(text.slice(start, end));
    if (!quoted && !fallback) break;
    start += fallback?.[0].length ?? 1;
    end--;
  }
  return isHarmlessValue(text.slice(start, Math.min(end, start + 300))) ? [] : [{ start, end }];
}

function valuesOf(text: string, name: Name): readonly Span[] {
  const before = text[name.start - 1] ?? '';
  if (text.startsWith('${', name.start - 2)) return fallbackOf(text, name);
  const closed = (before === '"' || before === "'") && text[name.end] === before;
  const after = skipBlanks(text, name.end + (closed ? 1 : 0));
  const sign = text[after];
  const isFlag = text.startsWith('--', name.start - 2);
  const enclosing = closed ? '' : isFlag ? (text[name.start - 3] ?? '') : before;
  if (sign === '=') {
    const behind = after + (text[after + 1] === '=' ? 2 : 1);
    const start = skipBlanks(text, behind);
    // `TOKEN= command` sets it to nothing; `TOKEN = value` compares or sets.
    if (start > behind && after === name.end) return [];
    const isItem = /^\s*- +$/.test(shortHead(text, name));
    return [isItem ? restOfLine(text, start, name.lineEnd) : wordFrom(text, start, name, enclosing)];
  }
  if (sign === ':' && (closed || /[ \t\r\n]/.test(text[after + 1] ?? '\n')))
    return mappedValue(text, after + 1, name, enclosing);
  if (isFlag && name.text !== 'secret') return flagValue(text, after, name, closed);
  if (after > name.end && /^\s*ENV\s+$/i.test(shortHead(text, name)))
    return [{ start: after, end: trimEnd(text, after, name.lineEnd) }];
  return [];
}

/** The line before the name, where that is short. */
function shortHead(text: string, name: Name): string {
  return name.start - name.lineStart > 96 ? '.' : text.slice(name.lineStart, name.start);
}

/** `${NAME:-x}`, up to the closing brace. */
function fallbackOf(text: string, { end, lineEnd }: Name): readonly Span[] {
  const sign = /^:?[-=+]/.exec(text.slice(end, end + 2));
  if (!sign) return [];
  const start = end + sign[0].length;
  let depth = 1;
  for (let at = start; at < Math.min(lineEnd, start + maxFallback); at++) {
    if (text[at] === '{') depth++;
    if (text[at] === '}' && --depth === 0) return [{ start, end: at }];
  }
  return [{ start, end: lineEnd }];
}

/** `--password x` and `"--password", "x"`. */
function flagValue(text: string, after: number, name: Name, closed: boolean): readonly Span[] {
  let start = after;
  const before = text[name.start - 3] ?? '';
  if (closed || ((before === '"' || before === "'") && text[name.end] === before)) {
    const comma = skipBlanks(text, name.end + 1);
    if (text[comma] !== ',') return [];
    start = skipBlanks(text, comma + 1);
  }
  if (start === name.end || start >= name.lineEnd || text[start] === '-' || text[start] === '\\') return [];
  return [wordFrom(text, start, name, '')];
}

/** A flow collection, whose members are looked at by themselves, an alias, a value that Compose drops. */
const notScalar = /^(?:[[{*]|!reset\b)/;

/** What follows `name:`. In a block mapping the rest of the line, or the lines below it. */
function mappedValue(text: string, from: number, name: Name, enclosing: string): readonly Span[] {
  const start = skipBlanks(text, from);
  const head = shortHead(text, name);
  if (notScalar.test(text.slice(start, start + 8))) return [];
  const isBlock = /^\s*(?:- +)*["']?$/.test(head);
  if (isBlock && start >= name.lineEnd - (text[name.lineEnd - 1] === '\r' ? 1 : 0))
    return linesBelow(text, name, false);
  if (isBlock && /^[|>][-+0-9]*\s*(?:#.*)?$/.test(text.slice(start, Math.min(name.lineEnd, start + 100))))
    return linesBelow(text, name, true);
  if (enclosing === '"' || enclosing === "'") return [wordFrom(text, start, name, enclosing, /[\n]/)];
  if (isBlock) return [restOfLine(text, start, name.lineEnd)];
  return [wordFrom(text, start, name, '', /[{[]/.test(head) ? /[,}\]\n]/ : /[\s,}]/)];
}

/** The lines of a block scalar, or the one line of a plain scalar, that stand deeper than their key. */
function linesBelow(text: string, { start, lineStart, lineEnd }: Name, isScalar: boolean): readonly Span[] {
  const column = start - lineStart;
  const spans: Span[] = [];
  for (let at = lineEnd + 1; at < text.length; ) {
    const next = text.indexOf('\n', at);
    const end = next === -1 ? text.length : next;
    const first = skipBlanks(text, at);
    const blank = first >= trimEnd(text, at, end);
    if (!blank && first - at <= column) break;
    if (!isScalar) {
      const line = text.slice(first, Math.min(end, first + 300));
      return blank || /^(?:- |#|["']?[\w.-]+["']?:(?:\s|$))/.test(line) ? [] : [restOfLine(text, first, end)];
    }
    if (!blank) spans.push({ start: first, end: trimEnd(text, first, end) });
    at = end + 1;
  }
  return spans;
}

/** A plain or quoted value up to the end of its line, without a YAML comment. */
function restOfLine(text: string, start: number, lineEnd: number): Span {
  const quote = text[start];
  if (quote === '"' || quote === "'") return { start, end: quotedEnd(text, start, lineEnd) };
  let end = lineEnd;
  for (let at = start + 1; at < lineEnd; at++) {
    if (text[at] !== '#' || !/\s/.test(text[at - 1] ?? '')) continue;
    end = at;
    break;
  }
  return { start, end: trimEnd(text, start, end) };
}

/**
 * A word as a shell or a Dockerfile reads it, with quoted parts, up to `stop` or the quote that encloses name and value.
 * A comma, bracket or full stop at its end belongs to the sentence around it.
 */
function wordFrom(text: string, start: number, name: Name, enclosing: string, stop = /\s/): Span {
  const inQuotes = enclosing === '"' || enclosing === "'";
  const isQuery = enclosing === '?' || enclosing === '&';
  let at = start;
  for (; at < name.lineEnd; at++) {
    const unit = text[at] ?? '';
    if (inQuotes ? unit === enclosing : stop.test(unit) || (isQuery && /["'&#]/.test(unit))) break;
    if (unit === '\\' && at + 1 < name.lineEnd - 1) at++;
    else if (!inQuotes && (unit === '"' || unit === "'")) {
      if (at > start && /[\s,\])}]|^$/.test(text[at + 1] ?? '')) break;
      const end = quotedEnd(text, at, name.lineEnd);
      if (at === start && /^[,;\])}]?$/.test(text[end] ?? '')) return { start, end };
      at = end - 1;
    }
  }
  let end = Math.min(at, name.lineEnd);
  if (!inQuotes && text[start] !== '"' && text[start] !== "'")
    while (end > start && /[,;.)\]\r]/.test(text[end - 1] ?? '')) end--;
  return { start, end };
}

/** Behind the closing quote, or the end of the line. */
function quotedEnd(text: string, start: number, lineEnd: number): number {
  const quote = text[start];
  for (let at = start + 1; at < lineEnd; at++) {
    if (text[at] === '\\' && quote === '"') at++;
    else if (text[at] === quote) return at + 1;
  }
  return lineEnd;
}

function skipBlanks(text: string, from: number): number {
  let at = from;
  while (text[at] === ' ' || text[at] === '\t') at++;
  return at;
}

function trimEnd(text: string, start: number, end: number): number {
  let at = end;
  while (at > start && /\s/.test(text[at - 1] ?? '')) at--;
  return at;
}
