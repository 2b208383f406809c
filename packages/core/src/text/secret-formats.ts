import type { Span } from './span.ts';
import { isHarmlessValue } from './telling-names.ts';

/** Token formats that are a secret wherever they stand. Prefixes as their issuers document them, checked 2026-11-22. */
const tokenFormats = new RegExp(
  [
    '\\b(?:AKIA|ASIA)[A-Z0-9]{16}\\b',
    '\\bgh[pousr]_[A-Za-z0-9]{30,255}',
    '\\bgithub_pat_[A-Za-z0-9_]{22,255}',
    '\\bglpat-[A-Za-z0-9_-]{20,64}',
    '\\bxox[abeoprs]-[A-Za-z0-9-]{10,255}',
    '\\bnpm_[A-Za-z0-9]{36}\\b',
    '\\b[sr]k_live_[A-Za-z0-9]{16,255}',
    '\\bsk-[A-Za-z0-9_-]{20,255}',
    '\\bAIza[A-Za-z0-9_-]{35}',
    '\\bdckr_pat_[A-Za-z0-9_-]{20,64}',
    '\\bpypi-[A-Za-z0-9_-]{16,255}',
    '\\bhf_[A-Za-z0-9]{30,64}',
    '\\$2[abxy]\\$[0-9]{2}\\$[A-Za-z0-9./]{53}',
  ].join('|'),
  'g',
);

/** Places of tokens by their format, JSON web tokens and private keys. */
export function tokenSpans(text: string): readonly Span[] {
  const spans = [...text.matchAll(tokenFormats)].map(({ 0: token, index }) => ({
    start: index,
    end: index + token.length,
  }));
  return spans.concat(webTokenSpans(text), privateKeySpans(text));
}

/** `eyJ...` with two further parts behind dots (RFC 7519). A run is read once, so the cost stays linear. */
function webTokenSpans(text: string): readonly Span[] {
  const spans: Span[] = [];
  for (let start = text.indexOf('eyJ'); start !== -1; ) {
    const part = /[A-Za-z0-9_-]*/y;
    let end = start;
    let parts = 0;
    for (; parts < 3; parts++) {
      part.lastIndex = parts === 0 ? start : end + 1;
      const length = part.exec(text)?.[0].length ?? 0;
      if (length < 8) break;
      end = part.lastIndex;
      if (text[end] !== '.') {
        parts++;
        break;
      }
    }
    if (parts === 3) spans.push({ start, end });
    start = text.indexOf('eyJ', Math.max(end, start + 3));
  }
  return spans;
}

const keyHead = /-----BEGIN [A-Z ]{0,32}PRIVATE KEY-----/g;

function privateKeySpans(text: string): readonly Span[] {
  const spans: Span[] = [];
  let read = 0;
  for (const { 0: head, index } of text.matchAll(keyHead)) {
    if (index < read) continue;
    const start = index + head.length;
    const foot = text.indexOf('-----END', start);
    read = foot === -1 ? text.length : foot;
    for (const line of linesOf(text, { start, end: read })) spans.push(line);
  }
  return spans;
}

/** The non-blank parts of a span, line by line: what is shown stays a set of lines. */
function linesOf(text: string, span: Span): readonly Span[] {
  const spans: Span[] = [];
  for (let at = span.start; at < span.end; ) {
    const next = text.indexOf('\n', at);
    const end = next === -1 || next > span.end ? span.end : next;
    const line = text.slice(at, end);
    const start = at + (line.length - line.trimStart().length);
    if (line.trim() !== '') spans.push({ start, end: start + line.trim().length });
    at = end + 1;
  }
  return spans;
}

/** How far a user and a password in a URL are read. */
const maxUserInfo = 512;

/** Passwords in `scheme://user:password@host`, and long user names without one, which are tokens. */
export function urlCredentialSpans(text: string): readonly Span[] {
  const spans: Span[] = [];
  for (let at = text.indexOf('://'); at !== -1; at = text.indexOf('://', at + 3)) {
    const start = at + 3;
    const end = userInfoEnd(text, start);
    if (end === undefined) continue;
    const colon = colonOutsideBraces(text, start, end);
    const secret = colon === undefined ? { start, end } : { start: colon + 1, end };
    const value = text.slice(secret.start, secret.end);
    if (
      colon === undefined
        ? /^[A-Za-z0-9_-]{20,}$/.test(value)
        : !isHarmlessValue(value) && !/^\$\{\w+:?[-?]/.test(value)
    )
      spans.push(secret);
  }
  return spans;
}

/** The last `@` before the host's end. */
function userInfoEnd(text: string, start: number): number | undefined {
  let found: number | undefined;
  const limit = Math.min(text.length, start + maxUserInfo);
  for (let at = start; at < limit; at++) {
    const unit = text[at] ?? '';
    if (unit === '@') found = at;
    else if (unit === '/' || unit === '"' || unit === "'" || unit <= ' ') break;
  }
  return found;
}

function colonOutsideBraces(text: string, start: number, end: number): number | undefined {
  let depth = 0;
  for (let at = start; at < end; at++) {
    if (text[at] === '{') depth++;
    else if (text[at] === '}') depth--;
    else if (text[at] === ':' && depth === 0) return at;
  }
  return undefined;
}
