import type { PlatformPath } from 'node:path';
import { codeOf, type DirectoryEntry, type FileSystem, isAbsence } from './file-system.ts';
import type { Git } from './run-git.ts';

/** What lies over a disk: blobs of git by absolute path, undefined where there is no file. */
export interface Overlay {
  readonly blobs: ReadonlyMap<string, string | undefined>;
  readonly git: Git;
  readonly path: PlatformPath;
}

/** A disk with some files as git has them, and without some others. */
export function overlayFileSystem(disk: FileSystem, { blobs, git, path }: Overlay): FileSystem {
  const children = childrenOf(blobs, path);
  const read: FileSystem['read'] = (file, limit) => {
    const blob = existing(file, blobs);
    return blob === undefined ? disk.read(file, limit) : readBlob(blob, limit, git);
  };
  const kind = <Kind>(file: string, below: (file: string) => Kind): Kind | 'file' | 'directory' | 'missing' => {
    if (blobs.has(file)) return blobs.get(file) === undefined ? 'missing' : 'file';
    const found = below(file);
    return found === 'missing' && children.has(file) ? 'directory' : found;
  };
  return {
    list: (directory) => {
      const added = children.get(directory);
      const names = new Map<string, DirectoryEntry>();
      for (const entry of listed(disk, directory, added !== undefined)) {
        const file = path.join(directory, entry.name);
        if (!blobs.has(file)) names.set(entry.name, entry);
      }
      for (const entry of added ?? []) if (!names.has(entry.name)) names.set(entry.name, entry);
      return [...names.values()];
    },
    kindOf: (file) => kind(file, disk.kindOf),
    entryKind: (file) => kind(file, disk.entryKind),
    realPath: (file) => {
      if (blobs.has(file)) existing(file, blobs);
      try {
        return disk.realPath(file);
      } catch (error) {
        // Nothing that lies over the disk is a link.
        if (isAbsence(error) && (blobs.has(file) || children.has(file))) return file;
        throw error;
      }
    },
    read,
    ...readOnly,
    readAny: (file, limit) => (blobs.has(file) ? read(file, limit) : disk.readAny(file, limit)),
  };
}

function refuse(): never {
  throw new Error('What git holds is not written to.');
}

/** Fixing is refused before, with everything that changes files. */
const readOnly: Pick<FileSystem, 'writeBeside' | 'rename' | 'remove'> = {
  writeBeside: refuse,
  rename: refuse,
  remove: refuse,
};

/** The blob that lies over a file, if one does. Throws as the disk does where there is no file. */
function existing(file: string, blobs: Overlay['blobs']): string | undefined {
  const blob = blobs.get(file);
  if (blob === undefined && blobs.has(file))
    throw Object.assign(new Error(`no such file: ${file}`), { code: 'ENOENT' });
  return blob;
}

function readBlob(blob: string, limit: number, git: Git): ReturnType<FileSystem['read']> {
  const size = Number(git(['cat-file', '-s', blob]).bytes.toString('utf8'));
  if (size > limit) return { state: 'too-large', size };
  const { isGood, bytes, complaint } = git(['cat-file', 'blob', blob], size + 1);
  if (!isGood) throw Object.assign(new Error(complaint), { code: 'EIO' });
  return { state: 'read', bytes };
}

function listed(disk: FileSystem, directory: string, mayBeMissing: boolean): readonly DirectoryEntry[] {
  try {
    return disk.list(directory);
  } catch (error) {
    if (mayBeMissing && codeOf(error) === 'ENOENT') return [];
    throw error;
  }
}

/** What the blobs add to directories, up to the top. */
function childrenOf(blobs: Overlay['blobs'], path: PlatformPath): ReadonlyMap<string, readonly DirectoryEntry[]> {
  const children = new Map<string, DirectoryEntry[]>();
  for (const [file, blob] of blobs) {
    if (blob === undefined) continue;
    let kind: DirectoryEntry['kind'] = 'file';
    for (let at = file; at !== path.dirname(at); at = path.dirname(at)) {
      const parent = path.dirname(at);
      const known = children.get(parent);
      const name = path.basename(at);
      if (known) known.push({ name, kind });
      else children.set(parent, [{ name, kind }]);
      // Whatever is above is there already.
      if (known && kind === 'directory') break;
      kind = 'directory';
    }
  }
  return children;
}
