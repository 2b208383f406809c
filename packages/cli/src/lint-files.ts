import { applySuppressionsFile, type LintConfig, type LintResult, stackOf } from '@plimsoll/core';
import type { Rule } from '@plimsoll/core/rule';
import { rules as shippedRules } from '@plimsoll/rules';
import { type ConfigRequest, configure } from './configure.ts';
import { nodeFileSystem } from './file-system.ts';
import { findFiles } from './find-files.ts';
import { lintFound, readFiles } from './lint-found.ts';
import type { Pacer } from './pacer.ts';
import type { FileProblem, ReadOptions } from './read-options.ts';
import { relocateResult } from './relocate-result.ts';
import { makeSearchFilter } from './search-filter.ts';
import { defaultPaths, openSession, type Session } from './session.ts';
import { readAccepted } from './suppressions-option.ts';

export interface LintFilesOptions extends Partial<ReadOptions>, Omit<LintConfig, 'rules'> {
  /** Rules beside the shipped ones. */
  readonly rules?: readonly Rule[];
  /** The configuration of all files; false for none. Else each file has the nearest `plimsoll.config.*`. */
  readonly config?: string | false;
  /** Whether configurations that are code, and plugins, may run. */
  readonly allowConfigCode?: boolean;
  /**
   * The list of accepted findings, relative to `cwd`; false for none. Else `plimsoll-suppressions.json` at the root, if it
   * is there.
   */
  readonly suppressions?: string | false;
  /** Ends the work between two files; the promise then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** What was found, and what could not be done. Paths are relative to the working directory, with `/`. */
export interface LintFilesResult {
  readonly result: LintResult;
  /** Files and directories that were named or found and could not be read. */
  readonly errors: readonly FileProblem[];
  /** What was left out without failure: links that lead outside, files that vanished. */
  readonly notes: readonly FileProblem[];
}

/** How long work goes on before events are let in, an abort among them, in milliseconds. */
const patience = 20;

/**
 * Finds, reads and lints files as the command line does: `paths` are files, directories and globs, relative to `cwd`;
 * an empty list searches `cwd`. What the options say of presets and rules wins over configuration files. Rejects with
 * `ConfigError` for what is wrong in a configuration (an unknown rule, severity, preset or option), with
 * `UserError` for a root that is no directory, an empty path or a list of accepted findings that can't be read, and with the reason of `signal` once it aborts.
 * A file that can't be read rejects nothing: it is in `errors`. Nor does a rule that throws: it is in
 * `result.crashes`.
 */
export async function lintFiles(paths: readonly string[], options: LintFilesOptions = {}): Promise<LintFilesResult> {
  const { signal } = options;
  signal?.throwIfAborted();
  const request = configRequest(options);
  const session = openSession({ ...options, cwd: options.cwd ?? process.cwd() }, nodeFileSystem(), makePacer(signal));
  const context = { ...session, leavesOut: makeSearchFilter(request, session) };
  const found = await findFiles(paths.length > 0 ? paths : defaultPaths(session), context);
  const { files, linter } = await configure(found, request, session);
  const all = await lintFound(await readFiles(files, session), { ...session, linter });
  signal?.throwIfAborted();
  const result = await withoutSuppressed(all, options.suppressions, session);
  const { errors, notes } = session;
  return { result: relocateResult(result, session.paths.projectToShown), errors, notes };
}

/** The result without what the list of accepted findings has. Throws `UserError` if that can't be read. */
export async function withoutSuppressed(
  result: LintResult,
  given: LintFilesOptions['suppressions'],
  session: Session,
): Promise<LintResult> {
  const accepted = given === false ? undefined : await readAccepted(given, session);
  return accepted ? applySuppressionsFile(result, accepted) : result;
}

/** What a caller's options say of configuration. Throws `ConfigError` for an unknown preset. */
export function configRequest(options: Omit<LintFilesOptions, 'signal'>): ConfigRequest {
  const { rules = [], config, allowConfigCode = false } = options;
  return { rules: [...shippedRules, ...rules], ...stackOf(options), file: config, allowCode: allowConfigCode };
}

export function makePacer(signal: AbortSignal | undefined): Pacer {
  if (!signal) return () => undefined;
  let last = performance.now();
  return () => {
    const now = performance.now();
    if (now - last < patience) return undefined;
    last = now;
    return letEventsIn(signal);
  };
}

async function letEventsIn(signal: AbortSignal): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  signal.throwIfAborted();
}
