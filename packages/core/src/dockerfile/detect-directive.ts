import type { SourceText } from '../text/source-text.ts';
import { directiveParts } from './directives.ts';

/** What BuildKit's second reader of directives finds. Offsets are of the text without byte order mark. */
export interface DetectedDirective {
  /** Up to the first space: what is used. */
  readonly value: string;
  /** The whole value. */
  readonly full: string;
  /** Place of `full`. */
  readonly start: number;
  readonly end: number;
}

interface Detection {
  readonly name: string;
  readonly mark: string;
}

/**
 * The directive `syntax` or `check` as BuildKit's frontend selection and linter read it (`parseDirective` in
 * `parser/directives.go`). It differs from the main parser: one line starting with `#!` is skipped, the mark must stand
 * in column 0, a duplicate is no error and the first counts. `syntax` may also be given behind `//` or as the key of a
 * JSON object that is the whole file.
 */
export function detectDirective(source: SourceText, name: 'syntax' | 'check'): DetectedDirective | undefined {
  const { text } = source;
  const start = text.startsWith('#!') ? lineAfter(text, 0) : 0;
  const found = detectIn(text, start, { name, mark: '#' });
  if (found || name === 'check') return found;
  return detectIn(text, start, { name, mark: '//' }) ?? detectInJson(text, start, name);
}

function lineAfter(text: string, at: number): number {
  const newline = text.indexOf('\n', at);
  return newline < 0 ? text.length : newline + 1;
}

function detectIn(text: string, from: number, { name, mark }: Detection): DetectedDirective | undefined {
  const seen = new Set<string>();
  for (let at = from; at < text.length; at = lineAfter(text, at)) {
    if (!text.startsWith(mark, at)) return undefined;
    const next = lineAfter(text, at);
    let end = text.charCodeAt(next - 1) === 10 ? next - 1 : next;
    if (text.charCodeAt(end - 1) === 13) end--;
    const parts = directiveParts(text, at + mark.length, end);
    if (!parts || seen.has(parts.name)) return undefined;
    seen.add(parts.name);
    if (parts.name !== name) continue;
    const full = text.slice(parts.valueStart, parts.valueEnd);
    const space = full.indexOf(' ');
    return { value: space < 0 ? full : full.slice(0, space), full, start: parts.valueStart, end: parts.valueEnd };
  }
  return undefined;
}

function detectInJson(text: string, start: number, name: string): DetectedDirective | undefined {
  const body = text.slice(start);
  if (!/^\s*\{/.test(body)) return undefined;
  try {
    const value: unknown = JSON.parse(body);
    if (typeof value !== 'object' || value === null) return undefined;
    const found = Object.entries(value).find(([key]) => key === name)?.[1];
    if (typeof found === 'string') return { value: found, full: found, start, end: text.trimEnd().length };
  } catch {
    // Text that is no JSON object has no directive of this form.
  }
  return undefined;
}
