/** More edits than this between two texts are not told apart: the part where they are is changed as a whole. */
const maxEdits = 1000;

/**
 * For each line of `after`, at its 0-based index, the 1-based line of `before` that it was, or 0 if it is new or changed.
 * A carriage return at the end of a line does not count. Source: Myers, "An O(ND) difference algorithm" (1986).
 */
export function linesBefore(before: string, after: string): Int32Array {
  const a = before.split(/\r?\n/);
  const b = after.split(/\r?\n/);
  const lines = new Int32Array(b.length);
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) lines[start] = ++start;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) {
    end++;
    lines[b.length - end] = a.length - end + 1;
  }
  const middleA = a.slice(start, a.length - end);
  const middleB = b.slice(start, b.length - end);
  for (const [x, y] of commonLines(middleA, middleB)) lines[start + y] = start + x + 1;
  return lines;
}

/** Pairs of indices of equal lines, both ascending: as many as there can be, or none if the texts are too different. */
function commonLines(a: readonly string[], b: readonly string[]): readonly (readonly [number, number])[] {
  if (a.length === 0 || b.length === 0) return [];
  const trace: Int32Array[] = [];
  const most = Math.min(a.length + b.length, maxEdits);
  // The furthest x on each diagonal k = x - y, at k + most + 1.
  const furthest = new Int32Array(2 * most + 3);
  for (let edits = 0; edits <= most; edits++) {
    for (let k = -edits; k <= edits; k += 2) {
      const at = k + most + 1;
      const goesDown = k === -edits || (k !== edits && valueAt(furthest, at - 1) < valueAt(furthest, at + 1));
      let x = goesDown ? valueAt(furthest, at + 1) : valueAt(furthest, at - 1) + 1;
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x++;
      furthest[at] = x;
      if (x >= a.length && x - k >= b.length) return walkBack(trace, a.length, b.length);
    }
    trace.push(furthest.slice(most + 1 - edits, most + 2 + edits));
  }
  return [];
}

/** The equal lines on the way back from the ends; `trace` has the furthest points after each number of edits. */
function walkBack(
  trace: readonly Int32Array[],
  endOfA: number,
  endOfB: number,
): readonly (readonly [number, number])[] {
  const pairs: (readonly [number, number])[] = [];
  let x = endOfA;
  let y = endOfB;
  for (let step = trace.length; step > 0; step--) {
    const k = x - y;
    // Diagonals -(step - 1) to step - 1, as they were after one edit less.
    const earlier = trace[step - 1] ?? new Int32Array();
    const on = (diagonal: number): number =>
      Math.abs(diagonal) > step - 1 ? Number.MIN_SAFE_INTEGER : valueAt(earlier, diagonal + step - 1);
    const goesDown = k === -step || (k !== step && on(k - 1) < on(k + 1));
    const beforeX = goesDown ? on(k + 1) : on(k - 1);
    const beforeY = beforeX - (goesDown ? k + 1 : k - 1);
    const stopX = goesDown ? beforeX : beforeX + 1;
    while (x > stopX) pairs.push([--x, --y]);
    x = beforeX;
    y = beforeY;
  }
  while (x > 0 && y > 0) pairs.push([--x, --y]);
  return pairs.reverse();
}

function valueAt(list: Int32Array, index: number): number {
  return list[index] ?? 0;
}
