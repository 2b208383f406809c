import { isSpace } from './blanks.ts';

// BuildKit's word lexer (`shell/lex.go`) as a tree: reading a word and evaluating it are two steps here, where
// BuildKit does both at once. Offsets are of the word's own text.

/** Characters as they are. `fixed`: escaped or quoted, so that words are not split inside. */
export interface LexedLiteral {
  readonly kind: 'literal';
  readonly text: string;
  readonly fixed: boolean;
  readonly start: number;
  readonly end: number;
}

/** Text between quotes; single quotes hold one literal. */
export interface LexedQuote {
  readonly kind: 'quoted';
  readonly quote: '"' | "'";
  readonly parts: readonly LexedPart[];
  readonly start: number;
  readonly end: number;
}

/** `$name`, `${name}` or `${name<operator>operand}`. */
export interface LexedVariable {
  readonly kind: 'variable';
  readonly name: string;
  readonly braces: boolean;
  /** `-`, `:-`, `+`, `:+`, `?`, `:?`, `#`, `%`, `/`, `//`, or `:` with a character that BuildKit refuses. */
  readonly operator: string | undefined;
  readonly operand: readonly LexedPart[];
  /** The second word of `/` and `//`. */
  readonly replacement: readonly LexedPart[];
  readonly start: number;
  readonly end: number;
}

export type LexedPart = LexedLiteral | LexedQuote | LexedVariable;

export interface LexerOptions {
  /** Character code of the escape character. */
  readonly escape: number;
  /** Quotes stay in the text; heredoc delimiters are read so. */
  readonly rawQuotes?: boolean;
  /** Escape characters stay in the text. */
  readonly rawEscapes?: boolean;
  /** Quotes mean nothing; heredoc bodies are expanded so. */
  readonly ignoreQuotes?: boolean;
}

/** The parts of a word, or why it is none. */
export type LexedWord =
  | { readonly ok: true; readonly parts: readonly LexedPart[] }
  | {
      readonly ok: false;
      readonly message: string;
      /** What can't be read: a quote or `${` that is not closed, or one up to the character that is wrong. */
      readonly start: number;
      readonly end: number;
    };

interface PendingVariable {
  readonly name: string;
  readonly operator: string;
  readonly operand: readonly LexedPart[] | undefined;
  readonly start: number;
}

interface Frame {
  readonly stop: '' | '}' | '/';
  readonly rawEscapes: boolean;
  readonly parts: LexedPart[];
  readonly variable: PendingVariable | undefined;
  /** Set while inside double quotes. */
  quoted: LexedPart[] | undefined;
  quotedStart: number;
}

interface LexerState {
  readonly text: string;
  readonly options: LexerOptions;
  readonly frames: Frame[];
  at: number;
  failure: string | undefined;
  /** Start of the quote or substitution that fails. */
  failedAt: number;
}

const newFrame = (stop: Frame['stop'], rawEscapes: boolean, variable?: PendingVariable): Frame => ({
  stop,
  rawEscapes,
  parts: [],
  variable,
  quoted: undefined,
  quotedStart: 0,
});

/** Reads `text` as one word (or, for `splitWords`, as many). Iterative: nesting is as deep as the input says. */
export function lexWord(text: string, options: LexerOptions): LexedWord {
  const bottom = newFrame('', options.rawEscapes === true);
  const state: LexerState = { text, options, frames: [bottom], at: 0, failure: undefined, failedAt: 0 };
  while (state.failure === undefined) {
    const frame = state.frames[state.frames.length - 1] ?? bottom;
    if (state.at >= text.length) {
      if (!frame.quoted && frame.stop === '') return { ok: true, parts: bottom.parts };
      state.failedAt = frame.quoted ? frame.quotedStart : (frame.variable?.start ?? 0);
      state.failure = `unexpected end of statement while looking for matching ${frame.quoted ? 'double-quote' : frame.stop}`;
    } else if (frame.quoted) {
      readQuoted(state, frame, frame.quoted);
    } else {
      readBare(state, frame);
    }
  }
  return { ok: false, message: outerMessage(state), start: state.failedAt, end: failureEnd(state) };
}

const badSubstitution = 'syntax error: bad substitution';

/** What is not closed is shown to the end of its line. */
function failureEnd({ text, at, failedAt, failure }: LexerState): number {
  // The lexer stops before the character that can't follow `${`.
  if (failure === badSubstitution) return Math.min(at + 1, text.length);
  const newline = text.indexOf('\n', failedAt);
  return newline >= 0 && newline < at ? newline : Math.max(at, failedAt + 1);
}

/** At the end of the text, every open `${` turns an error inside it into its own; the outermost wins. */
function outerMessage(state: LexerState): string {
  const outer = state.frames[1];
  if (outer && state.at >= state.text.length) {
    return outer.stop === '/' ? "syntax error: missing '/' in ${}" : "syntax error: missing '}'";
  }
  return state.failure ?? '';
}

