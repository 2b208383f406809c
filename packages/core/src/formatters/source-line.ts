import { secretMask } from '../text/mask-secrets.ts';
import { secretsIn } from '../text/source-secrets.ts';
import type { SourceText } from '../text/source-text.ts';
import type { Span } from '../text/span.ts';
import { displayWidth, graphemes, graphemeWidth, isPlain } from './display-width.ts';
import { escapeText, startsCommand } from './escape-text.ts';

/** A line of a file as it is shown, and the line of marks under the span. */
export interface ShownLine {
  readonly text: string;
  readonly marks: string;
}

/** A piece of a line that is shown whole or not at all. */
interface Cell {
  readonly text: string;
  readonly width: number;
  /** In the file. */
  readonly start: number;
  readonly end: number;
}

const tabWidth = 4;

/** Columns that stand for what was cut off. */
const ellipsis = '...';

/**
 * The line that `span` starts on, cut around the span to `width` columns: tabs expanded, unsafe characters visible,
 * secrets masked. The marks cover what the span covers on this line, at least one column. A line of any length costs no
 * more than its part around the span.
 */
export function showLine(source: SourceText, span: Span, width: number): ShownLine {
  const line = source.lineSpan(source.position(span.start).line) ?? span;
  const part = windowAround(source, line, span, width);
  const room = { width: Math.max(width, 20), begun: part.start > line.start, goesOn: part.end < line.end };
  const plain = showPlain(source, part, span, room);
  if (plain) return plain;
  const cells = cellsOf(source, part);
  const marked = cells.map((cell) => touches(cell, span));
  const first = marked.indexOf(true);
  const lead = cells.slice(0, first === -1 ? cells.length : first).reduce((sum, cell) => sum + cell.width, 0);
  const covered = cells.reduce((sum, cell, index) => sum + (marked[index] ? cell.width : 0), 0);
  const marks = { start: lead, end: lead + Math.max(1, covered) };
  return cut(cells, marks, room);
}

/** As `cut`, of a part with one column for each unit, which most have; undefined for others. */
function showPlain(source: SourceText, part: Span, span: Span, { width, begun, goesOn }: Room): ShownLine | undefined {
  const line = source.text.slice(part.start, part.end);
  if (!isPlain(line) || line.includes('##') || secretsIn(source, part).length > 0) return undefined;
  const start = Math.min(span.start - part.start, line.length);
  const marks = { start, end: Math.max(start + 1, Math.min(span.end - part.start, line.length)) };
  const total = goesOn ? Math.max(line.length, width + 1) : line.length;
  const from = marks.end <= width && total <= width ? 0 : firstColumn(marks, width);
  const lead = from > 0 || begun ? ellipsis : '';
  const isCut = total - from > width - lead.length;
  const end = isCut ? Math.min(line.length, from + width - ellipsis.length - lead.length) : line.length;
  const text = lead + line.slice(from, end) + (end < line.length ? ellipsis : '');
  const first = Math.max(marks.start, from);
  const last = Math.max(first + 1, Math.min(marks.end, end));
  return { text: text.trimEnd(), marks: ' '.repeat(lead.length + first - from) + '^'.repeat(last - first) };
}

/** An empty span touches the cell that it stands before. */
function touches(cell: Cell, span: Span): boolean {
  if (span.start === span.end) return cell.start <= span.start && span.start < cell.end;
  return cell.start < span.end && span.start < cell.end;
}

/** More units than can be shown on either side, whole surrogate pairs. */
function windowAround(source: SourceText, line: Span, span: Span, width: number): Span {
  const reach = width * 4 + 64;
  let start = Math.max(line.start, span.start - reach);
  let end = Math.min(line.end, span.start + reach);
  if (start > line.start && isLowSurrogate(source.text.charCodeAt(start))) start--;
  if (end < line.end && isLowSurrogate(source.text.charCodeAt(end))) end--;
  return { start, end };
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}

function cellsOf(source: SourceText, part: Span): readonly Cell[] {
  const cells: Cell[] = [];
  let column = 0;
  const add = (text: string, width: number, start: number, end: number): void => {
    cells.push({ text, width, start, end });
    column += width;
  };
  const addText = (start: number, end: number): void => {
    let at = start;
    for (const grapheme of graphemes(source.text.slice(start, end))) {
      const next = at + grapheme.length;
      if (grapheme === '\t') {
        const blanks = tabWidth - (column % tabWidth);
        add(' '.repeat(blanks), blanks, at, next);
      } else {
        const shown = startsCommand(source.text, at) ? '\\u{23}' : escapeText(grapheme);
        add(shown, shown === grapheme ? graphemeWidth(grapheme) : displayWidth(shown), at, next);
      }
      at = next;
    }
  };
  let at = part.start;
  for (const secret of secretsIn(source, part)) {
    addText(at, secret.start);
    add(secretMask, secretMask.length, secret.start, secret.end);
    at = secret.end;
  }
  addText(at, part.end);
  return cells;
}

interface Room {
  readonly width: number;
  /** The cells are not the line's first, or not its last. */
  readonly begun: boolean;
  readonly goesOn: boolean;
}

/** Leaves out what does not fit, left and right of the marked columns. */
function cut(cells: readonly Cell[], marks: Span, { width, begun, goesOn }: Room): ShownLine {
  const columns = cells.reduce((sum, cell) => sum + cell.width, 0);
  const total = goesOn ? Math.max(columns, width + 1) : columns;
  const from = marks.end <= width && total <= width ? 0 : firstColumn(marks, width);
  let text = from > 0 || begun ? ellipsis : '';
  let shownMarks = ' '.repeat(text.length);
  let column = 0;
  let used = text.length;
  for (const cell of cells) {
    const start = column;
    column += cell.width;
    if (start < from) continue;
    const rest = total - start;
    if (rest > width - used && used + cell.width > width - ellipsis.length) {
      text += ellipsis;
      break;
    }
    text += cell.text;
    shownMarks += (start >= marks.start && start < marks.end ? '^' : ' ').repeat(cell.width);
    used += cell.width;
  }
  if (!shownMarks.includes('^')) shownMarks += '^';
  return { text: text.trimEnd(), marks: shownMarks.trimEnd() };
}

/** The line from its start if the marks are then in sight; else a quarter of the width before them. */
function firstColumn(marks: Span, width: number): number {
  if (marks.end <= width - ellipsis.length) return 0;
  if (marks.start < width / 2) return 0;
  return Math.max(0, marks.start - Math.floor(width / 4));
}
