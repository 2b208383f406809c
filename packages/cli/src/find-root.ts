import type { PlatformPath } from 'node:path';
import type { FileSystem } from './file-system.ts';

/** The nearest directory at or above `cwd` that git knows (it holds `.git`, as directory or file); `cwd` if there is none. */
export function findRoot(cwd: string, fs: Pick<FileSystem, 'kindOf'>, path: PlatformPath): string {
  for (let directory = cwd; ; directory = path.dirname(directory)) {
    if (isThere(fs, path.join(directory, '.git'))) return directory;
    if (directory === path.dirname(directory)) return cwd;
  }
}

function isThere(fs: Pick<FileSystem, 'kindOf'>, disk: string): boolean {
  try {
    return fs.kindOf(disk) !== 'missing';
  } catch {
    // A directory that may not be searched says nothing; the ones above may.
    return false;
  }
}
