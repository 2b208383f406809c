import type { Span } from '../text/span.ts';

/** What a variable is: its value (and whether the caller may have another), surely not set, or not known. */
export type Lookup =
  | { readonly state: 'known' | 'default'; readonly value: string }
  | { readonly state: 'unset' }
  | { readonly state: 'unknown' };

/** A piece of an evaluated template; `span` is where it stands in the template. */
export interface Piece {
  readonly kind: 'literal' | 'value' | 'unknown';
  readonly text: string;
  /** True for text of a variable's default, or of a value that the caller may have otherwise. */
  readonly isDefault: boolean;
  readonly span: Span;
}

export type TemplateFault =
  | { readonly kind: 'invalid'; readonly span: Span }
  | { readonly kind: 'required'; readonly span: Span; readonly variable: string; readonly message: string };

export interface Evaluation {
  readonly pieces: readonly Piece[];
  readonly fault: TemplateFault | undefined;
  /** Variables that are surely not set and have no default. */
  readonly unset: readonly string[];
}

export type Operator = ':-' | '-' | ':?' | '?' | ':+' | '+';

/** A variable in a template: `$NAME`, `${NAME}`, `${NAME:-word}`. */
export interface VariableUse {
  readonly name: string;
  readonly operator: Operator | undefined;
  /** The word behind the operator, as offsets in the template. */
  readonly word: Span | undefined;
  readonly span: Span;
}

type Part =
  | { readonly kind: 'literal'; readonly text: string; readonly span: Span }
  | { readonly kind: 'variable'; readonly use: VariableUse }
  | { readonly kind: 'invalid'; readonly span: Span };

