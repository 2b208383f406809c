import { type FindingEdit, SourceText } from '@plimsoll/core';

/**
 * The edits that make one text out of another, so that cursors and folds elsewhere stay: one for each run of lines that
 * differ where the texts have the same number of lines between what they begin and end with; else one for all between.
 * Offsets count without a byte order mark.
 */
export function textDifference(path: string, before: string, after: string): readonly FindingEdit[] {
  const old = new SourceText(before, path);
  const [from, to] = [linesOf(old.text), linesOf(new SourceText(after, path).text)];
  const most = Math.min(from.length, to.length);
  let head = 0;
  while (head < most && from[head] === to[head]) head++;
  let tail = 0;
  while (tail < most - head && from[from.length - 1 - tail] === to[to.length - 1 - tail]) tail++;
  const starts = startsOf(from);
  const edit = (first: number, oldEnd: number, newEnd: number): FindingEdit => {
    const point = (line: number): FindingEdit['start'] => {
      const offset = starts[line] ?? old.text.length;
      return { ...old.position(offset), offset };
    };
    return { path, start: point(first), end: point(oldEnd), text: to.slice(first, newEnd).join('') };
  };
  if (from.length === to.length) return runsOf(from, to).map(([first, end]) => edit(first, end, end));
  return [edit(head, from.length - tail, to.length - tail)];
}

/** Lines with their ends. */
function linesOf(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

function startsOf(lines: readonly string[]): readonly number[] {
  const starts = [0];
  for (const line of lines) starts.push((starts.at(-1) ?? 0) + line.length);
  return starts;
}

/** First line and end of each run of lines that differ; both texts have the same number of lines. */
function runsOf(from: readonly string[], to: readonly string[]): readonly (readonly [number, number])[] {
  const runs: [number, number][] = [];
  for (const [index, line] of from.entries()) {
    if (line === to[index]) continue;
    const last = runs.at(-1);
    if (last?.[1] === index) last[1] = index + 1;
    else runs.push([index, index + 1]);
  }
  return runs;
}
