import picomatch from 'picomatch';

/** A glob, taken apart: where to search, and what to take. */
export interface Glob {
  /** The part before the first wildcard, as the user wrote it; empty for the working directory. */
  readonly base: string;
  /** Takes paths relative to the base, with `/`. */
  readonly matches: (path: string) => boolean;
  /** How many directories deep a match can be; undefined for no limit. */
  readonly depth: number | undefined;
}

/**
 * Reads a glob with `/`: `*`, `**`, `?`, `[a-z]`, `{a,b}` and extended forms; names with a leading dot count. Undefined for
 * a path without any, an unclosed bracket among them.
 */
export function parseGlob(pattern: string): Glob | undefined {
  const { base, glob } = picomatch.scan(pattern, { nonegate: true });
  if (glob === '') return undefined;
  const isDeep = glob.includes('**') || /[({]/.test(glob);
  return {
    base,
    matches: picomatch(glob, { dot: true, nonegate: true }),
    depth: isDeep ? undefined : glob.split('/').length,
  };
}
