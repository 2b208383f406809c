import ignore, { type Ignore } from 'ignore';

/** Patterns that hold below one directory: a `.gitignore`, or the user's own. */
interface IgnoreLevel {
  /** Absolute, `/`-separated, with a `/` at the end. */
  readonly base: string;
  readonly patterns: Ignore;
}

/** Which found files and directories are left out. Immutable; levels are tried from the deepest, as git does. */
export interface IgnoreRules {
  /** These rules and, on top of them, the patterns of one more file. */
  readonly below: (directory: string, text: string) => IgnoreRules;
  /** `disk` is `/`-separated and absolute. */
  readonly ignores: (disk: string, isDirectory: boolean) => boolean;
}

export interface IgnoreOptions {
  readonly ignoreCase: boolean;
  /** Patterns of the command line: they decide first. Relative to `directory`, and beyond it to any place. */
  readonly patterns: readonly string[];
  readonly directory: string;
}

/** Rules with the patterns of the command line alone. Throws what `ignore` throws for a pattern that can't be compiled. */
export function makeIgnoreRules({ ignoreCase, patterns, directory }: IgnoreOptions): IgnoreRules {
  const make = (text: string | readonly string[]): Ignore => ignore({ ignoreCase, allowRelativePaths: true }).add(text);
  const first: IgnoreLevel = { base: withSlash(directory), patterns: make(patterns) };
  const withLevels = (levels: readonly IgnoreLevel[]): IgnoreRules => ({
    below: (base, text) => withLevels([{ base: withSlash(base), patterns: make(text) }, ...levels]),
    ignores: (disk, isDirectory) => {
      if (patterns.length > 0) {
        const decided = decide(first, disk, isDirectory, true);
        if (decided !== undefined) return decided;
      }
      for (const level of levels) {
        const decided = decide(level, disk, isDirectory, false);
        if (decided !== undefined) return decided;
      }
      return false;
    },
  });
  return withLevels([]);
}

function decide(level: IgnoreLevel, disk: string, isDirectory: boolean, everywhere: boolean): boolean | undefined {
  const isBelow = disk.startsWith(level.base);
  if (!isBelow && !everywhere) return undefined;
  const relative = isBelow ? disk.slice(level.base.length) : disk.replace(/^\/+/, '');
  if (relative === '') return undefined;
  const { ignored, unignored } = level.patterns.test(isDirectory ? `${relative}/` : relative);
  if (ignored) return true;
  return unignored ? false : undefined;
}

function withSlash(directory: string): string {
  return directory.endsWith('/') ? directory : `${directory}/`;
}
