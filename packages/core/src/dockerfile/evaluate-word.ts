import { parseShellPattern, withoutPrefix, withoutSuffix, withReplacement } from './shell-pattern.ts';
import { type LexedPart, type LexedVariable, splitsWords, unsupportedModifier } from './word-lexer.ts';

/**
 * What a variable holds. `default`: the file's own default, which a build may override. `unknown`: it may be set, to
 * something that can't be known from the files.
 */
export type VariableValue =
  | { readonly state: 'known' | 'default'; readonly value: string }
  | { readonly state: 'unknown' };

/** Where names are looked up; undefined means: not set. */
export interface Environment {
  get(name: string): VariableValue | undefined;
}

export type ValueState = 'known' | 'default' | 'unknown';

export interface EvaluationOptions {
  readonly env: Environment;
  /** Variables that are not set stay as text; BuildKit looks for heredocs so. */
  readonly keepUnset?: boolean;
}

/** What evaluation saw and found wrong. One object per word, changed in place. */
export interface Evaluation {
  readonly options: EvaluationOptions;
  readonly matched: Set<string>;
  readonly unmatched: Set<string>;
  readonly unknown: Set<string>;
  failure: { readonly message: string; readonly variable: LexedVariable } | undefined;
  /** Characters that patterns may still look at. */
  budget: number;
}

/** A text under construction; meaningless while `unknown`. */
interface Result {
  text: string;
  state: ValueState;
}

interface Frame {
  readonly parts: readonly LexedPart[];
  next: number;
  readonly result: Result;
  /** The variable whose operand this is; undefined for quotes. */
  readonly variable: LexedVariable | undefined;
  /** The first word of a replacement, once this is the second. */
  readonly pattern: Result | undefined;
}

/** Longer values are taken as unknown: `ENV A=$A$A` doubles on every line. */
const maximalLength = 1 << 18;
const patternBudget = 1 << 22;

export const newEvaluation = (options: EvaluationOptions): Evaluation => ({
  options,
  matched: new Set(),
  unmatched: new Set(),
  unknown: new Set(),
  failure: undefined,
  budget: patternBudget,
});

const frameOf = (parts: readonly LexedPart[], variable?: LexedVariable, pattern?: Result): Frame => ({
  parts,
  next: 0,
  result: { text: '', state: 'known' },
  variable,
  pattern,
});

/** The text of `parts`. Operands are evaluated even where they are not used, as in BuildKit. Iterative. */
export function evaluateParts(evaluation: Evaluation, parts: readonly LexedPart[]): Result {
  const bottom = frameOf(parts);
  const frames = [bottom];
  for (let frame = frames.at(-1); frame; frame = frames.at(-1)) {
    const part = frame.parts[frame.next++];
    if (evaluation.failure) break;
    if (!part) {
      frames.pop();
      closeFrame(evaluation, frames, frame);
    } else if (part.kind === 'literal') {
      append(frame.result, part.text, 'known');
    } else if (part.kind === 'quoted') {
      frames.push(frameOf(part.parts));
    } else if (part.operator === undefined) {
      const value = lookUp(evaluation, part);
      if (value) append(frame.result, value.text, value.state);
      else if (evaluation.options.keepUnset)
        append(frame.result, part.braces ? `\${${part.name}}` : `$${part.name}`, 'known');
    } else {
      frames.push(frameOf(part.operand, part));
    }
  }
  return bottom.result;
}

function append(result: Result, text: string, state: ValueState): void {
  if (state === 'unknown' || result.state === 'unknown') result.state = 'unknown';
  else if (state === 'default') result.state = 'default';
  if (result.state === 'unknown') return;
  result.text += text;
  if (result.text.length > maximalLength) {
    result.state = 'unknown';
    result.text = '';
  }
}

function lookUp(evaluation: Evaluation, variable: LexedVariable): Result | undefined {
  const value = evaluation.options.env.get(variable.name);
  if (!value) {
    evaluation.unmatched.add(variable.name);
    return undefined;
  }
  evaluation.matched.add(variable.name);
  if (value.state !== 'unknown') return { text: value.value, state: value.state };
  evaluation.unknown.add(variable.name);
  return { text: '', state: 'unknown' };
}

