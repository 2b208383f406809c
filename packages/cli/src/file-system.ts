import {
  accessSync,
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  lstatSync,
  openSync,
  readdirSync,
  readSync,
  realpathSync,
  renameSync,
  type Stats,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

export type EntryKind = 'file' | 'directory' | 'link' | 'other';

export interface DirectoryEntry {
  readonly name: string;
  readonly kind: EntryKind;
}

/** The few calls on the disk that linting needs; tests put failures in between. Synchronous: faster for small files. */
export interface FileSystem {
  /** Names in a directory, in no order, without following links. Throws what `node:fs` throws, as `realPath` and `read`. */
  readonly list: (disk: string) => readonly DirectoryEntry[];
  /** What is there, links followed. Throws for everything but absence. */
  readonly kindOf: (disk: string) => Exclude<EntryKind, 'link'> | 'missing';
  /** What is there itself, links not followed. Throws for everything but absence. */
  readonly entryKind: (disk: string) => EntryKind | 'missing';
  readonly realPath: (disk: string) => string;
  /** The bytes of a regular file, valid until the next call; its size alone if that is over the limit. */
  readonly read: (disk: string, limit: number) => ReadBytes;
  /** As `read`, but of pipes and devices too, which it waits for. */
  readonly readAny: (disk: string, limit: number) => ReadBytes;
  /**
   * Writes bytes to a new file in the directory of `disk`, with the permissions and, if it may, the owner of `disk`, which
   * must be a file that may be written and no link. Answers the new file's path: `rename` puts it in the place of `disk` in
   * one step. Throws what `node:fs` throws, and leaves nothing then; so do `rename` and `remove`.
   */
  readonly writeBeside: (disk: string, bytes: Uint8Array) => string;
  readonly rename: (from: string, to: string) => void;
  readonly remove: (disk: string) => void;
}

export type ReadBytes =
  | { readonly state: 'read'; readonly bytes: Buffer }
  | { readonly state: 'too-large'; readonly size: number }
  | { readonly state: 'no-file' };

// Without waiting for a writer, should a FIFO have taken the file's place. Windows has neither.
const openFlags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/** The disk itself. */
export function nodeFileSystem(): FileSystem {
  let buffer: Buffer = Buffer.allocUnsafeSlow(65_536);
  const readDescriptor = (descriptor: number, size: number, limit: number): ReadBytes => {
    if (size > limit) return { state: 'too-large', size };
    // One byte more, to see the end; files that grow meanwhile, or lie about their size as in /proc, are read on.
    let filled = 0;
    for (;;) {
      if (filled === buffer.length) buffer = enlarge(buffer, Math.max(size + 1, filled * 2));
      const count = readSync(descriptor, buffer, filled, buffer.length - filled, null);
      if (count === 0) return { state: 'read', bytes: buffer.subarray(0, filled) };
      filled += count;
      if (filled > limit) return { state: 'too-large', size: filled };
    }
  };
  return {
    list: (disk) =>
      readdirSync(disk, { withFileTypes: true }).map((entry) => ({ name: entry.name, kind: kindOf(entry) })),
    kindOf: (disk) => unlessAbsent(() => statSync(disk, { throwIfNoEntry: false }), kindOfTarget),
    entryKind: (disk) => unlessAbsent(() => lstatSync(disk, { throwIfNoEntry: false }), kindOf),
    realPath: (disk) => realpathSync.native(disk),
    read: (disk, limit) => {
      const descriptor = openSync(disk, openFlags);
      try {
        const stats = fstatSync(descriptor);
        return stats.isFile() ? readDescriptor(descriptor, stats.size, limit) : { state: 'no-file' };
      } finally {
        closeSync(descriptor);
      }
    },
    readAny: (disk, limit) => {
      const descriptor = openSync(disk, constants.O_RDONLY);
      try {
        return readDescriptor(descriptor, fstatSync(descriptor).size, limit);
      } finally {
        closeSync(descriptor);
      }
    },
    writeBeside,
    rename: renameSync,
    remove: unlinkSync,
  };
}

let written = 0;

function writeBeside(disk: string, bytes: Uint8Array): string {
  // A rename would replace a read-only file all the same; whoever made it read-only meant it.
  accessSync(disk, constants.W_OK);
  const { mode, uid, gid } = statSync(disk);
  const temporary = join(dirname(disk), `.plimsoll-${process.pid}-${written++}.tmp`);
  const descriptor = openSync(temporary, 'wx', 0o600);
  try {
    try {
      writeFileSync(descriptor, bytes);
      keepOwner(descriptor, uid, gid);
      fchmodSync(descriptor, mode & 0o7777);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    unlinkSync(temporary);
    throw error;
  }
  return temporary;
}

/** Only the administrator may give files away; for everyone else a file written anew is their own. */
function keepOwner(descriptor: number, uid: number, gid: number): void {
  const own = fstatSync(descriptor);
  if (own.uid === uid && own.gid === gid) return;
  try {
    fchownSync(descriptor, uid, gid);
  } catch (error) {
    if (codeOf(error) !== 'EPERM') throw error;
  }
}

/** Not an exception, as looking for files that are not there is common, and those are slow. */
function unlessAbsent<Kind>(look: () => Stats | undefined, kindOfStats: (stats: Stats) => Kind): Kind | 'missing' {
  try {
    const stats = look();
    return stats ? kindOfStats(stats) : 'missing';
  } catch (error) {
    if (isAbsence(error)) return 'missing';
    throw error;
  }
}

function enlarge(buffer: Buffer, size: number): Buffer {
  const larger = Buffer.allocUnsafeSlow(size);
  buffer.copy(larger);
  return larger;
}

interface KindTests {
  readonly isFile: () => boolean;
  readonly isDirectory: () => boolean;
  readonly isSymbolicLink: () => boolean;
}

function kindOf(entry: KindTests): EntryKind {
  return entry.isSymbolicLink() ? 'link' : kindOfTarget(entry);
}

function kindOfTarget(stats: Pick<KindTests, 'isFile' | 'isDirectory'>): Exclude<EntryKind, 'link'> {
  if (stats.isFile()) return 'file';
  return stats.isDirectory() ? 'directory' : 'other';
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or directory',
  ENOTDIR: 'no such file or directory',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EISDIR: 'is a directory',
  ELOOP: 'too many levels of symbolic links',
  ENAMETOOLONG: 'the name is too long',
  EMFILE: 'too many open files',
  EIO: 'input/output error',
  ENOSPC: 'no space left on device',
  EROFS: 'the file system is read-only',
  EBUSY: 'it is in use',
};

/** Why the disk refused, in words. */
export function reasonOf(error: unknown): string {
  return reasons[codeOf(error) ?? ''] ?? messageOf(error);
}

/** Why something is gone that was listed a moment ago: it vanished, or Node cannot name it. */
export function absenceOf(disk: string): string {
  return disk.includes('\ufffd') ? 'its name is not UTF-8' : 'it vanished during the run';
}

/** True if the file is not there (any more). */
export function isAbsence(error: unknown): boolean {
  const code = codeOf(error);
  return code === 'ENOENT' || code === 'ENOTDIR';
}

/** The code of a Node error, such as `ENOENT`. */
export function codeOf(error: unknown): string | undefined {
  const hasCode = typeof error === 'object' && error !== null && 'code' in error;
  return hasCode && typeof error.code === 'string' ? error.code : undefined;
}

/** What was thrown, in words, whatever it is. */
export function messageOf(error: unknown): string {
  const hasMessage = typeof error === 'object' && error !== null && 'message' in error;
  return hasMessage ? String(error.message) : String(error);
}

/** Where it was thrown. */
export function stackOf(error: unknown): string | undefined {
  const hasStack = typeof error === 'object' && error !== null && 'stack' in error;
  return hasStack ? String(error.stack) : undefined;
}
