import type { Located } from '../text/located.ts';
import type { Span } from '../text/span.ts';
import { type Environment, evaluateParts, newEvaluation, splitWords } from './evaluate-word.ts';
import type { Word } from './nodes.ts';
import { type LexedPart, type LexedVariable, lexWord } from './word-lexer.ts';

export type { Environment, VariableValue } from './evaluate-word.ts';

/** Characters of a word as they are, without quotes and escapes. */
export interface LiteralPart extends Located {
  readonly kind: 'literal';
  readonly value: string;
  /** Offsets in the word's own text. */
  readonly inWord: Span;
  /** In quotes or escaped. */
  readonly quoted: boolean;
}

/** `$name`, `${name}` or `${name<operator>operand}`. */
export interface VariablePart extends Located {
  readonly kind: 'variable';
  readonly name: string;
  readonly inWord: Span;
  /** In double quotes. */
  readonly quoted: boolean;
  /** `-`, `:-`, `+`, `:+`, `?`, `:?`, `#`, `%`, `/` or `//`; a second `#` or `%` begins the operand. */
  readonly operator: string | undefined;
  /** The word behind the operator: a default, an alternative, a message or a pattern. */
  readonly operand: readonly WordPart[];
  /** The second word of `/` and `//`. */
  readonly replacement: readonly WordPart[];
}

export type WordPart = LiteralPart | VariablePart;

/** What a word comes to. `unset`: names that it uses and that are not set, guarded or not. */
export type Expansion =
  | {
      readonly state: 'known' | 'default';
      readonly value: string;
      readonly unset: readonly string[];
      readonly used: readonly string[];
    }
  | {
      readonly state: 'unknown';
      /** The names whose values can't be known. */
      readonly unknown: readonly string[];
      readonly unset: readonly string[];
      readonly used: readonly string[];
    }
  | { readonly state: 'error'; readonly message: string; readonly at: Located };

export interface ExpandOptions {
  /** Quotes are ordinary characters and the escape is a backslash: heredoc bodies. */
  readonly raw?: boolean;
}

const lexerOptions = (word: Word, options: ExpandOptions) =>
  options.raw ? { escape: 92, ignoreQuotes: true } : { escape: word.escape === '`' ? 96 : 92 };

/**
 * The parts of a word, in order, nested for operands; undefined if BuildKit can't read the word (a quote or a brace that
 * is not closed). Follows section "Environment replacement" of Docker's reference and `shell/lex.go` of BuildKit.
 */
export function wordParts(word: Word, options: ExpandOptions = {}): readonly WordPart[] | undefined {
  const lexed = lexWord(word.text, lexerOptions(word, options));
  return lexed.ok ? publicParts(word, lexed.parts) : undefined;
}

interface Conversion {
  readonly from: readonly LexedPart[];
  readonly to: WordPart[];
  readonly quoted: boolean;
}

/** Iterative: nesting is as deep as the input says. Quotes are flattened into their parts, which keeps the order. */
function publicParts(word: Word, parts: readonly LexedPart[]): readonly WordPart[] {
  const result: WordPart[] = [];
  const open: Conversion[] = [{ from: parts, to: result, quoted: false }];
  for (let next = open.pop(); next; next = open.pop()) {
    for (let at = 0; at < next.from.length; at++) {
      const part = next.from[at];
      if (!part) continue;
      if (part.kind === 'quoted') {
        open.push({ ...next, from: next.from.slice(at + 1) }, { from: part.parts, to: next.to, quoted: true });
        break;
      }
      const inWord = { start: part.start, end: part.end };
      const place = { source: word.source, span: word.derived.toSource(inWord), inWord };
      if (part.kind === 'literal') {
        next.to.push({ kind: 'literal', value: part.text, quoted: next.quoted || part.fixed, ...place });
        continue;
      }
      const operand: WordPart[] = [];
      const replacement: WordPart[] = [];
      const { name, operator } = part;
      next.to.push({ kind: 'variable', name, operator, operand, replacement, quoted: next.quoted, ...place });
      if (part.operand.length > 0) open.push({ from: part.operand, to: operand, quoted: false });
      if (part.replacement.length > 0) open.push({ from: part.replacement, to: replacement, quoted: false });
    }
  }
  return result;
}

/** The word without quotes and escapes; undefined if a variable takes part or BuildKit can't read it. */
export function literalValue(word: Word): string | undefined {
  const { text } = word;
  if (isPlainWord(word)) return text;
  const lexed = lexWord(text, lexerOptions(word, {}));
  if (!lexed.ok) return undefined;
  let value = '';
  for (const part of lexed.parts) {
    const parts = part.kind === 'quoted' ? part.parts : [part];
    for (const inner of parts) {
      if (inner.kind !== 'literal') return undefined;
      value += inner.text;
    }
  }
  return value;
}

/** True if the word means itself: no variable, no quote, no escape. */
export function isPlainWord({ text, escape }: Word): boolean {
  const escapeCode = escape === '`' ? 96 : 92;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 36 || code === 34 || code === 39 || code === escapeCode) return false;
  }
  return true;
}

/** True if the word names a variable, or can't be read. */
export function hasVariables(word: Word): boolean {
  return word.text.includes('$') && literalValue(word) === undefined;
}

/**
 * What a word comes to in an environment: a value that is known, one that rests on a default of the file, or unknown;
 * or the error that BuildKit ends with. Operands are evaluated even where they are not used, as BuildKit does.
 */
export function expandWord(word: Word, env: Environment, options: ExpandOptions = {}): Expansion {
  const { text } = word;
  if (!options.raw && isPlainWord(word)) return { state: 'known', value: text, unset: none, used: none };
  const lexed = lexWord(text, lexerOptions(word, options));
  if (!lexed.ok) return { state: 'error', message: lexed.message, at: word.derived.locate(lexed) };
  const evaluation = newEvaluation({ env });
  const result = evaluateParts(evaluation, lexed.parts);
  if (evaluation.failure) return failureAt(word, evaluation.failure);
  const unset = [...evaluation.unmatched];
  const used = [...evaluation.matched];
  if (result.state === 'unknown') return { state: 'unknown', unknown: [...evaluation.unknown], unset, used };
  return { state: result.state, value: result.text, unset, used };
}

const none: readonly string[] = [];

function failureAt(word: Word, failure: { readonly message: string; readonly variable: LexedVariable }): Expansion {
  const { start, end } = failure.variable;
  return { state: 'error', message: failure.message, at: word.derived.locate({ start, end }) };
}

/** One of the words that a word splits into after expansion. */
export interface ExpandedPiece {
  readonly value: string;
  readonly state: 'known' | 'default' | 'unknown';
}

/**
 * The words that a word splits into after expansion: EXPOSE reads its arguments so. A piece with an unknown part has an
 * unknown value, and how many pieces there are may then be unknown too.
 */
export function expandToWords(
  word: Word,
  env: Environment,
): { readonly pieces: readonly ExpandedPiece[] } | { readonly message: string; readonly at: Located } {
  const lexed = lexWord(word.text, lexerOptions(word, {}));
  if (!lexed.ok) return { message: lexed.message, at: word.derived.locate(lexed) };
  const evaluation = newEvaluation({ env });
  const pieces = splitWords(evaluation, lexed.parts).map(({ text, state }) => ({ value: text, state }));
  if (!evaluation.failure) return { pieces };
  const failed = failureAt(word, evaluation.failure);
  return failed.state === 'error' ? failed : { pieces };
}