function closeFrame(evaluation: Evaluation, frames: Frame[], frame: Frame): void {
  const parent = frames.at(-1);
  if (!parent) return;
  const { variable } = frame;
  if (!variable) {
    append(parent.result, frame.result.text, frame.result.state);
  } else if (variable.operator?.startsWith('/') && !frame.pattern) {
    frames.push(frameOf(variable.replacement, variable, frame.result));
  } else {
    const value = lookUp(evaluation, variable);
    const result = applyOperator(evaluation, variable, value, frame);
    append(parent.result, result.text, result.state);
  }
}

const nothing: Result = { text: '', state: 'known' };
const somethingUnknown: Result = { text: '', state: 'unknown' };

function applyOperator(
  evaluation: Evaluation,
  variable: LexedVariable,
  value: Result | undefined,
  frame: Frame,
): Result {
  const operator = variable.operator ?? '';
  const word = frame.result;
  if (!value && evaluation.options.keepUnset) {
    const text = frame.pattern
      ? `\${${variable.name}/${frame.pattern.text}/${word.text}}`
      : `\${${variable.name}${operator}${word.text}}`;
    return { text, state: 'known' };
  }
  if (operator.startsWith('/')) return replaced(evaluation, variable, value ?? nothing, frame);
  if (operator === '#' || operator === '%') return trimmed(evaluation, variable, value ?? nothing, word);
  const kind = operator.startsWith(':') ? operator.slice(1) : operator;
  if (kind === '-') return emptyState(value, operator) === 'no' ? (value ?? nothing) : either(value, operator, word);
  if (kind === '+') {
    const empty = emptyState(value, operator);
    return empty === 'yes' ? weaker(value) : empty === 'no' ? weaker(value, word) : somethingUnknown;
  }
  if (kind === '?') {
    if (emptyState(value, operator) === 'yes') failUnset(evaluation, variable, value, word);
    return value ?? nothing;
  }
  evaluation.failure = { message: unsupportedModifier(operator), variable };
  return nothing;
}

/** Whether the operator takes the variable as missing: it is not set or, with `:`, empty. */
function emptyState(value: Result | undefined, operator: string): 'yes' | 'no' | 'unknown' {
  if (!value) return 'yes';
  if (value.state === 'unknown') return 'unknown';
  return operator.startsWith(':') && value.text === '' ? 'yes' : 'no';
}

/** The default word, where the variable is certainly missing. */
function either(value: Result | undefined, operator: string, word: Result): Result {
  return emptyState(value, operator) === 'yes' ? weaker(value, word) : somethingUnknown;
}

/** `word`, chosen because of `value`: no more certain than that. */
function weaker(value: Result | undefined, word: Result = nothing): Result {
  if (value?.state !== 'default' || word.state === 'unknown') return word;
  return { text: word.text, state: 'default' };
}

function failUnset(evaluation: Evaluation, variable: LexedVariable, value: Result | undefined, word: Result): void {
  const otherwise = value ? 'is not allowed to be empty' : 'is not allowed to be unset';
  const text = word.state === 'unknown' || word.text === '' ? otherwise : word.text;
  // A build argument may still give it another value than the file's default.
  if (value?.state !== 'default') evaluation.failure = { message: `${variable.name}: ${text}`, variable };
}

function trimmed(evaluation: Evaluation, variable: LexedVariable, value: Result, word: Result): Result {
  if (word.state === 'unknown') return somethingUnknown;
  const longest = word.text.startsWith(variable.operator ?? '');
  const pattern = parseShellPattern(longest ? word.text.slice(1) : word.text);
  if (typeof pattern === 'string') {
    evaluation.failure = { message: pattern, variable };
    return nothing;
  }
  if (value.state === 'unknown' || !affordable(evaluation, value.text.length * (pattern.length + 1)))
    return somethingUnknown;
  const trim = variable.operator === '#' ? withoutPrefix : withoutSuffix;
  return { text: trim(pattern, value.text, longest), state: strongest(value, word) };
}

