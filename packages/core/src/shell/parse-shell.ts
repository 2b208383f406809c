import { parse } from 'unbash';
import type { DerivedText } from '../text/derived-text.ts';
import { convertScript } from './convert-script.ts';
import { isPosixDialect, type ShellDialect, type ShellTree } from './nodes.ts';

/** The parser's own nodes, for the files that turn them into ours; nobody else sees them. */
export type * as bash from 'unbash';

/** A script with its tree. `text` maps every offset of the tree to the file. */
export interface ShellScript {
  readonly kind: 'ShellScript';
  readonly text: DerivedText;
  readonly dialect: ShellDialect;
  readonly parsed: ParsedShell;
}

export type ParsedShell =
  | { readonly state: 'parsed'; readonly tree: ShellTree }
  /** PowerShell, cmd or another language. */
  | { readonly state: 'opaque' }
  /** Nested or made in a way that goes beyond the bounds below; nothing is known of it. */
  | { readonly state: 'unparsed'; readonly why: string };

/**
 * How many `<<` a script may have: the parser takes quadratic time over heredocs that stand on one line
 * (10,000: 0.2 s; 100,000: 26 s). No script of 1,353 real Dockerfiles has more than 2.
 */
const maxHeredocMarks = 2000;

/** What the cache may hold; the oldest trees go first. */
const maxCachedTexts = 2000;
const maxCachedLength = 4_000_000;

const cache = new Map<string, ParsedShell>();
let cachedLength = 0;

/**
 * Reads a shell script. Never throws: a syntax error gives a partial tree with `problems`; what is nested more
 * than 256 deep, or cannot be read in linear time (see `convertScript`), gives `unparsed`. Equal texts share one tree.
 */
export function parseShell(text: DerivedText, dialect: ShellDialect): ShellScript {
  const parsed: ParsedShell = isPosixDialect(dialect) ? parseCached(text.text) : opaque;
  return { kind: 'ShellScript', text, dialect, parsed };
}

const opaque: ParsedShell = { state: 'opaque' };

function parseCached(text: string): ParsedShell {
  const known = cache.get(text);
  if (known) return known;
  const parsed = parseText(text);
  cache.set(text, parsed);
  cachedLength += text.length;
  for (const [oldest] of cache) {
    if (cache.size <= maxCachedTexts && cachedLength <= maxCachedLength) break;
    cache.delete(oldest);
    cachedLength -= oldest.length;
  }
  return parsed;
}

function parseText(text: string): ParsedShell {
  if (hasManyHeredocs(text)) return { state: 'unparsed', why: `more than ${maxHeredocMarks} heredocs` };
  try {
    const tree = convertScript(parse(text), text);
    return tree ? { state: 'parsed', tree } : { state: 'unparsed', why: 'nested too deeply' };
  } catch (error) {
    // A chain of function heads (`f() f() ...`, 10,000 of them) still overflows the parser's stack.
    if (error instanceof RangeError) return { state: 'unparsed', why: 'nested too deeply' };
    throw error;
  }
}

function hasManyHeredocs(text: string): boolean {
  let count = 0;
  for (let at = text.indexOf('<<'); at !== -1; at = text.indexOf('<<', at + 3)) {
    if (text[at + 2] !== '<' && ++count > maxHeredocMarks) return true;
  }
  return false;
}
