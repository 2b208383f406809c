import nodePath, { type PlatformPath } from 'node:path';
import { type FileSystem, reasonOf } from './file-system.ts';
import { type ConfigFinder, makeConfigFinder } from './find-config.ts';
import { findRoot } from './find-root.ts';
import { type Host, makeHost } from './node-host.ts';
import { defaultMaxFileSize } from './option-table.ts';
import type { Pacer } from './pacer.ts';
import { makePathMap, type PathMap } from './paths.ts';
import type { FileProblem, ReadOptions } from './read-options.ts';
import { UserError } from './user-error.ts';

/** One run on the disk: where paths are, what may be read, what went wrong so far. */
export interface Session {
  readonly fs: FileSystem;
  readonly path: PlatformPath;
  readonly paths: PathMap;
  readonly host: Host;
  readonly ignorePatterns: readonly string[];
  readonly ignoreCase: boolean;
  readonly maxFileSize: number;
  readonly pacer: Pacer;
  readonly configs: ConfigFinder;
  /** Of a search: what it listed is known to hold a configuration, or none. */
  readonly saw: ConfigFinder['saw'];
  readonly mayRead: (disk: string) => boolean;
  readonly fail: (disk: string, reason: string) => void;
  readonly note: (disk: string, reason: string) => void;
  /** What could not be done. */
  readonly errors: readonly FileProblem[];
  /** What was left out, and is no failure. */
  readonly notes: readonly FileProblem[];
}

/** Throws `UserError` if the root is no directory. */
export function openSession(options: ReadOptions, fs: FileSystem, pacer: Pacer): Session {
  const path = nodePath;
  const root = options.root === undefined ? findRoot(options.cwd, fs, path) : namedRoot(options.cwd, options.root, fs);
  const paths = makePathMap({ root, cwd: options.cwd, path });
  const maxFileSize = options.maxFileSize ?? defaultMaxFileSize;
  const host = makeHost({ fs, path, paths, maxFileSize, allowOutsideRoot: options.allowOutsideRoot ?? false });
  const errors: FileProblem[] = [];
  const notes: FileProblem[] = [];
  const configs = makeConfigFinder({ fs, path, paths });
  const told = new Set<string>();
  // Several paths may lead to the same trouble.
  const tell = (list: FileProblem[], problem: FileProblem): void => {
    const key = `${problem.path}\n${problem.message}`;
    if (!told.has(key)) list.push(problem);
    told.add(key);
  };
  return {
    fs,
    path,
    paths,
    host,
    ignorePatterns: options.ignorePatterns ?? [],
    ignoreCase: path.sep === '\\' || process.platform === 'darwin',
    maxFileSize,
    pacer,
    configs,
    saw: configs.saw,
    mayRead: host.mayRead,
    fail: (disk, message) => tell(errors, { path: paths.toShown(disk), message }),
    note: (disk, message) => tell(notes, { path: paths.toShown(disk), message }),
    errors,
    notes,
  };
}

/** Links resolved, as the working directory is: paths below can then be compared by their letters. */
function namedRoot(cwd: string, given: string, fs: FileSystem): string {
  const disk = nodePath.resolve(cwd, given);
  try {
    if (fs.kindOf(disk) === 'directory') return fs.realPath(disk);
  } catch (error) {
    throw new UserError(`--root ${given}: ${reasonOf(error)}`);
  }
  throw new UserError(`--root ${given}: no such directory`);
}

/** Where to search if the user names nothing: here, or the root that was named elsewhere. */
export function defaultPaths({ paths }: Pick<Session, 'paths'>): readonly string[] {
  return [paths.isInRoot(paths.cwd) ? '.' : paths.root];
}
