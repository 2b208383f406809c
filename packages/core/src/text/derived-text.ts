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
  /** Shared by all slices of a text. Without pieces the text is verbatim. */
  readonly #pieces: Pieces | undefined;
  /** Where the text begins: in the source if it is verbatim, else in the text that the pieces were made for. */
  readonly #start: number;

  /** Use `DerivedTextBuilder` or `verbatim`. */
  constructor(source: SourceText, text: string, start: number, pieces: Pieces | undefined) {
    this.source = source;
    this.text = text;
    this.#pieces = pieces;
    this.#start = start;
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
      const start = this.#start + span.start;
      return { start, end: Math.max(start, this.#start + span.end) };
    }
    if (span.start >= span.end) {
      const at = this.sourceOffset(pieces, span.start);
      return { start: at, end: at };
    }
    return { start: startIn(pieces, this.#start + span.start), end: endIn(pieces, this.#start + span.end) };
  }

  /** `toSource` as a place that names its document. */
  locate(span: Span): Located {
    return { source: this.source, span: this.toSource(span) };
  }

  /** The part `span` of this text, with its own map. Costs no more than cutting the text. */
  slice(span: Span): DerivedText {
    const pieces = this.#pieces;
    const text = this.text.slice(span.start, span.end);
    if (pieces && text === '')
      return new DerivedText(this.source, text, this.sourceOffset(pieces, span.start), undefined);
    return new DerivedText(this.source, text, this.#start + span.start, pieces);
  }

  /** Appends the part `span` of this text, with its map, to a text that is being built from the same source. */
  appendTo(builder: DerivedTextBuilder, span: Span): void {
    const pieces = this.#pieces;
    if (!pieces) {
      builder.copy(this.#start + span.start, this.#start + span.end);
      return;
    }
    const end = this.#start + span.end;
    let at = this.#start + span.start;
    for (let piece = pieceAt(pieces, at); at < end && piece < pieces.starts.length; piece++) {
      const stop = Math.min(pieces.starts[piece + 1] ?? pieces.length, end);
      builder.substitute(
        this.text.slice(at - this.#start, stop - this.#start),
        startIn(pieces, at),
        endIn(pieces, stop),
      );
      at = stop;
    }
  }

  private sourceOffset(pieces: Pieces, at: number): number {
    const offset = this.#start + at;
    return at >= this.text.length && at > 0 ? endIn(pieces, offset) : startIn(pieces, offset);
  }
}

/** The pieces of a derived text, in order; at least one. A piece of equal lengths is verbatim, another is atomic. */
export interface Pieces {
  /** Start of each piece in the text, ascending. */
  readonly starts: readonly number[];
  /** Start and end of each piece in the source. */
  readonly sourceStarts: readonly number[];
  readonly sourceEnds: readonly number[];
  /** Length of the whole text. */
  readonly length: number;
}

function isVerbatim(pieces: Pieces, piece: number): boolean {
  const length = (pieces.starts[piece + 1] ?? pieces.length) - (pieces.starts[piece] as number);
  return (pieces.sourceEnds[piece] as number) - (pieces.sourceStarts[piece] as number) === length;
}

/** Origin of the character at `at`. */
function startIn(pieces: Pieces, at: number): number {
  const piece = pieceAt(pieces, at);
  const start = pieces.sourceStarts[piece] as number;
  return isVerbatim(pieces, piece) ? start + (at - (pieces.starts[piece] as number)) : start;
}

/** Behind the origin of the character before `end`. */
function endIn(pieces: Pieces, end: number): number {
  const piece = pieceAt(pieces, end - 1);
  if (!isVerbatim(pieces, piece)) return pieces.sourceEnds[piece] as number;
  return (pieces.sourceStarts[piece] as number) + (end - (pieces.starts[piece] as number));
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
    if (this.#length === 0) return new DerivedText(this.#source, '', emptyAt, undefined);
    const pieces = {
      starts: this.#starts,
      sourceStarts: this.#sourceStarts,
      sourceEnds: this.#sourceEnds,
      length: this.#length,
    };
    return new DerivedText(this.#source, this.#parts.join(''), 0, pieces);
  }

  private append(text: string, start: number, end: number): void {
    this.#parts.push(text);
    this.#starts.push(this.#length);
    this.#sourceStarts.push(start);
    this.#sourceEnds.push(end);
    this.#length += text.length;
  }
}
