import type { FindingEdit } from '../lint/findings.ts';

/**
 * A text with edits made. Offsets count in the text without its byte order mark, which is kept. The edits lie inside the
 * text and do not overlap, as `planFixes` gives them; insertions at one place come in the order given. Throws otherwise.
 */
export function applyEdits(text: string, edits: readonly FindingEdit[]): string {
  const mark = text.startsWith('\ufeff') ? '\ufeff' : '';
  const body = text.slice(mark.length);
  let edited = mark;
  let from = 0;
  for (const edit of edits.toSorted((a, b) => a.start.offset - b.start.offset || a.end.offset - b.end.offset)) {
    const { start, end } = edit;
    if (start.offset < from || end.offset < start.offset || end.offset > body.length) {
      throw new Error(
        `An edit of ${edit.path} at offset ${start.offset} overlaps another or lies outside of the text.`,
      );
    }
    edited += body.slice(from, start.offset) + edit.text;
    from = end.offset;
  }
  return edited + body.slice(from);
}
