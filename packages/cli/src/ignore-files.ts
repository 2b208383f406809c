import { type IgnorePattern, matchesPath, parseIgnorePatterns } from '@plimsoll/core';

/** Patterns that hold below one directory: a `.gitignore`, or the user's own. */
interface IgnoreLevel {
  /** Absolute, `/`-separated, with a `/` at the end. */
  readonly base: string;
  readonly patterns: readonly IgnorePattern[];
}

/** Which found files and directories are left out. Immutable; levels are tried from the deepest, as git does. */
export interface IgnoreRules {
  /** These rules and, on top of them, the patterns of one more file. */
  readonly below: (directory: string, text: string) => IgnoreRules;
  /**
   * Whether the path itself is ignored: what lies below an ignored directory is not, as nobody looks there. `disk` is
   * `/`-separated and absolute.
   */
  readonly ignores: (disk: string, isDirectory: boolean) => boolean;
}

export interface IgnoreOptions {
  readonly ignoreCase: boolean;
  /** Patterns of the command line: they decide first. Relative to `directory`, and beyond it to any place. */
  readonly patterns: readonly string[];
  readonly directory: string;
}

/** Rules with the patterns of the command line alone. */
export function makeIgnoreRules({ ignoreCase, patterns, directory }: IgnoreOptions): IgnoreRules {
  const parse = (text: string): readonly IgnorePattern[] => parseIgnorePatterns(text, ignoreCase);
  const first: IgnoreLevel = { base: withSlash(directory), patterns: patterns.flatMap(parse) };
  const withLevels = (levels: readonly IgnoreLevel[]): IgnoreRules => ({
    below: (base, text) => withLevels([{ base: withSlash(base), patterns: parse(text) }, ...levels]),
    ignores: (disk, isDirectory) => {
      const path = ignoreCase ? disk.toLowerCase() : disk;
      for (const level of [first, ...levels]) {
        const names = namesBelow(level.base, disk, path, level === first);
        const decided = names && decide(level.patterns, names, isDirectory);
        if (decided !== undefined) return decided;
      }
      return false;
    },
  });
  return withLevels([]);
}

/** The names from the level's directory on; undefined outside of it, unless the level holds everywhere. */
function namesBelow(base: string, disk: string, path: string, everywhere: boolean): readonly string[] | undefined {
  const isBelow = disk.startsWith(base);
  if (!isBelow && !everywhere) return undefined;
  return (isBelow ? path.slice(base.length) : path).split('/').filter((name) => name !== '');
}

/** The last pattern that matches decides; undefined if none does. */
function decide(
  patterns: readonly IgnorePattern[],
  names: readonly string[],
  isDirectory: boolean,
): boolean | undefined {
  if (names.length === 0) return undefined;
  for (let index = patterns.length - 1; index >= 0; index--) {
    const pattern = patterns[index];
    if (pattern && matchesPath(pattern, names, isDirectory)) return !pattern.negated;
  }
  return undefined;
}

function withSlash(directory: string): string {
  return directory.endsWith('/') ? directory : `${directory}/`;
}
