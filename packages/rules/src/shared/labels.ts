import {
  type Build,
  environmentAt,
  expandWord,
  fact,
  type Instruction,
  type KeyValuePair,
  type LabelInstruction,
  type Located,
  literalValue,
  remove,
  type TextEdit,
  textAt,
} from '@plimsoll/core/rule';

/** What the value of a label may have to be, for the options of rules. */
export const labelTypes = ['text', 'url', 'rfc3339', 'spdx', 'commit', 'semver', 'email'] as const;

/** A pair of LABEL whose key is known. */
export interface Label {
  readonly instruction: LabelInstruction;
  readonly pair: KeyValuePair;
  /** Without quotes. */
  readonly key: string;
}

const none: readonly Label[] = [];

/** The labels that some instructions set, in order; keys that hold a variable are left out. */
export function labelsIn(instructions: readonly Instruction[]): readonly Label[] {
  let found: Label[] | undefined;
  for (const instruction of instructions) {
    if (instruction.kind !== 'Label') continue;
    found ??= [];
    found.push(...labelsOf(instruction));
  }
  return found ?? none;
}

/** The labels that one instruction sets. */
export const labelsOf = fact('rules/labels@1', (instruction: LabelInstruction): readonly Label[] =>
  instruction.pairs.flatMap((pair) => {
    const key = literalValue(pair.key);
    return key === undefined ? [] : [{ instruction, pair, key }];
  }),
);

/** A label's value; undefined where it is not known, and where builds differ. */
export function labelValue({ instruction, pair }: Label, builds: readonly Build[]): string | undefined {
  const { value } = pair;
  if (!value) return '';
  let found: string | undefined;
  for (const build of builds) {
    const expansion = expandWord(value, environmentAt(build, instruction));
    if (expansion.state !== 'known' && expansion.state !== 'default') return undefined;
    if (found !== undefined && found !== expansion.value) return undefined;
    found = expansion.value;
  }
  return found;
}

/**
 * Removes one pair of LABEL or ENV, or the whole instruction where there is no other; null where a comment or another
 * instruction on the lines between could be lost, and beside a key without a value: the build refuses that, and what is
 * meant is not known.
 */
export function removePair(
  instruction: Instruction & { readonly pairs: readonly KeyValuePair[] },
  pair: KeyValuePair,
): readonly TextEdit[] | null {
  const { pairs, source } = instruction;
  if (pairs.some(({ separator }) => separator === 'none')) return null;
  const at = pairs.indexOf(pair);
  const previous = pairs[at - 1];
  const next = pairs[at + 1];
  if (pair.separator === 'legacy' || (!previous && !next)) return removeLines(instruction);
  const span = previous
    ? { start: previous.span.end, end: pair.span.end }
    : { start: pair.span.start, end: next?.span.start ?? pair.span.end };
  const place = { source, span };
  return textAt(place).includes('#') ? null : [remove(place)];
}

/** Removes an instruction with its line end; null for one that a comment or ONBUILD belongs to. */
export function removeLines(instruction: Instruction): readonly TextEdit[] | null {
  const { source, span, leadingComments, onbuild } = instruction;
  if (leadingComments.length > 0 || onbuild) return null;
  return [remove(wholeLines({ source, span }))];
}

function wholeLines({ source, span }: Located): Located {
  const { text } = source;
  let { start, end } = span;
  while (start > 0 && (text[start - 1] === ' ' || text[start - 1] === '\t')) start--;
  const newline = text.indexOf('\n', end);
  end = newline < 0 ? text.length : newline + 1;
  return { source, span: { start, end } };
}
