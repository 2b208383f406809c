import { applyEdits, type Finding, type FindingEdit, planFixes, SourceText } from '@plimsoll/core';

/** Fixes that make place for others end after a few passes; more would be two rules that undo each other. */
const maxPasses = 10;

/**
 * The edits that make every safe fix of one file, pass after pass until nothing is left to fix. `judge` says what is found in
 * a text; a fix that would change another file is left out. Offsets count without a byte order mark.
 */
export function fixAllEdits(
  path: string,
  text: string,
  judge: (text: string) => readonly Finding[],
): readonly FindingEdit[] {
  const paths = new Set([path]);
  let fixed = text;
  let first: readonly FindingEdit[] = [];
  for (let pass = 0; pass < maxPasses; pass++) {
    const edits = planFixes(judge(fixed), 'safe', paths).edits.get(path) ?? [];
    if (edits.length === 0) return pass <= 1 ? first : differenceOf(path, text, fixed);
    if (pass === 0) first = edits;
    fixed = applyEdits(fixed, edits);
  }
  return differenceOf(path, text, fixed);
}

/** One edit from what both texts begin with to what both end with. */
function differenceOf(path: string, before: string, after: string): readonly FindingEdit[] {
  if (before === after) return [];
  const source = new SourceText(before, path);
  const next = new SourceText(after, path);
  const most = Math.min(source.text.length, next.text.length);
  let head = 0;
  while (head < most && source.text[head] === next.text[head]) head++;
  let tail = 0;
  while (tail < most - head && source.text[source.text.length - 1 - tail] === next.text[next.text.length - 1 - tail]) {
    tail++;
  }
  const point = (offset: number): FindingEdit['start'] => ({ ...source.position(offset), offset });
  const text = next.text.slice(head, next.text.length - tail);
  return [{ path, start: point(head), end: point(source.text.length - tail), text }];
}
