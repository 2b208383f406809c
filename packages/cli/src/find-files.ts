import type { PlatformPath } from 'node:path';
import { type DocumentKind, documentKindOfPath } from '@plimsoll/core';
import { type DirectoryEntry, type FileSystem, reasonOf } from './file-system.ts';
import type { Pacer } from './pacer.ts';
import type { PathMap } from './paths.ts';
import { UserError } from './user-error.ts';

/** A file to lint, before it was read. */
export interface FoundFile {
  readonly disk: string;
  readonly kind: DocumentKind;
  /** The user named it, and so it must be there. */
  readonly named: boolean;
}

export interface SearchContext {
  readonly fs: FileSystem;
  readonly path: PlatformPath;
  readonly paths: PathMap;
  readonly ignorePatterns: readonly string[];
  readonly ignoreCase: boolean;
  readonly maxFileSize: number;
  readonly pacer: Pacer;
  /** Told what a directory holds, so that nobody else has to look. */
  readonly saw?: (directory: string, entries: readonly DirectoryEntry[]) => void;
  /** A search does not look into these directories, beside those that `.gitignore` names. */
  readonly leavesOut?: (directory: string) => boolean | Promise<boolean>;
  /** True if the file lies inside the root, links followed, or everything may be read. Throws what the disk throws. */
  readonly mayRead: (disk: string) => boolean;
  /** The job could not be done for this path. */
  readonly fail: (disk: string, reason: string) => void;
  /** Worth a line, and no failure. */
  readonly note: (disk: string, reason: string) => void;
}

/**
 * The files that paths name, each once, in their order: files as they are, directories and globs searched. Named files
 * that are neither Dockerfile nor Compose file by their name are left out without a word. `listed` are paths of which a
 * program made a list, and not a person: what is gone is no failure if it would be left out anyway.
 */
export async function findFiles(
  given: readonly string[],
  context: SearchContext,
  listed: readonly string[] = [],
): Promise<readonly FoundFile[]> {
  const found = new Map<string, FoundFile>();
  const add = (files: readonly FoundFile[]): void => {
    for (const file of files) {
      const known = found.get(file.disk);
      if (!known || (file.named && !known.named)) found.set(file.disk, file);
    }
  };
  for (const path of given) add(await findOne(path, context));
  const tolerant = {
    ...context,
    missing: (disk: string, reason: string) =>
      documentKindOfPath(disk) ? context.fail(disk, reason) : context.note(disk, `skipped: ${reason}`),
  };
  for (const path of listed) add(await findOne(path, tolerant));
  return [...found.values()];
}

interface NamedContext extends SearchContext {
  /** What to do where a path leads nowhere; a failure without this. */
  readonly missing?: (disk: string, reason: string) => void;
}

async function findOne(given: string, context: NamedContext): Promise<readonly FoundFile[]> {
  if (given === '') throw new UserError('a path is empty');
  const disk = insideByName(context.paths.fromUser(given), context);
  let what: ReturnType<FileSystem['kindOf']>;
  try {
    what = context.fs.kindOf(disk);
  } catch (error) {
    context.fail(disk, reasonOf(error));
    return [];
  }
  if (what === 'missing') {
    const isGlob = /[*?[{]|[!@+]\(/.test(given) && hintOf(given) === '';
    const matched = isGlob ? await findByGlob(given, context) : undefined;
    if (matched) return matched;
    (context.missing ?? context.fail)(disk, `no such file or directory${hintOf(given)}`);
    return [];
  }
  const kind = documentKindOfPath(disk);
  if (what !== 'directory' && !kind) return [];
  if (!checkRoot(disk, context)) return [];
  if (what === 'directory') {
    const { searchDirectory } = await import('./search-directory.ts');
    return searchDirectory(disk, context);
  }
  if (what === 'file' && kind) return [{ disk, kind, named: true }];
  context.fail(disk, 'neither a regular file nor a directory');
  return [];
}

/** What other tools read from a path that is none here. */
function hintOf(given: string): string {
  if (given === '-') return ' (--stdin lints standard input)';
  return given.startsWith('!') && !given.startsWith('!(') ? ' (--ignore-pattern leaves files out)' : '';
}

/** Undefined if it is no glob. */
async function findByGlob(given: string, context: SearchContext): Promise<readonly FoundFile[] | undefined> {
  const [{ parseGlob }, { searchDirectory }] = await Promise.all([
    import('./glob.ts'),
    import('./search-directory.ts'),
  ]);
  const glob = parseGlob(context.path.sep === '\\' ? given.replaceAll('\\', '/') : given);
  if (!glob) return undefined;
  const { base, matches, depth } = glob;
  const disk = insideByName(context.paths.fromUser(base === '' ? '.' : base), context);
  try {
    if (context.fs.kindOf(disk) !== 'directory') return [];
  } catch (error) {
    context.fail(disk, reasonOf(error));
    return [];
  }
  return checkRoot(disk, context) ? searchDirectory(disk, context, { matches, depth }) : [];
}

/** A path that leads into the root through a link elsewhere (as `/tmp` may be one) is named from the root. */
function insideByName(disk: string, { paths, fs }: SearchContext): string {
  if (paths.isInRoot(disk)) return disk;
  try {
    const real = fs.realPath(disk);
    return paths.isInRoot(real) ? real : disk;
  } catch {
    // What is wrong with it is said where it is looked at next.
    return disk;
  }
}

function checkRoot(disk: string, context: SearchContext): boolean {
  try {
    if (context.mayRead(disk)) return true;
    context.fail(disk, `outside of the root ${context.paths.root} (--allow-outside-root reads it, --root moves it)`);
  } catch (error) {
    context.fail(disk, reasonOf(error));
  }
  return false;
}
