import type { Finding, FindingEdit } from '@plimsoll/core';

/** A file's text after one pass over the fixes of its findings: of two fixes that overlap the first is applied. */
export function fixText(text: string, path: string, findings: readonly Finding[]): string {
  const chosen: FindingEdit[] = [];
  for (const { fix } of findings) {
    const own = fix?.edits.filter((edit) => edit.path === path) ?? [];
    if (!own.some((edit) => chosen.some((other) => overlaps(edit, other)))) chosen.push(...own);
  }
  const backwards = chosen.toSorted((a, b) => b.start.offset - a.start.offset || b.end.offset - a.end.offset);
  return backwards.reduce(
    (done, edit) => done.slice(0, edit.start.offset) + edit.text + done.slice(edit.end.offset),
    text,
  );
}

function overlaps(a: FindingEdit, b: FindingEdit): boolean {
  return a.start.offset < b.end.offset && b.start.offset < a.end.offset;
}
