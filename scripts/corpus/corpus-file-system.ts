import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import type { DirectoryEntry, FileSystem } from '../../packages/cli/src/file-system.ts';

/**
 * A corpus holds some files of each repository only. `trees/OWNER+NAME.txt` lists all that the repository tracks: a
 * path on it that is not in the corpus is there and can't be read, and only one that is on no list is missing. Without
 * a list nothing is known to be missing.
 */
export function corpusFileSystem(disk: FileSystem, corpus: string, repository: string): FileSystem {
  const name = repository.replace('/', '+');
  const folder = join(corpus, name);
  const tree = readTree(join(corpus, 'trees', `${name}.txt`));
  const unlessThere = <Kind extends string>(path: string, found: Kind): Kind => {
    const inside = relative(folder, path);
    if (found === 'missing' && !inside.startsWith('..') && (!tree || tree.has(inside))) throw unreadable(path);
    return found;
  };
  return {
    ...disk,
    kindOf: (path) => unlessThere(path, disk.kindOf(path)),
    entryKind: (path) => unlessThere(path, disk.entryKind(path)),
    list: (path) => {
      const names = tree?.get(relative(folder, path));
      if (!names) throw unreadable(path);
      return names;
    },
  };
}

/** The entries of each directory; a file has none. Undefined if there is no list. */
function readTree(file: string): ReadonlyMap<string, readonly DirectoryEntry[]> | undefined {
  if (!existsSync(file)) return undefined;
  const tree = new Map<string, DirectoryEntry[]>();
  const add = (path: string, kind: DirectoryEntry['kind']): void => {
    if (tree.has(path)) return;
    tree.set(path, []);
    if (path === '') return;
    const parent = dirname(path) === '.' ? '' : dirname(path);
    add(parent, 'directory');
    tree.get(parent)?.push({ name: basename(path), kind });
  };
  for (const path of readFileSync(file, 'utf8').split('\n')) if (path !== '') add(path, 'file');
  return tree;
}

function unreadable(path: string): Error {
  return Object.assign(new Error(`${path} is not part of the corpus`), { code: 'EACCES' });
}
