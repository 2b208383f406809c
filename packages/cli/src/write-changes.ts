import type { TextChange } from '@plimsoll/core';
import { codeOf, type FileSystem, reasonOf } from './file-system.ts';
import type { SearchContext } from './find-files.ts';

/** What writing needs: the disk, and where its paths are. */
export type WriteContext = Pick<SearchContext, 'fs' | 'paths' | 'maxFileSize' | 'mayRead'>;

/** A file that is written beside the one whose place it is to take. */
interface Prepared {
  readonly change: TextChange;
  /** Where the file lies, links followed. */
  readonly disk: string;
  readonly temporary: string;
}

/**
 * Writes changed texts, all or none: each into a new file beside the old one, and once all of them are written and no
 * old one has changed since it was read, each takes its place in one step. What a link leads to is written, the link
 * stays. Answers why it could not be done, by path of those at fault; empty if all are written.
 */
export function writeChanges(changes: readonly TextChange[], context: WriteContext): ReadonlyMap<string, string> {
  const { fs } = context;
  const failures = new Map<string, string>();
  const open: Prepared[] = [];
  for (const change of changes) {
    attempt(change, failures, () => {
      const prepared = prepare(change, open, failures, context);
      if (prepared) open.push(prepared);
    });
  }
  for (const { change, disk } of failures.size === 0 ? open : []) {
    attempt(change, failures, () => {
      if (!isAsRead(disk, change, context)) failures.set(change.path, 'it changed since it was read');
    });
  }
  const done = failures.size === 0 ? replaceAll(open, failures, fs) : [];
  for (const { temporary } of open.slice(done.length)) discard(temporary, fs);
  if (failures.size > 0) for (const one of done) attempt(one.change, failures, () => putBack(one, fs));
  return failures;
}

function attempt({ path }: TextChange, failures: Map<string, string>, act: () => void): void {
  try {
    act();
  } catch (error) {
    if (codeOf(error) === undefined) throw error;
    failures.set(path, reasonOf(error));
  }
}

function prepare(
  change: TextChange,
  others: readonly Prepared[],
  failures: Map<string, string>,
  { fs, paths, mayRead }: WriteContext,
): Prepared | undefined {
  const named = paths.fromProject(change.path);
  const refuse = (reason: string): undefined => {
    failures.set(change.path, reason);
  };
  if (!mayRead(named)) return refuse('it leads outside of the root now');
  const disk = fs.realPath(named);
  const twin = others.find((other) => other.disk === disk);
  // The same file may be linted under several names, and then its fixes are mostly the same.
  if (twin) return twin.change.after === change.after ? undefined : refuse('another name of it has other fixes');
  try {
    return { change, disk, temporary: fs.writeBeside(disk, Buffer.from(change.after)) };
  } catch (error) {
    const isOfFile = error instanceof Error && 'path' in error && error.path === disk;
    if (codeOf(error) === undefined || isOfFile) throw error;
    return refuse(`no file can be written beside it: ${reasonOf(error)}`);
  }
}

/** Fixed texts are valid UTF-8, and so their bytes are known from their characters. */
function isAsRead(disk: string, { before }: TextChange, { fs, maxFileSize }: WriteContext): boolean {
  const read = fs.read(disk, maxFileSize);
  return read.state === 'read' && read.bytes.equals(Buffer.from(before));
}

/** Ends at the first that fails; answers those that are done. */
function replaceAll(open: readonly Prepared[], failures: Map<string, string>, fs: FileSystem): readonly Prepared[] {
  for (const [index, { change, disk, temporary }] of open.entries()) {
    attempt(change, failures, () => fs.rename(temporary, disk));
    if (failures.size > 0) return open.slice(0, index);
  }
  return open;
}

function putBack({ change, disk }: Prepared, fs: FileSystem): void {
  fs.rename(fs.writeBeside(disk, Buffer.from(change.before)), disk);
}

function discard(temporary: string, fs: FileSystem): void {
  try {
    fs.remove(temporary);
  } catch (error) {
    // Gone already, or the disk fails again, which was said.
    if (codeOf(error) === undefined) throw error;
  }
}
