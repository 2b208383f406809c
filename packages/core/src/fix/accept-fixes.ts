import type { Finding, FindingEdit } from '../lint/findings.ts';
import { type Project, withTexts } from '../project/project.ts';
import { applyEdits } from './apply-edits.ts';
import { countProblems, hasMoreProblems, hasNewProblems, type ProblemCounts } from './parse-problems.ts';

/** The fixes of one pass that leave a project which parses no worse, and those that would not. */
export interface AcceptedFixes {
  /** With all accepted fixes made. */
  readonly project: Project;
  readonly problems: ProblemCounts;
  readonly applied: readonly Finding[];
  readonly refused: readonly Finding[];
}

/**
 * Makes the fixes of findings that do not overlap each other. If the result has problems that were not there before,
 * halves are tried, down to the fixes that bring them: for n fixes of which k are refused, about k log n more trials.
 */
export function acceptFixes(
  project: Project,
  findings: readonly Finding[],
  complete: (project: Project) => Project,
): AcceptedFixes {
  let accepted: AcceptedFixes = { project, problems: countProblems(project), applied: [], refused: [] };
  const open: (readonly Finding[])[] = [findings];
  for (let batch = open.pop(); batch !== undefined; batch = open.pop()) {
    const applied = [...accepted.applied, ...batch];
    const tried = complete(withFixes(project, applied));
    const problems = countProblems(tried);
    const isComplete = tried.targets.size === project.targets.size;
    const isWorse = batch.length > 1 ? hasNewProblems : hasMoreProblems;
    if (isComplete && !isWorse(accepted.problems, problems)) {
      accepted = { ...accepted, project: tried, problems, applied };
    } else if (batch.length <= 1) {
      accepted = { ...accepted, refused: [...accepted.refused, ...batch] };
    } else {
      const middle = batch.length >> 1;
      open.push(batch.slice(middle), batch.slice(0, middle));
    }
  }
  return accepted;
}

function withFixes(project: Project, findings: readonly Finding[]): Project {
  const edits = new Map<string, FindingEdit[]>();
  for (const edit of findings.flatMap(({ fix }) => fix?.edits ?? [])) {
    const own = edits.get(edit.path);
    if (own) own.push(edit);
    else edits.set(edit.path, [edit]);
  }
  const texts = new Map<string, string>();
  for (const [path, own] of edits) {
    const target = project.targets.get(path);
    if (target) texts.set(path, applyEdits(wholeText(target.source), own));
  }
  return withTexts(project, texts);
}

/** The text with its byte order mark. */
export function wholeText({ hasBom, text }: { readonly hasBom: boolean; readonly text: string }): string {
  return hasBom ? `\ufeff${text}` : text;
}
