import type { Finding, LintResult } from '../lint/findings.ts';
import type { Project } from '../project/project.ts';
import type { FixSafety } from '../text/text-edit.ts';
import { acceptFixes, wholeText } from './accept-fixes.ts';
import { planFixes } from './plan-fixes.ts';

/** How the fixes of a project are made. */
export interface FixProjectOptions {
  /** `safe` makes safe fixes only, `unsafe` both. */
  readonly safety: FixSafety;
  readonly lint: (project: Project) => LintResult;
  /** Reads what new texts refer to, as a host does. Without it what was answered before is all that is known. */
  readonly complete?: (project: Project) => Project;
  /** Targets that must stay as they are, by path. */
  readonly keep?: ReadonlySet<string>;
}

/** Why a fix was not made. */
export type FixRefusal =
  /** BuildKit or Docker Compose would refuse more than before. */
  | 'new-problems'
  /** It changes a file that is not linted in this run, only read along. */
  | 'not-linted'
  /** It changes a file that is no valid UTF-8: its text is not what its bytes say. */
  | 'not-utf-8'
  /** It changes a file that the caller wants kept. */
  | 'kept'
  /** Its own edits overlap: a bug of its rule. */
  | 'overlaps-itself'
  /** Fixes undo each other, or there is no end of them. */
  | 'unsettled';

export interface RefusedFix {
  readonly finding: Finding;
  readonly reason: FixRefusal;
}

/** A text before and after all fixes, byte order mark included. */
export interface TextChange {
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

/** A project with its fixes made, and what remains to be said about it. */
export interface FixOutcome {
  readonly project: Project;
  /** What remains. */
  readonly result: LintResult;
  readonly changes: readonly TextChange[];
  /** How many fixes came up, those among them that another one made needless. */
  readonly found: number;
  /** The findings whose fix was made, with places as they were at that time. */
  readonly applied: readonly Finding[];
  /** The findings that remain although they have a fix of this safety. */
  readonly refused: readonly RefusedFix[];
}

/** Fixes that overlap wait for the next pass; so many are enough for all of a long RUN. */
const maxPasses = 50;

/**
 * Makes the fixes of a project until there are none left: lints, plans, applies, and lints the new texts again. All edits
 * of a fix are made or none. Fixes that would make the project parse worse are refused one by one. Where fixes go
 * round in a circle, the text at which the circle begins is kept, so that fixing again changes nothing. Pure and
 * synchronous; throws what `lint` and `complete` throw.
 */
export function fixProject(start: Project, options: FixProjectOptions): FixOutcome {
  const { safety, lint, complete = same, keep = new Set() } = options;
  const writable = new Set([...start.targets.values()].filter(mayChange).map(({ path }) => path));
  for (const path of keep) writable.delete(path);
  const bad = new Set<string>();
  let project = start;
  let result = lint(start);
  let due = dueIn(result, safety);
  let found = due.length;
  let applied: readonly Finding[] = [];
  const states = [{ texts: textsOf(start, start), applied, found }];
  for (let pass = 0; pass < maxPasses; pass++) {
    const open = due.filter((finding) => !bad.has(keyOf(finding)));
    const plan = planFixes(open, safety, writable);
    if (plan.applied.length === 0) break;
    const step = acceptFixes(project, plan.applied, complete);
    for (const finding of step.refused) bad.add(keyOf(finding));
    // What waited for a fix that is refused now has its turn.
    if (step.applied.length === 0) continue;
    project = step.project;
    result = lint(project);
    const waiting = due.length - step.applied.length;
    due = dueIn(result, safety);
    found += Math.max(0, due.length - waiting);
    applied = [...applied, ...step.applied];
    const texts = textsOf(project, start);
    const earlier = states.find((state) => areEqual(state.texts, texts));
    if (earlier) {
      ({ applied, found } = earlier);
      break;
    }
    states.push({ texts, applied, found });
  }
  const refused = due.map((finding) => ({ finding, reason: refusalOf(finding, { start, writable, keep, bad }) }));
  return { project, result, changes: changesOf(start, project), found, applied, refused };
}

const same = (project: Project): Project => project;

function mayChange({ inputProblem }: { readonly inputProblem: unknown }): boolean {
  return inputProblem === undefined;
}

/** The findings with a fix that is to be made. */
function dueIn({ files }: LintResult, safety: FixSafety): readonly Finding[] {
  return files.flatMap(({ findings }) => {
    return findings.filter(({ fix }) => fix !== undefined && (safety === 'unsafe' || fix.safety === 'safe'));
  });
}

/** Names a fix over passes, as its place changes. */
function keyOf({ path, rule, fingerprint, fix }: Finding): string {
  return JSON.stringify([path, rule, fingerprint, fix?.edits.map((edit) => [edit.path, edit.text])]);
}

interface RefusalContext {
  readonly start: Project;
  readonly writable: ReadonlySet<string>;
  readonly keep: ReadonlySet<string>;
  readonly bad: ReadonlySet<string>;
}

function refusalOf(finding: Finding, { start, writable, keep, bad }: RefusalContext): FixRefusal {
  if (bad.has(keyOf(finding))) return 'new-problems';
  for (const { path } of finding.fix?.edits ?? []) {
    if (keep.has(path)) return 'kept';
    if (!writable.has(path)) return start.targets.has(path) ? 'not-utf-8' : 'not-linted';
  }
  const alone = planFixes([finding], 'unsafe', writable);
  return alone.refused.length > 0 ? 'overlaps-itself' : 'unsettled';
}

/** The texts that differ from the first ones. */
function textsOf(project: Project, start: Project): ReadonlyMap<string, string> {
  return new Map(changesOf(start, project).map(({ path, after }) => [path, after]));
}

function changesOf(start: Project, project: Project): readonly TextChange[] {
  return [...project.targets].flatMap(([path, { source }]): readonly TextChange[] => {
    const old = start.targets.get(path)?.source;
    // A target that no fix touched is the same object in both.
    if (old === undefined || old === source || (old.text === source.text && old.hasBom === source.hasBom)) return [];
    return [{ path, before: wholeText(old), after: wholeText(source) }];
  });
}

function areEqual(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): boolean {
  return a.size === b.size && [...a].every(([path, text]) => b.get(path) === text);
}
