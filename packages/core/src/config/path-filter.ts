import { matchesPath, parseIgnorePatterns } from '../text/ignore-patterns.ts';

/** Answers whether patterns name a file (or, told so, a directory), or a directory above it, by its path in the project. */
export type PathFilter = (path: string, isDirectory?: boolean) => boolean;

/**
 * A filter of patterns in the syntax of `.gitignore`, below `base`, a directory of the project (`.` for its root). The
 * last pattern that matches decides, and one with `!` takes back; what lies in a directory that matches goes with it.
 */
export function pathFilter(base: string, patterns: readonly string[]): PathFilter {
  const parsed = patterns.flatMap((pattern) => parseIgnorePatterns(pattern, false));
  const prefix = base === '.' || base === '' ? '' : `${base}/`;
  const matches = (names: readonly string[], isDirectory: boolean): boolean =>
    parsed.findLast((pattern) => matchesPath(pattern, names, isDirectory))?.negated === false;
  return (path, isItselfDirectory = false) => {
    if (!path.startsWith(prefix) || path.startsWith('../')) return false;
    const names = path.slice(prefix.length).split('/');
    for (let depth = 1; depth < names.length; depth++) if (matches(names.slice(0, depth), true)) return true;
    return matches(names, isItselfDirectory);
  };
}
