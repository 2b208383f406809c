import nodePath from 'node:path';
import { documentKindOfPath, type LintResult, type ProjectFile } from '@plimsoll/core';
import type { Arguments } from './arguments.ts';
import type { FileSystem } from './file-system.ts';
import type { FoundFile } from './find-files.ts';
import { type LintContext, lintFound, readFiles } from './lint-found.ts';
import { type Before, narrowResult } from './narrow-result.ts';
import { overlayFileSystem } from './overlay-file-system.ts';
import { type Changes, readChangedSince, readStaged } from './read-changes.ts';
import type { ReadOptions } from './read-options.ts';
import { decodeText } from './read-text.ts';
import { openSession, type Session } from './session.ts';

/** A run that reports only what changed. */
export interface ChangedRun {
  /** The files as they are to be linted: those of the index, or of the work tree. */
  readonly fs: FileSystem;
  /** The part of the result that the change brought. Lints the state before, where a finding may have been there already. */
  readonly narrow: (result: LintResult, run: NarrowedRun) => Promise<LintResult>;
}

export interface NarrowedRun {
  readonly files: readonly ProjectFile[];
  readonly options: ReadOptions;
  readonly context: LintContext & Session;
}

/** Asks git for what `--staged` or `--changed-since` names. Throws `UserError` if it can't tell. */
export function openChanges(args: Arguments, cwd: string, disk: FileSystem): ChangedRun {
  const ref = args.value('changed-since');
  const changes = ref === undefined ? readStaged(cwd) : readChangedSince(cwd, ref);
  const overlay = (blobs: Changes['base']): FileSystem =>
    blobs.size === 0
      ? disk
      : overlayFileSystem(disk, {
          git: changes.git,
          path: nodePath,
          blobs: new Map([...blobs].map(([path, blob]) => [nodePath.join(changes.top, path), blob])),
        });
  return {
    fs: overlay(changes.linted),
    narrow: async (result, run) => {
      if (!changes.hasBase || result.files.every(({ findings }) => findings.length === 0)) return result;
      return narrowResult(result, await lintBefore(changes, overlay(changes.base), run));
    },
  };
}

/** The same files, under the names that they had, in the state before. What was not there then is no trouble. */
async function lintBefore(changes: Changes, fs: FileSystem, { files, options, context }: NarrowedRun): Promise<Before> {
  const session = openSession(options, fs, context.pacer);
  const { paths, maxFileSize } = session;
  const pathOf = (path: string): string => {
    const now = nodePath.relative(changes.top, paths.fromProject(path)).split(nodePath.sep).join('/');
    const before = changes.renames.get(now);
    return before === undefined ? path : paths.toProject(nodePath.join(changes.top, before));
  };
  const found = files.flatMap(({ path, kind }): readonly FoundFile[] => {
    const disk = paths.fromProject(pathOf(path));
    return fs.kindOf(disk) === 'file' ? [{ disk, kind: documentKindOfPath(disk) ?? kind, named: false }] : [];
  });
  const texts = await readFiles(found, session);
  const known = new Map(texts.map((file) => [file.path, file.text]));
  const textOf = (path: string): string | undefined => {
    const before = pathOf(path);
    const text = known.get(before);
    if (text !== undefined) return text;
    const disk = paths.fromProject(before);
    if (fs.kindOf(disk) !== 'file') return undefined;
    const read = fs.read(disk, maxFileSize);
    return read.state === 'read' ? decodeText(read.bytes).text : undefined;
  };
  return { result: await lintFound(texts, { ...context, ...session }), pathOf, textOf };
}
