import type { PlatformPath } from 'node:path';
import { codeOf, type FileSystem } from './file-system.ts';
import { isInside } from './paths.ts';

interface IndexContext {
  readonly fs: FileSystem;
  readonly path: PlatformPath;
}

const indexes = new WeakMap<FileSystem, Map<string, ReadonlySet<string> | undefined>>();

/** Larger than the index of any repository that is linted in a sensible time. */
const maxIndexSize = 200_000_000;

/**
 * Whether git tracks a file, or a file below a directory; undefined outside of the root and where there is no git, or
 * none that can be read (a worktree's or submodule's index lies elsewhere).
 * Reads the index itself: `git` would run programs that a hostile repository's configuration names.
 */
export function isTracked(disk: string, root: string, context: IndexContext): boolean | undefined {
  const { path } = context;
  if (!isInside(path, root, disk)) return undefined;
  for (let directory = path.dirname(disk); ; directory = path.dirname(directory)) {
    const git = kindOfQuietly(path.join(directory, '.git'), context);
    if (git === 'file') return undefined;
    if (git === 'directory') {
      return trackedPaths(directory, context)?.has(path.relative(directory, disk).replaceAll(path.sep, '/'));
    }
    if (directory === root || directory === path.dirname(directory)) return undefined;
  }
}

/** What can't be looked at says nothing. */
function kindOfQuietly(disk: string, { fs }: IndexContext): ReturnType<FileSystem['kindOf']> {
  try {
    return fs.kindOf(disk);
  } catch (error) {
    if (codeOf(error) === undefined) throw error;
    return 'missing';
  }
}

function trackedPaths(directory: string, { fs, path }: IndexContext): ReadonlySet<string> | undefined {
  const known = indexes.get(fs) ?? new Map<string, ReadonlySet<string> | undefined>();
  indexes.set(fs, known);
  if (known.has(directory)) return known.get(directory);
  const file = path.join(directory, '.git', 'index');
  const read = kindOfQuietly(file, { fs, path }) === 'file' ? fs.read(file, maxIndexSize) : undefined;
  const tracked = read?.state === 'read' ? withDirectories(readIndex(read.bytes)) : undefined;
  known.set(directory, tracked);
  return tracked;
}

function withDirectories(files: readonly string[] | undefined): ReadonlySet<string> | undefined {
  if (!files) return undefined;
  const all = new Set(files);
  for (const file of files) {
    for (let slash = file.lastIndexOf('/'); slash !== -1; slash = file.lastIndexOf('/', slash - 1)) {
      const directory = file.slice(0, slash);
      if (all.has(directory)) break;
      all.add(directory);
    }
  }
  return all;
}

/**
 * Paths in a git index of version 2, 3 or 4; undefined for anything else.
 * Source: gitformat-index(5), https://git-scm.com/docs/index-format
 */
export function readIndex(bytes: Buffer): readonly string[] | undefined {
  if (bytes.length < 12 || bytes.toString('latin1', 0, 4) !== 'DIRC') return undefined;
  const version = bytes.readUInt32BE(4);
  if (version < 2 || version > 4) return undefined;
  const count = bytes.readUInt32BE(8);
  const paths: string[] = [];
  let previous: Buffer = Buffer.alloc(0);
  let at = 12;
  for (let index = 0; index < count; index++) {
    if (at + 62 > bytes.length) return undefined;
    const isExtended = (bytes.readUInt16BE(at + 60) & 0x4000) !== 0;
    let nameAt = at + (isExtended ? 64 : 62);
    let kept = 0;
    if (version === 4) {
      const prefix = readOffset(bytes, nameAt);
      kept = previous.length - prefix.value;
      nameAt = prefix.end;
    }
    const end = bytes.indexOf(0, nameAt);
    if (end === -1 || kept < 0) return undefined;
    previous = Buffer.concat([previous.subarray(0, kept), bytes.subarray(nameAt, end)]);
    paths.push(previous.toString('utf8'));
    // Version 4 has no padding; the others pad entries with 1 to 8 NUL bytes to a multiple of eight.
    at = version === 4 ? end + 1 : at + ((end - at + 8) & ~7);
  }
  return isPartial(bytes, at) ? undefined : paths;
}

/** A split or sparse index holds only some of the paths; extensions with these signatures say so. */
function isPartial(bytes: Buffer, start: number): boolean {
  for (let at = start; at + 8 <= bytes.length; at += 8 + bytes.readUInt32BE(at + 4)) {
    const signature = bytes.toString('latin1', at, at + 4);
    if (signature === 'link' || signature === 'sdir') return true;
  }
  return false;
}

/** A number of variable width, as in pack files: seven bits a byte, each continuation adding one. */
function readOffset(bytes: Buffer, start: number): { readonly value: number; readonly end: number } {
  let at = start;
  let byte = bytes[at++] ?? 0;
  let value = byte & 127;
  while (byte & 128 && at < bytes.length) {
    byte = bytes[at++] ?? 0;
    value = (value + 1) * 128 + (byte & 127);
  }
  return { value, end: at };
}
