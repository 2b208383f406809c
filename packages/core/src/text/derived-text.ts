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
  /** Start of each piece in `text`, ascending. */
  readonly #starts: readonly number[];
  /** Start and end of each piece in the source; a piece of equal lengths is verbatim, another is atomic. */
  readonly #sourceStarts: readonly number[];
  readonly #sourceEnds: readonly number[];

  /** Use `DerivedTextBuilder` or `verbatim`. */
  constructor(
    source: SourceText,
    text: string,
    starts: readonly number[],
    sourceStarts: readonly number[],
    sourceEnds: readonly number[],
  ) {
    this.source = source;
    this.text = text;
    this.#starts = starts;
    this.#sourceStarts = sourceStarts;
    this.#sourceEnds = sourceEnds;
  }

  /** A derived text that is one verbatim piece of its source. */
  static verbatim(source: SourceText, span: Span): DerivedText {
    return new DerivedText(source, source.slice(span), [0], [span.start], [span.end]);
  }

  /**
   * The source characters that a span of this text came from. The start maps to the first character's origin and the
   * end to behind the last character's origin, so that what was dropped around the span is not included.
   * A character of an atomic piece (an escape such as `\n` in quotes) maps to the whole piece.
   */
  toSource(span: Span): Span {
    if (span.start >= span.end) {
      const at = this.sourceOffset(span.start);
      return { start: at, end: at };
    }
    const first = this.pieceAt(span.start);
    const last = this.pieceAt(span.end - 1);
    return { start: this.startIn(first, span.start), end: this.endIn(last, span.end) };
  }

  /** `toSource` as a place that names its document. */
  locate(span: Span): Located {
    return { source: this.source, span: this.toSource(span) };
  }

  /** The part `span` of this text, with its own map. */
  slice(span: Span): DerivedText {
    const builder = new DerivedTextBuilder(this.source);
    this.appendTo(builder, span);
    return builder.build(this.sourceOffset(span.start));
  }

  /** Appends the part `span` of this text, with its map, to a text that is being built from the same source. */
  appendTo(builder: DerivedTextBuilder, span: Span): void {
    let at = span.start;
    for (let piece = this.pieceAt(at); at < span.end && piece < this.#starts.length; piece++) {
      const pieceEnd = Math.min(this.#starts[piece + 1] ?? this.text.length, span.end);
      builder.substitute(this.text.slice(at, pieceEnd), this.startIn(piece, at), this.endIn(piece, pieceEnd));
      at = pieceEnd;
    }
  }

  private sourceOffset(at: number): number {
    if (this.#starts.length === 0) return 0;
    if (at >= this.text.length) return this.#sourceEnds[this.#sourceEnds.length - 1] as number;
    return this.startIn(this.pieceAt(at), at);
  }

  private isVerbatim(piece: number): boolean {
    const length = (this.#starts[piece + 1] ?? this.text.length) - (this.#starts[piece] as number);
    return (this.#sourceEnds[piece] as number) - (this.#sourceStarts[piece] as number) === length;
  }

  private startIn(piece: number, at: number): number {
    const start = this.#sourceStarts[piece] as number;
    return this.isVerbatim(piece) ? start + (at - (this.#starts[piece] as number)) : start;
  }

  private endIn(piece: number, end: number): number {
    if (!this.isVerbatim(piece)) return this.#sourceEnds[piece] as number;
    return (this.#sourceStarts[piece] as number) + (end - (this.#starts[piece] as number));
  }

  private pieceAt(at: number): number {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] as number) <= at) low = middle;
      else high = middle - 1;
    }
    return low;
  }
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
    if (this.#starts.length === 0) return new DerivedText(this.#source, '', [0], [emptyAt], [emptyAt]);
    return new DerivedText(this.#source, this.#parts.join(''), this.#starts, this.#sourceStarts, this.#sourceEnds);
  }

  private append(text: string, start: number, end: number): void {
    this.#parts.push(text);
    this.#starts.push(this.#length);
    this.#sourceStarts.push(start);
    this.#sourceEnds.push(end);
    this.#length += text.length;
  }
}
