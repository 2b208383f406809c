import { ConfigError } from '@plimsoll/core';
import type { DirectoryEntry } from './file-system.ts';
import type { Session } from './session.ts';

/** What a configuration file may be called. One of them in a directory, not two. */
export const configNames: readonly string[] = ['json', 'jsonc', 'yaml', 'yml', 'js', 'mjs', 'ts'].map(
  (extension) => `plimsoll.config.${extension}`,
);

/** Looks for configuration files. */
export interface ConfigFinder {
  /** The configuration files in a directory and above it up to the root, nearest first. */
  readonly above: (directory: string) => readonly string[];
  /** The directory was listed already: no look at the disk is needed. */
  readonly saw: (directory: string, entries: readonly DirectoryEntry[]) => void;
}

const none: readonly string[] = [];

/**
 * A finder that looks into each directory once. Nothing outside of the root is looked at. Throws `ConfigError` for a
 * directory with two configurations.
 */
export function makeConfigFinder({ fs, path, paths }: Pick<Session, 'fs' | 'path' | 'paths'>): ConfigFinder {
  const own = new Map<string, string | undefined>();
  const known = new Map<string, readonly string[]>();
  const remember = (directory: string, names: readonly string[]): string | undefined => {
    const [first, second] = names;
    const disk = first === undefined ? undefined : path.join(directory, first);
    if (disk !== undefined && second !== undefined) {
      throw new ConfigError(`${paths.toShown(disk)}: there is also a ${second} beside it; keep one of them`);
    }
    own.set(directory, disk);
    return disk;
  };
  const isThere = (disk: string): boolean => {
    try {
      return fs.kindOf(disk) === 'file';
    } catch {
      // What may not be looked at configures nothing.
      return false;
    }
  };
  const inDirectory = (directory: string): string | undefined =>
    own.has(directory)
      ? own.get(directory)
      : remember(
          directory,
          configNames.filter((name) => isThere(path.join(directory, name))),
        );
  const above = (directory: string): readonly string[] => {
    const found = known.get(directory);
    if (found) return found;
    if (!paths.isInRoot(directory)) return none;
    const disk = inDirectory(directory);
    const outer = directory === paths.root ? none : above(path.dirname(directory));
    const all = disk === undefined ? outer : [disk, ...outer];
    known.set(directory, all);
    return all;
  };
  return {
    above,
    saw: (directory, entries) => {
      if (own.has(directory)) return;
      // A link is looked at again: what it leads to counts.
      if (entries.some(({ name, kind }) => kind === 'link' && configNames.includes(name))) return;
      const names = entries.flatMap(({ name, kind }) => (kind === 'file' && configNames.includes(name) ? name : []));
      remember(directory, names);
    },
  };
}