const isNameStart = (code: number): boolean => (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95;

const isNamePart = (code: number): boolean => isNameStart(code) || (code >= 48 && code <= 57);

function nameEnd(text: string, start: number): number {
  if (!isNameStart(text.charCodeAt(start))) return start;
  let at = start + 1;
  while (isNamePart(text.charCodeAt(at))) at++;
  return at;
}

/** Splits a template (compose-go's template.go): `$$`, `$name`, `${...}`; any other `$` is an ordinary character. */
function partsOf(text: string, { start, end }: Span): Part[] {
  const parts: Part[] = [];
  const literal = (from: number, to: number, value = text.slice(from, to)): void => {
    if (to > from) parts.push({ kind: 'literal', text: value, span: { start: from, end: to } });
  };
  let copied = start;
  for (let at = text.indexOf('$', start); at !== -1 && at < end; at = text.indexOf('$', at)) {
    const next = at + 1 < end ? text.charCodeAt(at + 1) : 0;
    if (next === 36) {
      literal(copied, at);
      literal(at, at + 2, '$');
      at += 2;
    } else if (isNameStart(next)) {
      literal(copied, at);
      const stop = Math.min(nameEnd(text, at + 1), end);
      const span = { start: at, end: stop };
      parts.push({
        kind: 'variable',
        use: { name: text.slice(at + 1, stop), operator: undefined, word: undefined, span },
      });
      at = stop;
    } else if (next === 123) {
      literal(copied, at);
      const part = bracedPart(text, at, end);
      parts.push(part);
      if (part.kind === 'invalid') return parts;
      at = part.kind === 'variable' ? part.use.span.end : end;
    } else {
      at++;
      continue;
    }
    copied = at;
  }
  literal(copied, end);
  return parts;
}

/**
 * Where the braces of a variable with a word end, or -1. compose-go takes everything to the last brace of the line, then
 * cuts at the brace that balances; an opening brace hides the character behind it, and without balance nothing is cut.
 */
function closingBrace(text: string, at: number, end: number): number {
  const feed = text.indexOf('\n', at);
  const limit = feed === -1 || feed > end ? end : feed;
  const last = text.lastIndexOf('}', limit - 1);
  let depth = 0;
  for (let index = at + 1; index < last; index++) {
    const code = text.charCodeAt(index);
    if (code === 125 && --depth === 0) return index;
    if (code === 123) {
      depth++;
      index++;
    }
  }
  return last;
}

function bracedPart(text: string, at: number, end: number): Part {
  const stop = Math.min(nameEnd(text, at + 2), end);
  const name = text.slice(at + 2, stop);
  if (name !== '' && stop < end && text.charAt(stop) === '}') {
    return {
      kind: 'variable',
      use: { name, operator: undefined, word: undefined, span: { start: at, end: stop + 1 } },
    };
  }
  const operator = name === '' ? undefined : operatorAt(text, stop);
  const wordStart = stop + (operator?.length ?? 0);
  const close = operator ? closingBrace(text, at, end) : -1;
  if (operator && close >= wordStart) {
    return {
      kind: 'variable',
      use: { name, operator, word: { start: wordStart, end: close }, span: { start: at, end: close + 1 } },
    };
  }
  const brace = text.indexOf('}', at);
  return {
    kind: 'invalid',
    span: { start: at, end: brace === -1 || brace >= end ? Math.min(at + 2, end) : brace + 1 },
  };
}

function operatorAt(text: string, at: number): Operator | undefined {
  const colon = text.charAt(at) === ':';
  switch (text.charAt(colon ? at + 1 : at)) {
    case '-':
      return colon ? ':-' : '-';
    case '?':
      return colon ? ':?' : '?';
    case '+':
      return colon ? ':+' : '+';
    default:
      return undefined;
  }
}

/** Deeper nesting of `${A:-${B:-...}}` counts as an invalid template; nobody writes it. */
const maxNesting = 100;

interface Evaluator {
  readonly text: string;
  readonly lookup: (name: string) => Lookup;
  readonly unset: string[];
  fault: TemplateFault | undefined;
}

/**
 * Evaluates a template with the environment. Words are evaluated only where they are used, as compose-go HEAD does.
 * What depends on an unknown variable becomes an `unknown` piece.
 */
export function evaluateTemplate(text: string, lookup: (name: string) => Lookup): Evaluation {
  const state: Evaluator = { text, lookup, unset: [], fault: undefined };
  const pieces = evaluateSpan(state, { start: 0, end: text.length }, 0);
  return { pieces, fault: state.fault, unset: state.unset };
}

function evaluateSpan(state: Evaluator, span: Span, depth: number): Piece[] {
  const pieces: Piece[] = [];
  for (const part of partsOf(state.text, span)) {
    if (state.fault) break;
    if (part.kind === 'literal')
      pieces.push({ kind: 'literal', text: part.text, isDefault: depth > 0, span: part.span });
    else if (part.kind === 'invalid' || depth > maxNesting) {
      state.fault = { kind: 'invalid', span: part.kind === 'invalid' ? part.span : part.use.span };
    } else pieces.push(...evaluateVariable(state, part.use, depth));
  }
  return pieces;
}

function evaluateVariable(state: Evaluator, use: VariableUse, depth: number): Piece[] {
  const found = state.lookup(use.name);
  const { operator, word, span } = use;
  const plain = (): Piece[] => {
    if (found.state === 'unknown') return [{ kind: 'unknown', text: '', isDefault: false, span }];
    const text = found.state === 'unset' ? '' : found.value;
    return [{ kind: 'value', text, isDefault: found.state === 'default', span }];
  };
  if (operator === undefined || word === undefined) {
    if (found.state === 'unset') state.unset.push(use.name);
    return plain();
  }
  const isSet = found.state === 'known' || found.state === 'default';
  const counts = isSet && (found.value !== '' || !operator.startsWith(':'));
  if (operator.endsWith('-')) return counts ? plain() : evaluateWord(state, use, depth);
  if (operator.endsWith('+')) {
    if (found.state === 'unknown') return plain();
    return counts ? evaluateWord(state, use, depth) : plain();
  }
  if (!counts && found.state !== 'unknown') {
    const message = evaluateSpan(state, word, depth + 1)
      .map((piece) => piece.text)
      .join('');
    state.fault ??= { kind: 'required', span, variable: use.name, message };
    return [];
  }
  return plain();
}

/** The pieces of a word, each standing for the whole variable: a place inside of it is the variable's. */
function evaluateWord(state: Evaluator, { word, span }: VariableUse, depth: number): Piece[] {
  const pieces = evaluateSpan(state, word ?? span, depth + 1);
  return pieces.map((piece) => ({ ...piece, isDefault: piece.kind !== 'unknown' }));
}

/** Every variable of a template, those in words too; in order. An invalid rest is left out. */
export function variablesIn(text: string): readonly VariableUse[] {
  const uses: VariableUse[] = [];
  const open: Span[] = [{ start: 0, end: text.length }];
  for (let span = open.pop(); span; span = open.pop()) {
    for (const part of partsOf(text, span)) {
      if (part.kind !== 'variable') continue;
      uses.push(part.use);
      if (part.use.word) open.push(part.use.word);
    }
  }
  return uses.sort((a, b) => a.span.start - b.span.start);
}
