import { normalisePath } from '../text/paths.ts';
import type { Span } from '../text/span.ts';
import { unknownPiece } from './values.ts';

/** A short volume text taken apart; spans are offsets in the text. */
export interface ParsedMount {
  /** Undefined where a variable decides it. */
  readonly type: 'bind' | 'volume' | undefined;
  readonly source: Span | undefined;
  readonly target: Span | undefined;
  readonly options: readonly Span[];
}

export type MountFault = 'empty' | 'empty-section' | 'too-many-colons';

export type MountResult =
  | { readonly kind: 'mount'; readonly mount: ParsedMount }
  | { readonly kind: 'fault'; readonly fault: MountFault; readonly at: Span };

const isLetter = (text: string): boolean => /^\p{L}$/u.test(text);

/** A source that starts like a path is a bind mount; any other is the name of a volume. */
export function isFilePath(source: string): boolean {
  if (/^[./~]/.test(source) || source.startsWith('\\\\')) return true;
  return source.length > 1 && source.charAt(1) === ':' && isLetter(source.charAt(0));
}

/** `[source:]target[:options]` (compose-go, format/volume.go), with Windows drives: one letter before a colon is one. */
export function parseMount(text: string): MountResult {
  const whole = { start: 0, end: text.length };
  if (text === '') return { kind: 'fault', fault: 'empty', at: whole };
  if (text.length <= 2) {
    return { kind: 'mount', mount: { type: 'volume', source: undefined, target: whole, options: [] } };
  }
  const sections = sectionsOf(text);
  const blank = sections.find((section) => section.start === section.end);
  if (blank) return { kind: 'fault', fault: 'empty-section', at: whole };
  if (sections.length > 3) return { kind: 'fault', fault: 'too-many-colons', at: whole };
  const [first, second, third] = sections;
  if (!second) return { kind: 'mount', mount: { type: 'volume', source: undefined, target: first, options: [] } };
  const source = first && text.slice(first.start, first.end);
  const mount = {
    type: typeOf(source ?? ''),
    source: first,
    target: second,
    options: third ? optionsOf(text, third) : [],
  };
  return { kind: 'mount', mount };
}

function typeOf(source: string): 'bind' | 'volume' | undefined {
  if (source.startsWith(unknownPiece)) return undefined;
  return isFilePath(source) ? 'bind' : 'volume';
}

function sectionsOf(text: string): Span[] {
  const sections: Span[] = [];
  let start = 0;
  for (let at = 0; at <= text.length; at++) {
    if (at < text.length && text.charAt(at) !== ':') continue;
    if (at < text.length && at - start === 1 && isLetter(text.charAt(start))) continue;
    sections.push({ start, end: at });
    start = at + 1;
  }
  return sections;
}

function optionsOf(text: string, section: Span): Span[] {
  const options: Span[] = [];
  let start = section.start;
  for (let at = start; at <= section.end; at++) {
    if (at < section.end && text.charAt(at) !== ',') continue;
    options.push({ start, end: at });
    start = at + 1;
  }
  return options;
}

/** A container path as Compose cleans it (Go's path.Clean). */
export function cleanPath(path: string): string {
  return path === '' ? '' : normalisePath(path);
}