function replaced(evaluation: Evaluation, variable: LexedVariable, value: Result, frame: Frame): Result {
  const source = frame.pattern ?? nothing;
  if (source.state === 'unknown') return somethingUnknown;
  const pattern = parseShellPattern(source.text);
  if (typeof pattern === 'string') {
    evaluation.failure = { message: pattern, variable };
    return nothing;
  }
  const { result: replacement } = frame;
  const cost =
    value.text.length * value.text.length * (pattern.length + 1) + value.text.length * replacement.text.length;
  const unknown = value.state === 'unknown' || replacement.state === 'unknown';
  if (unknown || !affordable(evaluation, cost)) return somethingUnknown;
  const text = withReplacement(pattern, value.text, replacement.text, variable.operator === '//');
  return { text, state: strongest(value, source, replacement) };
}

const strongest = (...results: readonly Result[]): ValueState =>
  results.some((result) => result.state === 'default') ? 'default' : 'known';

function affordable(evaluation: Evaluation, cost: number): boolean {
  evaluation.budget -= cost;
  return evaluation.budget >= 0;
}

/** One word of `splitWords`; `start` and `end` are offsets in the text that was lexed. */
export interface SplitWord {
  readonly text: string;
  readonly state: ValueState;
  readonly start: number;
  readonly end: number;
}

interface Splitter {
  readonly words: SplitWord[];
  buffer: string;
  state: ValueState;
  inWord: boolean;
  start: number;
  end: number;
}

/**
 * The words of a lexed text: split at white space that is neither quoted nor escaped, after expansion
 * (`ProcessWords` in BuildKit). An operand drops what stands before it in the same word: BuildKit's inner and outer
 * reading share a buffer.
 */
export function splitWords(evaluation: Evaluation, parts: readonly LexedPart[]): readonly SplitWord[] {
  const splitter: Splitter = { words: [], buffer: '', state: 'known', inWord: false, start: 0, end: 0 };
  for (const part of parts) {
    const result = evaluateParts(evaluation, [part]);
    if (hasOperand(part)) splitter.buffer = '';
    const fixed = part.kind === 'quoted' || (part.kind === 'literal' && part.fixed);
    if (result.state === 'unknown') splitter.state = 'unknown';
    if (fixed) addFixed(splitter, result.text, part);
    else addSplit(splitter, result.text, part);
  }
  flush(splitter);
  return splitter.words;
}

function hasOperand(part: LexedPart): boolean {
  const open = [part];
  for (let next = open.pop(); next; next = open.pop()) {
    if (next.kind === 'variable' && next.operator !== undefined) return true;
    if (next.kind === 'quoted') open.push(...next.parts);
  }
  return false;
}

function addFixed(splitter: Splitter, text: string, part: LexedPart): void {
  if (splitter.buffer === '') splitter.start = part.start;
  splitter.buffer += text;
  splitter.end = part.end;
  splitter.inWord = true;
}

function addSplit(splitter: Splitter, text: string, part: LexedPart): void {
  // Only a literal has its characters at their own offsets.
  const verbatim = part.kind === 'literal' && part.text.length === part.end - part.start;
  for (let at = 0; at < text.length; ) {
    const from = at;
    if (splitsWords(text, at)) {
      while (at < text.length && splitsWords(text, at)) at++;
      if (splitter.inWord) flush(splitter);
      continue;
    }
    while (at < text.length && !splitsWords(text, at)) at++;
    if (splitter.buffer === '') splitter.start = verbatim ? part.start + from : part.start;
    splitter.buffer += text.slice(from, at);
    splitter.end = verbatim ? part.start + at : part.end;
    splitter.inWord = true;
  }
}

function flush(splitter: Splitter): void {
  if (splitter.buffer === '' && splitter.state !== 'unknown') return;
  const { buffer, state, start, end } = splitter;
  splitter.words.push({ text: buffer, state, start, end });
  splitter.buffer = '';
  splitter.state = 'known';
  splitter.inWord = false;
}
