import type { Finding, FindingEdit } from '../lint/findings.ts';
import type { FixSafety } from '../text/text-edit.ts';
import { applyEdits } from './apply-edits.ts';

/** Which fixes are made in one pass. */
export interface FixPlan {
  /** Edits by path, apart from each other. */
  readonly edits: ReadonlyMap<string, readonly FindingEdit[]>;
  readonly applied: readonly Finding[];
  /** Findings whose fix has to wait for the next pass, since it touches what another one changes. */
  readonly refused: readonly Finding[];
}

/**
 * Chooses fixes in the order of the findings: all edits of a fix or none, and of two that overlap the first. `safety`:
 * `safe` takes safe fixes only, `unsafe` takes both. `paths`: files that can be changed; a fix that needs another is refused.
 */
export function planFixes(findings: readonly Finding[], safety: FixSafety, paths: ReadonlySet<string>): FixPlan {
  const edits = new Map<string, FindingEdit[]>();
  const applied: Finding[] = [];
  const refused: Finding[] = [];
  for (const finding of findings) {
    const { fix } = finding;
    if (!fix || (fix.safety === 'unsafe' && safety === 'safe')) continue;
    if (
      isApart(fix.edits) &&
      fix.edits.every((edit) => paths.has(edit.path) && isFree(edit, edits.get(edit.path) ?? []))
    ) {
      for (const edit of fix.edits) insertEdit(edits, edit);
      applied.push(finding);
    } else refused.push(finding);
  }
  return { edits, applied, refused };
}

/** What one pass over the fixes of findings makes of some texts, by path. */
export interface FixedTexts {
  /** All texts, changed or not. */
  readonly texts: ReadonlyMap<string, string>;
  readonly applied: readonly Finding[];
  readonly refused: readonly Finding[];
}

/** Makes the fixes of findings in texts (by path). Lint again for those that were refused. */
export function applyFixes(
  texts: ReadonlyMap<string, string>,
  findings: readonly Finding[],
  safety: FixSafety,
): FixedTexts {
  const { edits, applied, refused } = planFixes(findings, safety, new Set(texts.keys()));
  const fixed = [...texts].map(([path, text]) => [path, applyEdits(text, edits.get(path) ?? [])] as const);
  return { texts: new Map(fixed), applied, refused };
}

/** Edits of one fix may insert at the same place, but not overlap. */
function isApart(edits: readonly FindingEdit[]): boolean {
  return edits.every((edit, index) =>
    edits.slice(0, index).every((other) => other.path !== edit.path || !overlaps(edit, other)),
  );
}

/** `chosen` is ascending and apart, so only the neighbours can be in the way. */
function isFree(edit: FindingEdit, chosen: readonly FindingEdit[]): boolean {
  const at = placeFor(edit, chosen);
  for (const other of [chosen[at - 1], chosen[at]]) {
    if (other && (overlaps(edit, other) || samePlace(edit, other))) return false;
  }
  return true;
}

function insertEdit(edits: Map<string, FindingEdit[]>, edit: FindingEdit): void {
  const chosen = edits.get(edit.path);
  if (chosen) chosen.splice(placeFor(edit, chosen), 0, edit);
  else edits.set(edit.path, [edit]);
}

/** Index of the first chosen edit behind this one. */
function placeFor(edit: FindingEdit, chosen: readonly FindingEdit[]): number {
  let low = 0;
  let high = chosen.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const other = chosen[middle];
    if (other && isBehind(other, edit)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function isBehind(a: FindingEdit, b: FindingEdit): boolean {
  return a.start.offset > b.start.offset || (a.start.offset === b.start.offset && a.end.offset > b.end.offset);
}

function overlaps(a: FindingEdit, b: FindingEdit): boolean {
  return a.start.offset < b.end.offset && b.start.offset < a.end.offset;
}

/** Which of two insertions at one place comes first is not known. */
function samePlace(a: FindingEdit, b: FindingEdit): boolean {
  return a.start.offset === b.start.offset && a.end.offset === b.end.offset;
}
