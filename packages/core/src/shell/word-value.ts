import { type DerivedText, DerivedTextBuilder } from '../text/derived-text.ts';
import type { Span } from '../text/span.ts';
import type { HeredocNode, LiteralPartNode, ShellWord, ShellWordPart } from './nodes.ts';

/**
 * Stands for what an expansion gives, in a text that is made of a word's parts. A private character: where it turns up
 * again in a tree (`sh -c "curl '$URL'"`), that part of the text is not known.
 */
export const unknownMark = '\uE0DE';

/**
 * The word without quotes and escapes, mapped to the file; each expansion is one `unknownMark`. Equal to the word's
 * `literal` where it has one. `script` is the text that the word stands in.
 */
export function wordValue(script: DerivedText, word: ShellWord): DerivedText {
  const builder = new DerivedTextBuilder(script.source);
  appendParts(builder, script, word.parts);
  return builder.build(script.toSource({ start: word.start, end: word.start }).start);
}

/** The body of a heredoc as the command reads it, mapped to the file; each expansion is one `unknownMark`. */
export function heredocValue(script: DerivedText, heredoc: HeredocNode): DerivedText {
  if (heredoc.quoted) return script.slice(heredoc);
  const builder = new DerivedTextBuilder(script.source);
  for (const part of heredoc.parts) appendPart(builder, script, part, '$`\\');
  return builder.build(script.toSource({ start: heredoc.start, end: heredoc.start }).start);
}

/** Appends the value of parts, in order, as `wordValue` does. */
function appendParts(builder: DerivedTextBuilder, script: DerivedText, parts: readonly ShellWordPart[]): void {
  for (const part of parts) {
    // Double quotes do not nest: their own parts are characters and expansions.
    if (part.kind === 'DoubleQuoted') for (const inner of part.parts) appendPart(builder, script, inner, '$`"\\');
    else appendPart(builder, script, part, undefined);
  }
}

/** `escapable`: what a backslash can protect here; undefined for every character. */
function appendPart(
  builder: DerivedTextBuilder,
  script: DerivedText,
  part: ShellWordPart,
  escapable: string | undefined,
): void {
  switch (part.kind) {
    case 'Literal':
    case 'Glob':
      appendLiteral(builder, script, part, escapable);
      break;
    case 'SingleQuoted':
      if (script.text.startsWith(part.value, part.start + 1)) appendVerbatim(builder, script, part, 1);
      else appendWhole(builder, script, part, part.value);
      break;
    case 'AnsiQuoted':
      appendWhole(builder, script, part, part.value);
      break;
    case 'Brace':
      appendVerbatim(builder, script, { ...part, value: part.text }, 0);
      break;
    default:
      appendWhole(builder, script, part, unknownMark);
  }
}

function appendWhole(builder: DerivedTextBuilder, script: DerivedText, part: ShellWordPart, value: string): void {
  const place = script.toSource(part);
  builder.substitute(value, place.start, place.end);
}

function appendVerbatim(
  builder: DerivedTextBuilder,
  script: DerivedText,
  part: { readonly start: number; readonly value: string },
  skip: number,
): void {
  const start = part.start + skip;
  script.appendTo(builder, { start, end: start + part.value.length });
}

/** Characters with their escapes removed one by one, so that each keeps its place. */
function appendLiteral(
  builder: DerivedTextBuilder,
  script: DerivedText,
  part: LiteralPartNode,
  escapable: string | undefined,
): void {
  const { start, value, text } = part;
  if (!script.text.startsWith(text, start)) {
    appendWhole(builder, script, part, value);
    return;
  }
  const pieces = unescaped(text, escapable);
  // A glob's brackets can hold quotes, which go too.
  if (pieces.map((piece) => piece.value).join('') !== value) {
    appendWhole(builder, script, part, value);
    return;
  }
  for (const piece of pieces) {
    const span = { start: start + piece.start, end: start + piece.end };
    if (piece.value.length === span.end - span.start) script.appendTo(builder, span);
    else appendEscape(builder, script, span, piece.value);
  }
}

interface Piece extends Span {
  readonly value: string;
}

/** Runs of plain characters, and each escaped character as a piece with its backslash. */
function unescaped(text: string, escapable: string | undefined): readonly Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (let at = text.indexOf('\\'); at !== -1; at = text.indexOf('\\', at + 2)) {
    const next = text[at + 1];
    if (next === undefined) break;
    if (next !== '\n' && escapable?.includes(next) === false) continue;
    pieces.push({ start: from, end: at, value: text.slice(from, at) });
    pieces.push({ start: at, end: at + 2, value: next === '\n' ? '' : next });
    from = at + 2;
  }
  pieces.push({ start: from, end: text.length, value: text.slice(from) });
  return pieces;
}

function appendEscape(builder: DerivedTextBuilder, script: DerivedText, span: Span, value: string): void {
  const place = script.toSource(span);
  builder.substitute(value, place.start, place.end);
}
