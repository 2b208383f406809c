import type { DerivedText } from './derived-text.ts';
import type { Position, Span } from './span.ts';

/** Where an embedded text came from: the file that holds it, and the map back into that file. */
export interface Embedding {
  readonly host: SourceText;
  readonly map: DerivedText;
}

/**
 * The immutable text of one document, with the path that names it in findings.
 * A byte order mark is not part of `text`: offset 0 is the first real character, and `hasBom` remembers the mark.
 * Line ends are kept as they are. A line ends at LF or CRLF; a lone CR is an ordinary character, as for BuildKit.
 */
export class SourceText {
  readonly text: string;
  /** Path as the host names it: `/`-separated, relative to the project root where it lies inside. */
  readonly path: string;
  readonly hasBom: boolean;
  /** Set for a text inside another file, such as `dockerfile_inline`. */
  readonly embedding: Embedding | undefined;
  #lineStarts: readonly number[] | undefined;

  constructor(text: string, path: string, embedding?: Embedding) {
    this.hasBom = text.charCodeAt(0) === 0xfeff;
    this.text = this.hasBom ? text.slice(1) : text;
    this.path = path;
    this.embedding = embedding;
  }

  /** The characters of `span`. */
  slice(span: Span): string {
    return this.text.slice(span.start, span.end);
  }

  /** Line and column of an offset. Offsets outside the text are clamped to its ends. */
  position(offset: number): Position {
    const starts = this.lineStarts();
    const inside = Math.max(0, Math.min(offset, this.text.length));
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] as number) <= inside) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: inside - (starts[low] as number) + 1 };
  }

  /** The span of a 1-based line without its line end; `undefined` if there is no such line. */
  lineSpan(line: number): Span | undefined {
    const starts = this.lineStarts();
    const start = starts[line - 1];
    if (start === undefined) return undefined;
    let end = starts[line] ?? this.text.length;
    if (end > start && this.text.charCodeAt(end - 1) === 10) end--;
    if (end > start && this.text.charCodeAt(end - 1) === 13 && this.text.charCodeAt(end) === 10) end--;
    return { start, end };
  }

  /** How many lines the text has; an empty text has one. */
  get lineCount(): number {
    return this.lineStarts().length;
  }

  private lineStarts(): readonly number[] {
    if (this.#lineStarts) return this.#lineStarts;
    const starts = [0];
    for (let at = this.text.indexOf('\n'); at !== -1; at = this.text.indexOf('\n', at + 1)) starts.push(at + 1);
    this.#lineStarts = starts;
    return starts;
  }
}
