import type { Heredoc, Instruction, KeyValuePair, VariablePart, Word, WordPart } from '@plimsoll/core/rule';
import { wordParts } from '@plimsoll/core/rule';

/** A text of an instruction in which the builder expands variables. */
export interface ExpandedWord {
  readonly word: Word;
  /** The body of a heredoc: quotes are ordinary characters there. */
  readonly heredoc: boolean;
  /** The pair that it is a part of. */
  readonly pair: KeyValuePair | undefined;
}

const plain = (word: Word | undefined, pair?: KeyValuePair): readonly ExpandedWord[] =>
  word ? [{ word, heredoc: false, pair }] : [];

/**
 * What the builder expands in an instruction of a stage, in order; EXPOSE is left out, where BuildKit does not look for
 * variables that are not set. See "Environment replacement" in Docker's reference and `Expand` in BuildKit's commands.go.
 */
export function expandedWords(instruction: Instruction): readonly ExpandedWord[] {
  switch (instruction.kind) {
    case 'Env':
    case 'Label':
      return instruction.pairs.flatMap((pair) => [...plain(pair.key, pair), ...plain(pair.value, pair)]);
    case 'Arg':
      return instruction.pairs.flatMap((pair) => plain(pair.value, pair));
    case 'Add':
    case 'Copy':
      return [
        ...flagValues(instruction, ['chown', 'chmod', ...(instruction.kind === 'Add' ? ['checksum'] : [])]),
        ...instruction.sources.flatMap((word) => plain(word)),
        ...plain(instruction.destination),
        ...instruction.heredocs.filter((heredoc) => heredoc.expand).map(bodyOf),
      ];
    case 'Workdir':
    case 'User':
    case 'Stopsignal':
      return plain(instruction.value);
    case 'Volume':
      return instruction.paths.flatMap((word) => plain(word));
    case 'Run':
      return instruction.mounts.flatMap((mount) =>
        mount.fields.flatMap((field) => (field.key === 'from' ? [] : plain(field.value))),
      );
    default:
      return [];
  }
}

function flagValues({ flags }: Instruction, names: readonly string[]): readonly ExpandedWord[] {
  return flags.flatMap((flag) => (names.includes(flag.name) ? plain(flag.value) : []));
}

/** A body is expanded with a backslash as its escape, whatever the file's is. */
function bodyOf({ body, source, span }: Heredoc): ExpandedWord {
  const word: Word = { kind: 'Word', text: body.text, derived: body, escape: '\\', source, span };
  return { word, heredoc: true, pair: undefined };
}

/** A use of a variable. */
export interface VariableUse {
  readonly part: VariablePart;
  /** It says itself what happens if the variable is not set (`${x:-y}`), or stands in the operand of one that does. */
  readonly guarded: boolean;
}

const operators = new Set(['-', ':-', '+', ':+', '?', ':?', '#', '%', '/', '//']);

/** The variables of a word, those in operands too, in order; none if the builder can't read the word. */
export function variableUses({ word, heredoc }: Pick<ExpandedWord, 'word' | 'heredoc'>): readonly VariableUse[] {
  if (!word.text.includes('$')) return [];
  const uses: VariableUse[] = [];
  const open: { readonly part: WordPart; readonly guarded: boolean }[] = [];
  const push = (parts: readonly WordPart[], guarded: boolean): void => {
    for (const part of parts.toReversed()) open.push({ part, guarded });
  };
  push(wordParts(word, heredoc ? { raw: true } : {}) ?? [], false);
  for (let next = open.pop(); next; next = open.pop()) {
    const { part } = next;
    if (part.kind !== 'variable') continue;
    if (part.operator !== undefined && !operators.has(part.operator)) return [];
    const guarded = next.guarded || (part.operator !== undefined && /^:?[-+?]$/.test(part.operator));
    uses.push({ part, guarded });
    push(part.replacement, guarded);
    push(part.operand, guarded);
  }
  return uses;
}
