import type { TextChange } from './fix-project.ts';

/** Lines around a change that are shown with it. */
const context = 3;

/** A run of lines that differ: `[start, end)` in each text, counted from 0. */
interface Difference {
  readonly before: readonly [start: number, end: number];
  readonly after: readonly [start: number, end: number];
}

/**
 * A change of one file in the form that `git apply` and `patch -p1` take: three lines around each change, names with
 * `a/` and `b/`. Empty if nothing changed. Lines are as they stand, line ends and control characters included. Not always the
 * shortest difference, but found in linear time but for sorting.
 */
export function unifiedDiff({ path, before, after }: TextChange): string {
  const from = linesOf(before);
  const to = linesOf(after);
  const differences = differencesOf(from, to);
  if (differences.length === 0) return '';
  const hunks = hunksOf(differences).map((hunk) => showHunk(hunk, from, to));
  return [`--- ${quoteName(`a/${path}`)}\n`, `+++ ${quoteName(`b/${path}`)}\n`, ...hunks].join('');
}

/** With their line ends; the last may have none. */
function linesOf(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** As git writes names in a diff: quoted if a character would break the line, followed by a tab if there is a blank. */
function quoteName(name: string): string {
  if (!/["\\\p{Cc}]/u.test(name)) return name.includes(' ') ? `${name}\t` : name;
  const escaped = name.replace(/["\\]/g, '\\$&').replace(/\p{Cc}/gu, (character) => {
    return [...utf8Of(character.codePointAt(0) ?? 0)].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');
  });
  return `"${escaped}"`;
}

/** The bytes of a control character: all are below U+00A0. */
function utf8Of(code: number): readonly number[] {
  return code < 0x80 ? [code] : [0xc0 | (code >> 6), 0x80 | (code & 0x3f)];
}

/** Lines that occur once in both texts are held together, and what lies between them is compared again. */
function differencesOf(from: readonly string[], to: readonly string[]): readonly Difference[] {
  const found: Difference[] = [];
  const open: Difference[] = [{ before: [0, from.length], after: [0, to.length] }];
  for (let part = open.pop(); part !== undefined; part = open.pop()) {
    const rest = trimmed(part, from, to);
    const { before, after } = rest;
    if (before[0] === before[1] && after[0] === after[1]) continue;
    const anchors = before[0] === before[1] || after[0] === after[1] ? [] : anchorsOf(rest, from, to);
    if (anchors.length === 0) {
      found.push(rest);
      continue;
    }
    // The first part is taken from the stack first, so that differences come in order.
    const parts: Difference[] = [];
    let [left, right] = [before[0], after[0]];
    for (const [inFrom, inTo] of anchors) {
      parts.push({ before: [left, inFrom], after: [right, inTo] });
      [left, right] = [inFrom + 1, inTo + 1];
    }
    parts.push({ before: [left, before[1]], after: [right, after[1]] });
    open.push(...parts.reverse());
  }
  return found;
}

/** Without what is equal at both ends. */
function trimmed({ before, after }: Difference, from: readonly string[], to: readonly string[]): Difference {
  let [left, right] = [before[0], after[0]];
  while (left < before[1] && right < after[1] && from[left] === to[right]) {
    left++;
    right++;
  }
  let [leftEnd, rightEnd] = [before[1], after[1]];
  while (leftEnd > left && rightEnd > right && from[leftEnd - 1] === to[rightEnd - 1]) {
    leftEnd--;
    rightEnd--;
  }
  return { before: [left, leftEnd], after: [right, rightEnd] };
}

/** Pairs of equal lines, each the only one of its text in this part, ascending in both. */
function anchorsOf(
  { before, after }: Difference,
  from: readonly string[],
  to: readonly string[],
): readonly (readonly [number, number])[] {
  const inFrom = onlyLines(from, before);
  const pairs: (readonly [number, number])[] = [];
  for (const [line, index] of onlyLines(to, after)) {
    const partner = inFrom.get(line);
    if (partner !== undefined && partner !== -1 && index !== -1) pairs.push([partner, index]);
  }
  return ascending(pairs);
}

/** The index of each line that occurs once; -1 for the others. */
function onlyLines(lines: readonly string[], [start, end]: readonly [number, number]): ReadonlyMap<string, number> {
  const only = new Map<string, number>();
  for (let index = start; index < end; index++) {
    const line = lines[index] ?? '';
    only.set(line, only.has(line) ? -1 : index);
  }
  return only;
}

/** A longest run of pairs that ascends in both numbers (patience sorting); they ascend in the second as given. */
function ascending(pairs: readonly (readonly [number, number])[]): readonly (readonly [number, number])[] {
  interface Link {
    readonly pair: readonly [number, number];
    readonly previous: Link | undefined;
  }
  const tails: Link[] = [];
  for (const pair of pairs) {
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((tails[middle]?.pair[0] ?? 0) < pair[0]) low = middle + 1;
      else high = middle;
    }
    tails[low] = { pair, previous: tails[low - 1] };
  }
  const run: (readonly [number, number])[] = [];
  for (let link = tails.at(-1); link; link = link.previous) run.push(link.pair);
  return run.reverse();
}

/** Differences whose surrounding lines touch are shown as one. */
function hunksOf(differences: readonly Difference[]): readonly (readonly Difference[])[] {
  const hunks: Difference[][] = [];
  for (const difference of differences) {
    const last = hunks.at(-1)?.at(-1);
    if (last && difference.before[0] - last.before[1] <= 2 * context) hunks.at(-1)?.push(difference);
    else hunks.push([difference]);
  }
  return hunks;
}

function showHunk(hunk: readonly Difference[], from: readonly string[], to: readonly string[]): string {
  const [first, last] = [hunk[0], hunk.at(-1)];
  if (!first || !last) return '';
  const lead = Math.min(context, first.before[0]);
  const tail = Math.min(context, from.length - last.before[1]);
  const [start, end] = [first.before[0] - lead, last.before[1] + tail];
  const [startAfter, endAfter] = [first.after[0] - lead, last.after[1] + tail];
  const shown: string[] = [];
  let at = start;
  for (const { before, after } of hunk) {
    shown.push(...marked(' ', from.slice(at, before[0])), ...marked('-', from.slice(...before)));
    shown.push(...marked('+', to.slice(...after)));
    at = before[1];
  }
  shown.push(...marked(' ', from.slice(at, end)));
  return `@@ -${rangeOf(start, end)} +${rangeOf(startAfter, endAfter)} @@\n${shown.join('')}`;
}

/** First line, 1-based, and how many; an empty range names the line before it. */
function rangeOf(start: number, end: number): string {
  const count = end - start;
  const first = count === 0 ? start : start + 1;
  return count === 1 ? String(first) : `${first},${count}`;
}

function marked(mark: string, lines: readonly string[]): readonly string[] {
  return lines.map((line) => (line.endsWith('\n') ? mark + line : `${mark}${line}\n\\ No newline at end of file\n`));
}