function readBare(state: LexerState, frame: Frame): void {
  const { text, at, options } = state;
  const code = text.charCodeAt(at);
  if (frame.stop !== '' && text[at] === frame.stop) finishOperand(state, frame);
  else if (code === 36) readDollar(state, frame.parts);
  else if (code === 60) readHeredocMark(state, frame.parts);
  else if (code === 39 && !options.ignoreQuotes) readSingleQuote(state, frame.parts);
  else if (code === 34 && !options.ignoreQuotes) openDoubleQuote(state, frame);
  else if (code === options.escape) readEscape(state, frame);
  else readPlain(state, frame);
}

function readPlain(state: LexerState, frame: Frame): void {
  const { text, options } = state;
  const start = state.at;
  const stop = frame.stop === '' ? -1 : frame.stop.charCodeAt(0);
  let at = start + 1;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 36 || code === 60 || code === stop || code === options.escape) break;
    if ((code === 39 || code === 34) && !options.ignoreQuotes) break;
  }
  state.at = at;
  frame.parts.push({ kind: 'literal', text: text.slice(start, at), fixed: false, start, end: at });
}

/** `<<` and blanks behind it stick together, so that a heredoc with a blank before its name is one word. */
function readHeredocMark(state: LexerState, parts: LexedPart[]): void {
  const { text, at } = state;
  let end = at + 1;
  if (text.charCodeAt(end) === 60) {
    end++;
    for (let code = text.charCodeAt(end); code === 32 || code === 9 || code === 13; code = text.charCodeAt(end)) end++;
  }
  state.at = end;
  parts.push({ kind: 'literal', text: text.slice(at, end), fixed: true, start: at, end });
}

function readSingleQuote(state: LexerState, parts: LexedPart[]): void {
  const { text, at, options } = state;
  const close = text.indexOf("'", at + 1);
  if (close < 0) {
    state.at = text.length;
    state.failedAt = at;
    state.failure = 'unexpected end of statement while looking for matching single-quote';
    return;
  }
  const inner = options.rawQuotes ? text.slice(at, close + 1) : text.slice(at + 1, close);
  const literal: LexedLiteral = { kind: 'literal', text: inner, fixed: true, start: at + 1, end: close };
  state.at = close + 1;
  parts.push({ kind: 'quoted', quote: "'", parts: [literal], start: at, end: close + 1 });
}

function openDoubleQuote(state: LexerState, frame: Frame): void {
  frame.quoted = [];
  frame.quotedStart = state.at;
  state.at++;
  if (state.options.rawQuotes) pushFixed(frame.quoted, '"', state.at - 1, state.at);
}

function pushFixed(parts: LexedPart[], text: string, start: number, end: number): void {
  parts.push({ kind: 'literal', text, fixed: true, start, end });
}

/** Outside quotes the escape character protects any character; at the end of the word it vanishes. */
function readEscape(state: LexerState, frame: Frame): void {
  const { text, at } = state;
  const end = at + 1 < text.length ? at + 1 + charLength(text, at + 1) : at + 1;
  const shown = text.slice(frame.rawEscapes ? at : at + 1, end);
  state.at = end;
  if (shown !== '') pushFixed(frame.parts, shown, at, end);
}

