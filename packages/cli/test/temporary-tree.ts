import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach } from '@jest/globals';
import { nodeFileSystem } from '../src/file-system.ts';
import { findFiles } from '../src/find-files.ts';
import type { ReadOptions } from '../src/read-options.ts';
import { openSession } from '../src/session.ts';

/** A directory of its own for each test of a file. Live: `top` changes with each test. */
export let top: string;

/** Makes the directory before each test of the calling file, and removes it after. */
export function useTemporaryTree(): void {
  beforeEach(() => {
    top = realpathSync(mkdtempSync(join(tmpdir(), 'plimsoll-find-')));
  });
  afterEach(() => rmSync(top, { recursive: true }));
}

/** Writes files by their paths in the directory. */
export function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(top, path)), { recursive: true });
    writeFileSync(join(top, path), text);
  }
}

/** What was found, and said, as paths and lines. */
export interface Found {
  readonly files: readonly string[];
  readonly errors: readonly string[];
  readonly notes: readonly string[];
}

/** Finds files as the command line does, in the directory. */
export async function find(
  given: readonly string[],
  options: Partial<ReadOptions> = {},
  fs = nodeFileSystem(),
): Promise<Found> {
  const session = openSession({ cwd: top, ...options }, fs, () => undefined);
  const found = await findFiles(given, session);
  const lines = (list: typeof session.errors): readonly string[] =>
    list.map(({ path, message }) => `${path}: ${message}`);
  const files = found.map(({ disk }) => session.paths.toShown(disk));
  return { files, errors: lines(session.errors), notes: lines(session.notes) };
}
