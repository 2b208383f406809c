import { DerivedText, DerivedTextBuilder } from '../text/derived-text.ts';
import type { Located } from '../text/located.ts';
import { newEvaluation, splitWords } from './evaluate-word.ts';
import { type LineCursor, readLine } from './logical-lines.ts';
import type { Heredoc } from './nodes.ts';
import { syntaxProblem } from './problems.ts';
import { lexWord } from './word-lexer.ts';

/** A heredoc's token, read from its word. */
export interface HeredocToken {
  readonly fd: number | undefined;
  readonly name: string;
  readonly expand: boolean;
  readonly chomp: boolean;
}

const backslash = 92;
const nothingSet = { env: { get: () => undefined }, keepUnset: true };

/**
 * Reads a word such as `3<<-"EOF"` (`ParseHeredoc` in BuildKit's parser.go); undefined if it is no heredoc, a text if it
 * is one whose delimiter can't be read. The escape character is a backslash here, whatever the file says.
 */
export function parseHeredocToken(word: string): HeredocToken | string | undefined {
  const match = /^(\d*)<<(-?)[\t\n\f\r ]*([^<]*)$/.exec(word);
  const delimiter = match?.[3];
  if (!match || !delimiter) return undefined;
  const plain = wordsOf(delimiter, false);
  if (typeof plain === 'string') return plain;
  const name = plain[0];
  if (name === undefined || plain.length !== 1) return undefined;
  const raw = wordsOf(delimiter, true);
  const rawName = typeof raw === 'string' ? name : (raw[0] ?? name);
  return {
    fd: match[1] ? Number(match[1]) : undefined,
    name,
    expand: countQuotes(name) === countQuotes(rawName),
    chomp: match[2] === '-',
  };
}

function wordsOf(text: string, rawQuotes: boolean): readonly string[] | string {
  const lexed = lexWord(text, { escape: backslash, rawQuotes });
  if (!lexed.ok) return lexed.message;
  const evaluation = newEvaluation(nothingSet);
  const words = splitWords(evaluation, lexed.parts).map((word) => word.text);
  return evaluation.failure?.message ?? words;
}

function countQuotes(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; at++) if (text[at] === "'" || text[at] === '"') count++;
  return count;
}

/** A heredoc's token with its place in the instruction's text. */
export interface PlacedHeredocToken {
  readonly token: HeredocToken | string;
  readonly start: number;
  readonly end: number;
}

/**
 * The heredoc tokens of an instruction's joined text. A text that the lexer can't read (a quote that is not closed, say)
 * has none: BuildKit ignores that error here.
 */
export function heredocTokens(text: string): readonly PlacedHeredocToken[] {
  if (!text.includes('<<')) return [];
  const lexed = lexWord(text, { escape: backslash, rawQuotes: true, rawEscapes: true });
  if (!lexed.ok) return [];
  const evaluation = newEvaluation(nothingSet);
  const words = splitWords(evaluation, lexed.parts);
  if (evaluation.failure) return [];
  const tokens: PlacedHeredocToken[] = [];
  for (const { text: word, start, end } of words) {
    const token = word.includes('<<') ? parseHeredocToken(word) : undefined;
    if (token) tokens.push({ token, start, end });
  }
  return tokens;
}

/** Reads the bodies that belong to the tokens, in order, from the lines that follow. */
export function readHeredocs(cursor: LineCursor, joined: DerivedText): readonly Heredoc[] {
  const heredocs: Heredoc[] = [];
  for (const { token, start, end } of heredocTokens(joined.text)) {
    const operator = joined.locate({ start, end });
    if (typeof token === 'string') {
      const data = { problem: `BuildKit can't read this heredoc delimiter: ${token}.`, advice: 'Close the quote.' };
      cursor.problems.push(syntaxProblem('invalid-argument', operator, data));
      continue;
    }
    heredocs.push(readHeredoc(cursor, token, operator));
  }
  return heredocs;
}

function readHeredoc(cursor: LineCursor, token: HeredocToken, operator: Located): Heredoc {
  const { source, text } = cursor;
  const bodyStart = cursor.next;
  const builder = new DerivedTextBuilder(source);
  while (readLine(cursor)) {
    const { start, end } = cursor;
    const content = skipTabs(text, start, end);
    const shown = token.chomp ? content : start;
    if (end - shown === token.name.length && text.startsWith(token.name, shown)) {
      const terminator = { source, span: { start: shown, end } };
      const body = token.chomp ? builder.build(bodyStart) : verbatimBody(cursor, bodyStart, start);
      return {
        kind: 'Heredoc',
        source,
        span: { start: operator.span.start, end },
        ...token,
        operator,
        body,
        terminator,
      };
    }
    if (token.chomp) builder.copy(content, cursor.next);
  }
  const data = {
    problem: `The heredoc "${token.name}" has no closing line.`,
    advice: `End it with a line that is exactly "${token.name}".`,
    name: token.name,
  };
  cursor.problems.push(syntaxProblem('unterminated-heredoc', operator, data));
  const body = token.chomp ? builder.build(bodyStart) : verbatimBody(cursor, bodyStart, text.length);
  const span = { start: operator.span.start, end: Math.max(operator.span.end, cursor.end) };
  return { kind: 'Heredoc', source, span, ...token, operator, body, terminator: undefined };
}

function verbatimBody(cursor: LineCursor, start: number, end: number): DerivedText {
  return DerivedText.verbatim(cursor.source, { start, end });
}

function skipTabs(text: string, start: number, end: number): number {
  let at = start;
  while (at < end && text.charCodeAt(at) === 9) at++;
  return at;
}
