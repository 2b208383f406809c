import type { PlatformPath } from 'node:path';

/**
 * Translates between the paths of a user, of the disk and of core. Project paths use `/`, are relative to the root,
 * and begin with `..` (or are absolute, on another drive) for what lies outside. Pure: nothing is looked up.
 */
export interface PathMap {
  /** Absolute, in the form of the disk. */
  readonly root: string;
  readonly cwd: string;
  /** The absolute path of what the user named, relative to the working directory. */
  readonly fromUser: (given: string) => string;
  readonly toProject: (disk: string) => string;
  readonly fromProject: (path: string) => string;
  /** The absolute path as it is printed: relative to the working directory, with `/`. */
  readonly toShown: (disk: string) => string;
  /** A project path as it is printed. */
  readonly projectToShown: (path: string) => string;
  /** True for the root and everything below, by the letters of the path. */
  readonly isInRoot: (disk: string) => boolean;
}

/** `path` decides the platform: `path.posix`, where a backslash is an ordinary character, or `path.win32`. */
export function makePathMap({ root, cwd, path }: { root: string; cwd: string; path: PlatformPath }): PathMap {
  const slashed = (text: string): string => (path.sep === '\\' ? text.replaceAll('\\', '/') : text);
  const relative = (from: string, to: string): string => slashed(path.relative(from, to)) || '.';
  const fromProject = (project: string): string => path.resolve(root, project);
  const toShown = (disk: string): string => relative(cwd, disk);
  const sameBase = root === cwd;
  return {
    root,
    cwd,
    fromUser: (given) => path.resolve(cwd, given),
    toProject: (disk) =>
      isBelowByLetters(path, root, disk) ? slashed(disk.slice(root.length + 1)) : relative(root, disk),
    fromProject,
    toShown,
    projectToShown: (project) => (sameBase ? project : toShown(fromProject(project))),
    isInRoot: (disk) => isInside(path, root, disk),
  };
}

/** True if `disk` is `directory` or below it, by the letters of the path. Both are absolute. */
export function isInside(path: PlatformPath, directory: string, disk: string): boolean {
  if (isBelowByLetters(path, directory, disk)) return true;
  const relative = path.relative(directory, disk);
  return relative !== '..' && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative);
}

/** The common case without taking paths apart; both are normalised, and a drive or share at the top is left to `path`. */
function isBelowByLetters(path: PlatformPath, directory: string, disk: string): boolean {
  return disk.startsWith(directory) && disk[directory.length] === path.sep && disk.length > directory.length + 1;
}
