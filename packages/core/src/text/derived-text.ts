import type { Located } from './located.ts';
import type { SourceText } from './source-text.ts';
import type { Span } from './span.ts';

/**
 * Text that does not stand verbatim in its file: a RUN joined over its continuation lines, a YAML scalar without its
 * quotes and escapes. Pieces map it back, in order and without overlaps, so a span of it has exact places in the file.
 */
export class DerivedText {
  readonly text: string;
  readonly source: SourceText;
  /** Where the text begins in the source; a text without pieces is verbatim from there on. */
  readonly #origin: number;
  readonly #pieces: Pieces | undefined;

  /** Use `DerivedTextBuilder` or `verbatim`. */
  constructor(source: SourceText, text: string, origin: number, pieces: Pieces | undefined) {
    this.source = source;
    this.text = text;
    this.#origin = origin;
    this.#pieces = pieces;
  }

  /** A derived text that is one verbatim piece of its source. */
  static verbatim(source: SourceText, span: Span): DerivedText {
    return new DerivedText(source, source.slice(span), span.start, undefined);
  }

  /**
   * The source characters that a span of this text came from. The start maps to the first character's origin and the
   * end to behind the last character's origin, so that what was dropped around the span is not included.
   * A character of an atomic piece (an escape such as `\n` in quotes) maps to the whole piece.
   */
  toSource(span: Span): Span {
    const pieces = this.#pieces;
    if (!pieces) {
      const start = this.#origin + span.start;
      return { start, end: Math.max(start, this.#origin + span.end) };
    }
    if (span.start >= span.end) {
      const at = this.sourceOffset(pieces, span.start);
      return { start: at, end: at };
    }
    const first = pieceAt(pieces, span.start);
    const last = pieceAt(pieces, span.end - 1);
    return { start: this.startIn(pieces, first, span.start), end: this.endIn(pieces, last, span.end) };
  }

  /** `toSource` as a place that names its document. */
  locate(span: Span): Located {
    return { source: this.source, span: this.toSource(span) };
  }

  /** The part `span` of this text, with its own map. */
  slice(span: Span): DerivedText {
    const pieces = this.#pieces;
    const text = this.text.slice(span.start, span.end);
    if (!pieces) return new DerivedText(this.source, text, this.#origin + span.start, undefined);
    const first = pieceAt(pieces, span.start);
    const inOnePiece = span.end <= (pieces.starts[first + 1] ?? this.text.length) && this.isVerbatim(pieces, first);
    const origin = inOnePiece ? this.startIn(pieces, first, span.start) : this.sourceOffset(pieces, span.start);
    if (inOnePiece || text === '') return new DerivedText(this.source, text, origin, undefined);
    const builder = new DerivedTextBuilder(this.source);
    this.appendTo(builder, span);
    return builder.build(origin);
  }

  /** Appends the part `span` of this text, with its map, to a text that is being built from the same source. */
  appendTo(builder: DerivedTextBuilder, span: Span): void {
    const pieces = this.#pieces;
    if (!pieces) {
      builder.copy(this.#origin + span.start, this.#origin + span.end);
      return;
    }
    let at = span.start;
    for (let piece = pieceAt(pieces, at); at < span.end && piece < pieces.starts.length; piece++) {
      const pieceEnd = Math.min(pieces.starts[piece + 1] ?? this.text.length, span.end);
      const start = this.startIn(pieces, piece, at);
      builder.substitute(this.text.slice(at, pieceEnd), start, this.endIn(pieces, piece, pieceEnd));
      at = pieceEnd;
    }
  }

  private sourceOffset(pieces: Pieces, at: number): number {
    if (at >= this.text.length) return pieces.sourceEnds[pieces.sourceEnds.length - 1] as number;
    return this.startIn(pieces, pieceAt(pieces, at), at);
  }

  private isVerbatim(pieces: Pieces, piece: number): boolean {
    const length = (pieces.starts[piece + 1] ?? this.text.length) - (pieces.starts[piece] as number);
    return (pieces.sourceEnds[piece] as number) - (pieces.sourceStarts[piece] as number) === length;
  }

  private startIn(pieces: Pieces, piece: number, at: number): number {
    const start = pieces.sourceStarts[piece] as number;
    return this.isVerbatim(pieces, piece) ? start + (at - (pieces.starts[piece] as number)) : start;
  }

  private endIn(pieces: Pieces, piece: number, end: number): number {
    if (!this.isVerbatim(pieces, piece)) return pieces.sourceEnds[piece] as number;
    return (pieces.sourceStarts[piece] as number) + (end - (pieces.starts[piece] as number));
  }
}

/** The pieces of a derived text, in order; at least one. A piece of equal lengths is verbatim, another is atomic. */
export interface Pieces {
  /** Start of each piece in the text, ascending. */
  readonly starts: readonly number[];
  /** Start and end of each piece in the source. */
  readonly sourceStarts: readonly number[];
  readonly sourceEnds: readonly number[];
}

function pieceAt({ starts }: Pieces, at: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] as number) <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Collects the pieces of a `DerivedText` from left to right. */
export class DerivedTextBuilder {
  readonly #source: SourceText;
  readonly #parts: string[] = [];
  readonly #starts: number[] = [];
  readonly #sourceStarts: number[] = [];
  readonly #sourceEnds: number[] = [];
  #length = 0;

  constructor(source: SourceText) {
    this.#source = source;
  }

  /** Length of the text so far. */
  get length(): number {
    return this.#length;
  }

  /** Appends the source characters from `start` to `end` unchanged. */
  copy(start: number, end: number): void {
    if (end <= start) return;
    this.append(this.#source.text.slice(start, end), start, end);
  }

  /** Appends `text`, which stands for the source characters from `start` to `end` (an escape, a folded line end). */
  substitute(text: string, start: number, end: number): void {
    if (text.length === 0) return;
    this.append(text, start, end);
  }

  /** The finished text. `emptyAt` is the source offset that an empty text maps to. */
  build(emptyAt = 0): DerivedText {
    const origin = this.#sourceStarts[0];
    if (origin === undefined) return new DerivedText(this.#source, '', emptyAt, undefined);
    const pieces = { starts: this.#starts, sourceStarts: this.#sourceStarts, sourceEnds: this.#sourceEnds };
    return new DerivedText(this.#source, this.#parts.join(''), origin, pieces);
  }

  private append(text: string, start: number, end: number): void {
    this.#parts.push(text);
    this.#starts.push(this.#length);
    this.#sourceStarts.push(start);
    this.#sourceEnds.push(end);
    this.#length += text.length;
  }
}
