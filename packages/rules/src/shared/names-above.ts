import { type Build, fact, type Instruction, type KeyValuePair, type Stage } from '@plimsoll/core/rule';

/** So many names are looked through for one that was meant: each costs the product of the lengths. */
const maximalCandidates = 64;

/** The last names that the instruction's stage sets before it. */
export function namesAbove(build: Build, instruction: Instruction): readonly string[] {
  const stage = build.dockerfile.root.stages[instruction.stageIndex ?? -1];
  const pairs = stage ? pairsOf(stage) : [];
  let low = 0;
  let high = pairs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((pairs[middle]?.span.start ?? 0) < instruction.span.start) low = middle + 1;
    else high = middle;
  }
  return pairs.slice(Math.max(0, low - maximalCandidates), low).map(({ key }) => key.text);
}

const pairsOf = fact('rules/pairs-of-stage@1', ({ instructions }: Stage): readonly KeyValuePair[] =>
  instructions.flatMap((one) => (one.kind === 'Env' || one.kind === 'Arg' ? one.pairs : [])),
);
