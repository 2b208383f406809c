import type { Located } from '../text/located.ts';
import { type CommandWord, partOfWord } from './command-nodes.ts';
import { type FlagGrammar, type FlagSpec, findFlag } from './flag-grammar.ts';

/** A flag as given. */
export interface CommandFlag extends Located {
  /** Every spelling of the flag, with dashes; for an unknown flag the one that was used. */
  readonly names: readonly string[];
  /** False if the tool's table does not have it; whether it takes the next word is then not known. */
  readonly known: boolean;
  /** The value: the rest of the word, or the next word. */
  readonly value: CommandWord | undefined;
  /** The word that the flag stands in; several short flags can share one. */
  readonly word: CommandWord;
}

/** A command's arguments, read as its tool does. */
export interface CommandArguments {
  /** The tool whose table was used: `pip` for `python3 -m pip`. */
  readonly tool: string;
  /** Names of the subcommands in order, by their first spelling: `['install']`, `['pip', 'install']`. */
  readonly subcommands: readonly string[];
  readonly subcommandWords: readonly CommandWord[];
  readonly flags: readonly CommandFlag[];
  /** Arguments that are neither flags, their values, nor subcommands. */
  readonly operands: readonly CommandWord[];
  /** False if an unknown flag may have taken one of the operands. */
  readonly operandsCertain: boolean;
  /** False if an expansion outside quotes may add flags or operands: a flag that is not here may be given all the same. */
  readonly complete: boolean;
}

/** The flag with this spelling (`--yes` finds `-y` too), the last if it is given twice; or undefined. */
export function flagOf(args: CommandArguments, name: string): CommandFlag | undefined {
  return args.flags.findLast((flag) => flag.names.includes(name));
}

/** How often a flag is given: `-qq` is two. */
export function countFlag(args: CommandArguments, name: string): number {
  return args.flags.filter((flag) => flag.names.includes(name)).length;
}

interface Reading {
  grammar: FlagGrammar;
  readonly words: readonly CommandWord[];
  at: number;
  readonly flags: CommandFlag[];
  readonly operands: CommandWord[];
  readonly subcommands: string[];
  readonly subcommandWords: CommandWord[];
  operandsCertain: boolean;
  complete: boolean;
}

/** Reads words by a grammar. `rest`: the index of the first word that is not read, where operands end the flags. */
export function readArguments(
  grammar: FlagGrammar,
  words: readonly CommandWord[],
): { readonly result: CommandArguments; readonly rest: number } {
  const reading: Reading = {
    grammar,
    words,
    at: 0,
    flags: [],
    operands: [],
    subcommands: [],
    subcommandWords: [],
    operandsCertain: true,
    complete: true,
  };
  let rest = words.length;
  while (reading.at < words.length) {
    const word = words[reading.at];
    if (!word) break;
    if (word.value === '--') {
      rest = reading.at + 1;
      reading.operands.push(...words.slice(rest));
      break;
    }
    if (isFlag(reading, word)) {
      readFlagWord(reading, word);
    } else if (reading.grammar.style.operandsEndFlags) {
      rest = reading.at;
      break;
    } else {
      readOperand(reading, word);
    }
    reading.at++;
  }
  for (const operand of reading.operands) if (operand.splits && operand.prefix === '') reading.complete = false;
  const { flags, operands, subcommands, subcommandWords, operandsCertain, complete } = reading;
  const result = { tool: grammar.tool, subcommands, subcommandWords, flags, operands, operandsCertain, complete };
  return { result, rest };
}

function isFlag(reading: Reading, word: CommandWord): boolean {
  const { prefix } = word;
  if (prefix.startsWith('-')) return prefix.length > 1 || word.value === undefined;
  return reading.at === 0 && reading.grammar.style.bareBundle && /^[A-Za-z]+$/.test(word.value ?? '');
}

function readOperand(reading: Reading, word: CommandWord): void {
  const { subcommands } = reading.grammar;
  const chosen = word.value === undefined ? undefined : subcommands.get(word.value);
  const isFirst = reading.operands.length === 0;
  if (chosen && isFirst) {
    reading.subcommands.push(chosen.name);
    reading.subcommandWords.push(word);
    reading.grammar = chosen.grammar;
    return;
  }
  reading.operands.push(word);
}

function readFlagWord(reading: Reading, word: CommandWord): void {
  const { prefix } = word;
  const { style } = reading.grammar;
  if (!prefix.startsWith('-')) {
    readBareBundle(reading, word);
    return;
  }
  const equals = prefix.indexOf('=');
  const name = equals < 0 ? prefix : prefix.slice(0, equals);
  const whole =
    prefix.startsWith('--') || prefix.length > 2 || !style.bundles ? findFlag(reading.grammar, name) : undefined;
  if (whole && (equals >= 0 || word.value !== undefined)) {
    addWhole(reading, word, whole, equals);
  } else if (prefix.startsWith('--') || !style.bundles) {
    addUnknown(reading, word, name, equals >= 0);
  } else {
    readBundle(reading, word, 1);
  }
}

function addWhole(reading: Reading, word: CommandWord, spec: FlagSpec, equals: number): void {
  const attached = equals >= 0 ? partOfWord(word, equals + 1) : undefined;
  const value = attached ?? (spec.arity === 'value' ? nextWord(reading) : undefined);
  add(reading, spec.names, true, value, word);
}

/** An unknown flag without `=` may take the next word as its value. */
function addUnknown(reading: Reading, word: CommandWord, name: string, hasValue: boolean): void {
  if (!hasValue) reading.operandsCertain = false;
  if (word.value === undefined && !hasValue) reading.complete = false;
  add(reading, [name], false, hasValue ? partOfWord(word, name.length + 1) : undefined, word);
}

function nextWord(reading: Reading): CommandWord | undefined {
  return reading.words[++reading.at];
}

function add(
  reading: Reading,
  names: readonly string[],
  known: boolean,
  value: CommandWord | undefined,
  word: CommandWord,
): void {
  reading.flags.push({ source: word.source, span: word.span, names, known, value, word });
}

/** Short flags in one word; the first that takes a value has the rest of it. */
function readBundle(reading: Reading, word: CommandWord, from: number): void {
  const { prefix } = word;
  for (let at = from; at < prefix.length; at++) {
    const name = `-${prefix[at]}`;
    const spec = findFlag(reading.grammar, name);
    if (!spec) {
      addUnknown(reading, word, name, false);
      return;
    }
    if (spec.arity === 'none') {
      add(reading, spec.names, true, undefined, word);
      continue;
    }
    const equals = reading.grammar.style.shortEquals && prefix[at + 1] === '=';
    // `-qq=2` is apt's: without the sign, the letters behind an optional value are flags.
    if (reading.grammar.style.shortEquals && spec.arity === 'optional' && !equals) {
      add(reading, spec.names, true, undefined, word);
      continue;
    }
    const isLast = at + 1 === prefix.length && word.value !== undefined;
    const rest = isLast ? undefined : partOfWord(word, at + (equals ? 2 : 1));
    add(reading, spec.names, true, rest ?? (spec.arity === 'value' ? nextWord(reading) : undefined), word);
    return;
  }
  if (word.value === undefined) reading.complete = false;
}

/** `tar xzf file`: each letter that takes a value has a word of its own, in order. */
function readBareBundle(reading: Reading, word: CommandWord): void {
  for (const letter of word.prefix) {
    const spec = findFlag(reading.grammar, `-${letter}`);
    if (spec) add(reading, spec.names, true, spec.arity === 'value' ? nextWord(reading) : undefined, word);
    else addUnknown(reading, word, `-${letter}`, false);
  }
}
