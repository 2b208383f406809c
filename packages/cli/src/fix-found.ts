import {
  type FixOutcome,
  type FixRefusal,
  type FixSafety,
  fixProject,
  type Project,
  type ProjectFile,
  type RefusedFix,
} from '@plimsoll/core';
import { checkScripts, type LintContext, lintFound, makeProject, readAlong, withScriptChecker } from './lint-found.ts';
import { loadCompose } from './load-compose.ts';
import { writeChanges } from './write-changes.ts';

/** What became of files: paths are those of the project. */
export type FixedFiles = Omit<FixOutcome, 'project'>;

export interface FixFoundOptions {
  readonly safety: FixSafety;
  /** Writes the fixed files; without it they stay as they are. */
  readonly write: boolean;
}

/**
 * Lints files together with what they refer to, and makes their fixes. A file that can't be written, or that changed
 * since it was read, is reported and left as it is, with all fixes that touch it; the others are fixed all the same. If
 * core itself breaks on a file, nothing is fixed.
 */
export async function fixFound(
  files: readonly ProjectFile[],
  given: LintContext,
  { safety, write }: FixFoundOptions,
): Promise<FixedFiles> {
  const context = await withScriptChecker(files, given);
  await loadCompose();
  const keep = new Set<string>();
  for (;;) {
    const outcome = fixOnce(files, context, safety, keep);
    if (!outcome) {
      return { result: await lintFound(files, context), changes: [], found: 0, applied: [], refused: [] };
    }
    const failures = write ? writeChanges(outcome.changes, context) : new Map<string, string>();
    if (failures.size === 0) return outcome;
    // A fix may change several files, and what remains to be said depends on all: once more, without these.
    for (const [path, reason] of failures) {
      keep.add(path);
      context.fail(context.paths.fromProject(path), `not fixed: ${reason}`);
    }
  }
}

/** Undefined if core broke: linting then finds out on which file. */
function fixOnce(
  files: readonly ProjectFile[],
  context: LintContext,
  safety: FixSafety,
  keep: ReadonlySet<string>,
): FixOutcome | undefined {
  const complete = (project: Project): Project => checkScripts(readAlong(project, context.host), context);
  try {
    const project = complete(makeProject(files, context));
    return fixProject(project, { safety, keep, complete, lint: (fixed) => context.linter.lintProject(fixed) });
  } catch {
    return undefined;
  }
}

/** Why a fix was not made, as lines for people. Files that are kept were reported before. */
export function describeRefusals(refused: readonly RefusedFix[], shown: (path: string) => string): readonly string[] {
  return refused.flatMap(({ finding, reason }) => {
    if (reason === 'kept') return [];
    return [
      `${shown(finding.path)}:${finding.start.line}: the fix of ${finding.rule} is not made: ${refusals[reason]}`,
    ];
  });
}

const refusals: Readonly<Record<Exclude<FixRefusal, 'kept'>, string>> = {
  'new-problems': 'BuildKit or Docker Compose would refuse more than before',
  'not-linted': 'it changes a file that is not linted in this run',
  'not-utf-8': 'the file is not valid UTF-8',
  'overlaps-itself': 'its edits overlap, which is a bug in the rule',
  unsettled: 'fixes undo each other, or there is no end of them',
};
