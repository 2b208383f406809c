import type { LintResult, RefusedFix, TextChange } from '@plimsoll/core';
import { configure } from './configure.ts';
import { nodeFileSystem } from './file-system.ts';
import { findFiles } from './find-files.ts';
import { fixFound } from './fix-found.ts';
import {
  configRequest,
  type LintFilesOptions,
  type LintFilesResult,
  makePacer,
  withoutSuppressed,
} from './lint-files.ts';
import { readFiles } from './lint-found.ts';
import { relocateFinding, relocateResult } from './relocate-result.ts';
import { makeSearchFilter } from './search-filter.ts';
import { defaultPaths, openSession } from './session.ts';
import { readAccepted } from './suppressions-option.ts';

export interface FixFilesOptions extends LintFilesOptions {
  /** Makes unsafe fixes too; only safe ones if absent. */
  readonly unsafe?: boolean;
  /** Writes nothing: `changes` says what would be written. */
  readonly dryRun?: boolean;
}

/** What was fixed, and what remains. Paths are relative to the working directory, with `/`. */
export interface FixFilesResult extends LintFilesResult {
  /** What remains to be said about the fixed files. */
  readonly result: LintResult;
  /** The texts that were written, or would be. */
  readonly changes: readonly TextChange[];
  /** How many fixes came up, made needless by another one or not. */
  readonly found: number;
  readonly applied: LintResult['files'][number]['findings'];
  /** The findings that remain although they have a fix. */
  readonly refused: readonly RefusedFix[];
}

/**
 * Fixes files as `plimsoll --fix` does; `paths` as for `lintFiles`. A file that can't be written, or that changed since it
 * was read, stays as it is and is in `errors`. Accepted findings are fixed too, and left out of `result` where they remain. Each file is replaced in one step. Rejects as `lintFiles` does, and then
 * nothing is written.
 */
export async function fixFiles(paths: readonly string[], options: FixFilesOptions = {}): Promise<FixFilesResult> {
  const { signal, unsafe, dryRun } = options;
  signal?.throwIfAborted();
  const request = configRequest(options);
  const session = openSession({ ...options, cwd: options.cwd ?? process.cwd() }, nodeFileSystem(), makePacer(signal));
  const search = { ...session, leavesOut: makeSearchFilter(request, session) };
  const named = await findFiles(paths.length > 0 ? paths : defaultPaths(session), search);
  const { files: chosen, linter } = await configure(named, request, session);
  const files = await readFiles(chosen, session);
  signal?.throwIfAborted();
  const safety = unsafe === true ? 'unsafe' : 'safe';
  // What can't be read is said before anything is written.
  if (options.suppressions !== false) await readAccepted(options.suppressions, session);
  const { changes, found, applied, refused, result } = await fixFound(
    files,
    { ...session, linter },
    { safety, write: dryRun !== true },
  );
  const shown = session.paths.projectToShown;
  const { errors, notes } = session;
  return {
    result: relocateResult(await withoutSuppressed(result, options.suppressions, session), shown),
    errors,
    notes,
    changes: changes.map((change) => ({ ...change, path: shown(change.path) })),
    found,
    applied: applied.map((finding) => relocateFinding(finding, shown)),
    refused: refused.map(({ finding, reason }) => ({ finding: relocateFinding(finding, shown), reason })),
  };
}
