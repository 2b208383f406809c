import type { PlatformPath } from 'node:path';
import type { FileAnswer, HostAnswer, HostRequest } from '@plimsoll/core';
import { codeOf, type FileSystem, isAbsence } from './file-system.ts';
import { isTracked } from './git-index.ts';
import { isInside, type PathMap } from './paths.ts';
import { decodeText } from './read-text.ts';

/** Where a host reads, and how much. */
export interface HostOptions {
  readonly fs: FileSystem;
  readonly path: PlatformPath;
  readonly paths: PathMap;
  readonly allowOutsideRoot: boolean;
  /** In bytes; larger files are refused. */
  readonly maxFileSize: number;
}

/** Answers core's requests from the disk: synchronous, each asked once by core, never outside of the root. */
export interface Host {
  readonly answer: (request: HostRequest) => HostAnswer;
  /** True if the file or directory lies inside the root, links followed. Throws what `node:fs` throws. */
  readonly mayRead: (disk: string) => boolean;
}

/** A host on a file system. It changes nothing, and runs no program. */
export function makeHost(options: HostOptions): Host {
  const { fs, path, paths } = options;
  // Links are resolved once per directory, as many files of one are asked for.
  const safeDirectories = new Map<string, boolean>();
  let realRoot: string | undefined;
  const leadsInside = (disk: string): boolean => {
    realRoot ??= fs.realPath(paths.root);
    return isInside(path, realRoot, fs.realPath(disk));
  };
  const isSafe = (directory: string): boolean => {
    const known = safeDirectories.get(directory) ?? leadsInside(directory);
    safeDirectories.set(directory, known);
    return known;
  };
  const mayRead = (disk: string): boolean => {
    if (options.allowOutsideRoot) return true;
    if (!paths.isInRoot(disk)) return false;
    return disk === paths.root || fs.entryKind(disk) === 'link' ? leadsInside(disk) : isSafe(path.dirname(disk));
  };
  const context = { ...options, mayRead };
  return { mayRead, answer: (request) => answer(request, context) };
}

type HostContext = HostOptions & Pick<Host, 'mayRead'>;

function answer(request: HostRequest, context: HostContext): HostAnswer {
  switch (request.kind) {
    case 'file':
      return answerFile(request.path, context);
    case 'listing':
      return { ...request, names: listNames(request.path, context) };
    case 'exists':
      return { ...request, what: existsAs(request.path, context) };
    case 'tracked':
      return { ...request, tracked: isTracked(context.paths.fromProject(request.path), context.paths.root, context) };
  }
}

function answerFile(project: string, context: HostContext): FileAnswer {
  const { fs, maxFileSize } = context;
  const answer = { kind: 'file', path: project } as const;
  const disk = context.paths.fromProject(project);
  try {
    const what = lookUp(disk, context);
    if (what === 'refused' || what === 'missing' || what === 'directory') return { ...answer, state: what };
    if (what === 'other') return { ...answer, state: 'unreadable' };
    const read = fs.read(disk, maxFileSize);
    if (read.state !== 'read') return { ...answer, state: read.state === 'too-large' ? 'refused' : 'unreadable' };
    const { text, problem } = decodeText(read.bytes);
    const isText = !problem || problem.code === 'invalid-utf-8';
    return isText ? { ...answer, state: 'read', text } : { ...answer, state: 'unreadable' };
  } catch (error) {
    if (codeOf(error) === undefined) throw error;
    return { ...answer, state: isAbsence(error) ? 'missing' : 'unreadable' };
  }
}

/** What is at a path, without a look at anything outside of the root: a missing file there is refused as well. */
function lookUp(disk: string, context: HostContext): ReturnType<FileSystem['kindOf']> | 'refused' {
  try {
    return context.mayRead(disk) ? context.fs.kindOf(disk) : 'refused';
  } catch (error) {
    if (isAbsence(error)) return absence(disk, context);
    throw error;
  }
}

/** Absence is only told of directories inside the root: a link could lead anywhere. */
function absence(disk: string, context: HostContext): 'missing' | 'refused' {
  let directory = disk;
  while (directory !== context.paths.root) {
    directory = context.path.dirname(directory);
    if (directory === context.path.dirname(directory)) return 'refused';
    try {
      return context.mayRead(directory) ? 'missing' : 'refused';
    } catch (error) {
      if (!isAbsence(error)) throw error;
    }
  }
  return 'missing';
}

function listNames(project: string, context: HostContext): readonly string[] | undefined {
  const disk = context.paths.fromProject(project);
  try {
    if (lookUp(disk, context) !== 'directory') return undefined;
    return context.fs
      .list(disk)
      .map(({ name, kind }) => (kind === 'directory' ? `${name}/` : name))
      .sort();
  } catch (error) {
    // Not listed is unknown, which is all that core needs.
    if (codeOf(error) === undefined) throw error;
    return undefined;
  }
}

function existsAs(project: string, context: HostContext): 'file' | 'directory' | 'missing' | undefined {
  try {
    const what = lookUp(context.paths.fromProject(project), context);
    if (what === 'refused') return undefined;
    return what === 'other' ? 'file' : what;
  } catch (error) {
    if (codeOf(error) === undefined) throw error;
    return undefined;
  }
}