function charLength(text: string, at: number): number {
  return (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
}

function readQuoted(state: LexerState, frame: Frame, parts: LexedPart[]): void {
  const { text, at, options } = state;
  const code = text.charCodeAt(at);
  if (code === 34) {
    if (options.rawQuotes) pushFixed(parts, '"', at, at + 1);
    frame.parts.push({ kind: 'quoted', quote: '"', parts, start: frame.quotedStart, end: at + 1 });
    frame.quoted = undefined;
    state.at = at + 1;
  } else if (code === 36) {
    readDollar(state, parts);
  } else if (code === options.escape) {
    readQuotedEscape(state, frame, parts);
  } else {
    let end = at + 1;
    for (; end < text.length; end++) {
      const next = text.charCodeAt(end);
      if (next === 34 || next === 36 || next === options.escape) break;
    }
    state.at = end;
    pushFixed(parts, text.slice(at, end), at, end);
  }
}

/** In double quotes only the quote, `$` and the escape character itself can be escaped. */
function readQuotedEscape(state: LexerState, frame: Frame, parts: LexedPart[]): void {
  const { text, at, options } = state;
  const mark = text.slice(at, at + 1);
  const next = text.charCodeAt(at + 1);
  const escapes = next === 34 || next === 36 || next === options.escape;
  const end = escapes ? at + 2 : at + 1;
  state.at = end;
  const raw = frame.rawEscapes ? mark : '';
  // BuildKit writes the mark twice where it is kept and escapes nothing.
  const shown = at + 1 >= text.length ? raw : raw + (escapes ? text.slice(at + 1, at + 2) : mark);
  if (shown !== '') pushFixed(parts, shown, at, end);
}

function readDollar(state: LexerState, parts: LexedPart[]): void {
  const { text, at } = state;
  if (text.charCodeAt(at + 1) !== 123) {
    const end = nameEnd(text, at + 1);
    state.at = end;
    if (end === at + 1) parts.push({ kind: 'literal', text: '$', fixed: false, start: at, end });
    else parts.push(variable(text.slice(at + 1, end), at, end));
    return;
  }
  const first = text[at + 2];
  state.at = Math.min(at + 2, text.length);
  state.failedAt = at;
  if (first === undefined) state.failure = "syntax error: missing '}'";
  else if (first === '{' || first === '}' || first === ':') state.failure = badSubstitution;
  else readBraces(state, parts);
}

const variable = (name: string, start: number, end: number, braces = false): LexedVariable => ({
  kind: 'variable',
  name,
  braces,
  operator: undefined,
  operand: [],
  replacement: [],
  start,
  end,
});

/** Reads the name and operator behind `${`; `state.at` is at the name. */
function readBraces(state: LexerState, parts: LexedPart[]): void {
  const { text } = state;
  const start = state.at - 2;
  state.failedAt = start;
  const end = nameEnd(text, state.at);
  const name = text.slice(state.at, end);
  const next = text[end];
  state.at = end + charLength(text, end);
  if (next === '}') {
    parts.push(variable(name, start, state.at, true));
  } else if (next === '/') {
    const all = text[state.at] === '/';
    if (all) state.at++;
    const pending = { name, operator: all ? '//' : '/', operand: undefined, start };
    state.frames.push(newFrame('/', true, pending));
  } else if (next !== undefined && '+-?#%'.includes(next)) {
    openOperand(state, { name, operator: next, operand: undefined, start });
  } else if (next === ':') {
    const mark = charAt(text, state.at);
    state.at = Math.min(text.length, state.at + mark.length);
    if (mark === '#' || mark === '%') refuseModifier(state, `:${mark}`);
    else openOperand(state, { name, operator: `:${mark}`, operand: undefined, start });
  } else {
    state.at = Math.min(state.at, text.length);
    refuseModifier(state, next === undefined ? '\uFFFD' : charAt(text, end));
  }
}

const charAt = (text: string, at: number): string => text.slice(at, at + charLength(text, at));

function refuseModifier(state: LexerState, modifier: string): void {
  state.failure = unsupportedModifier(modifier);
}

export const unsupportedModifier = (modifier: string): string => `unsupported modifier (${modifier}) in substitution`;

function openOperand(state: LexerState, pending: PendingVariable): void {
  const isPattern = pending.operator === '#' || pending.operator === '%';
  state.frames.push(newFrame('}', isPattern, pending));
}

/** The stop character of an operand was reached: the variable is complete, or goes on with its second word. */
function finishOperand(state: LexerState, frame: Frame): void {
  state.at++;
  state.frames.pop();
  const pending = frame.variable;
  const parent = state.frames[state.frames.length - 1];
  if (!pending || !parent) return;
  if (frame.stop === '/') {
    state.frames.push(newFrame('}', true, { ...pending, operand: frame.parts }));
    return;
  }
  const complete: LexedVariable = {
    kind: 'variable',
    name: pending.name,
    braces: true,
    operator: pending.operator,
    operand: pending.operand ?? frame.parts,
    replacement: pending.operand ? frame.parts : [],
    start: pending.start,
    end: state.at,
  };
  (parent.quoted ?? parent.parts).push(complete);
}

const letter = /^\p{L}$/u;
const decimal = /^\p{Nd}$/u;

const isDigit = (text: string, at: number): boolean => {
  const code = text.charCodeAt(at);
  if (code < 128) return code >= 48 && code <= 57;
  return decimal.test(charAt(text, at));
};

const isNameCharacter = (text: string, at: number): boolean => {
  const code = text.charCodeAt(at);
  if (code < 128) return code === 95 || (code >= 48 && code <= 57) || ((code | 32) >= 97 && (code | 32) <= 122);
  return letter.test(charAt(text, at)) || decimal.test(charAt(text, at));
};

/** End of the variable name at `start`: digits alone, one special character, or letters, digits and `_`. */
function nameEnd(text: string, start: number): number {
  let at = start;
  if (at >= text.length) return at;
  if (isDigit(text, at)) {
    while (at < text.length && isDigit(text, at)) at += charLength(text, at);
    return at;
  }
  if ('@*#?-$!'.includes(text.charAt(at))) return at + 1;
  while (at < text.length && isNameCharacter(text, at)) at += charLength(text, at);
  return at;
}

/** True if white space splits words here. */
export const splitsWords = (text: string, at: number): boolean => isSpace(text.charCodeAt(at));
