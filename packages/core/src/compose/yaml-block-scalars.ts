import { DerivedTextBuilder } from '../text/derived-text.ts';
import type { SourceText } from '../text/source-text.ts';
import type { ScalarText } from './yaml-scalars.ts';

/** A block scalar as the reader cuts it out. */
export interface BlockScalar {
  /** `|` or `>` with its indicators, without a comment. */
  readonly header: string;
  /** Source offsets of the lines, from the line behind the header to behind the last line end. */
  readonly start: number;
  readonly end: number;
  /** Indentation of the collection that holds it. */
  readonly parentIndent: number;
  readonly atRoot: boolean;
}

interface Line {
  readonly start: number;
  /** Behind the leading spaces. */
  readonly content: number;
  /** Before the line end. */
  readonly end: number;
  /** Behind the line end. */
  readonly next: number;
}

function linesOf(text: string, start: number, end: number): Line[] {
  const lines: Line[] = [];
  for (let at = start; at < end; ) {
    const feed = text.indexOf('\n', at);
    const next = feed === -1 || feed >= end ? end : feed + 1;
    let stop = next;
    if (feed !== -1 && feed < end) stop = feed > at && text.charCodeAt(feed - 1) === 13 ? feed - 1 : feed;
    let content = at;
    while (content < stop && text.charCodeAt(content) === 32) content++;
    lines.push({ start: at, content, end: stop, next });
    at = next;
  }
  return lines;
}

interface Header {
  readonly folded: boolean;
  readonly chomp: '' | '-' | '+';
  readonly indent: number;
  readonly faulty: boolean;
}

function readHeader(header: string): Header {
  let chomp: '' | '-' | '+' = '';
  let indent = 0;
  let faulty = false;
  for (const letter of header.slice(1)) {
    if (chomp === '' && (letter === '-' || letter === '+')) chomp = letter;
    else if (indent === 0 && letter >= '1' && letter <= '9') indent = Number(letter);
    else faulty = true;
  }
  return { folded: header.startsWith('>'), chomp, indent, faulty };
}

/** The text of a literal (`|`) or folded (`>`) block scalar (YAML 1.2, chapter 8.1). */
export function blockText(source: SourceText, scalar: BlockScalar): ScalarText {
  const header = readHeader(scalar.header);
  const lines = linesOf(source.text, scalar.start, scalar.end);
  const first = lines.findIndex((line) => line.content < line.end);
  const indent = indentOf(lines, first, scalar.parentIndent, header.indent);
  let faulty = header.faulty || (first !== -1 && indent === 0 && !scalar.atRoot);
  if (header.indent === 0) faulty ||= lines.slice(0, Math.max(first, 0)).some((line) => width(line) > indent);
  faulty ||= lines.some((line) => line.content < line.end && width(line) < indent);
  let last = first === -1 ? -1 : lines.length - 1;
  while (last >= 0 && isEmpty(lines[last], indent)) last--;
  const builder = new DerivedTextBuilder(source);
  if (header.folded) fold(builder, source.text, lines.slice(0, last + 1), indent);
  else keepLines(builder, lines.slice(0, last + 1), indent);
  const ending = lines[last];
  if (ending && header.chomp !== '-') lineEnd(builder, ending);
  if (header.chomp === '+') for (const line of lines.slice(last + 1)) lineEnd(builder, line);
  return { derived: builder.build(scalar.start), faulty };
}

const width = (line: Line): number => line.content - line.start;

function isEmpty(line: Line | undefined, indent: number): boolean {
  return line !== undefined && line.content === line.end && width(line) <= indent;
}

function indentOf(lines: readonly Line[], first: number, parentIndent: number, indicator: number): number {
  if (indicator > 0) return Math.max(parentIndent, 0) + indicator;
  const line = lines[first];
  return line ? width(line) : Math.max(0, ...lines.map(width));
}

function copyLine(builder: DerivedTextBuilder, line: Line, indent: number): void {
  builder.copy(Math.min(line.start + indent, line.content), line.end);
}

function lineEnd(builder: DerivedTextBuilder, line: Line): void {
  // The last line of a file may lack its line end; the text has one all the same.
  builder.substitute('\n', line.end, line.next);
}

function keepLines(builder: DerivedTextBuilder, lines: readonly Line[], indent: number): void {
  for (const [index, line] of lines.entries()) {
    copyLine(builder, line, indent);
    if (index < lines.length - 1) lineEnd(builder, line);
  }
}

/** Lines between two lines of text fold; an indented or tabbed line keeps the line ends around it. */
function fold(builder: DerivedTextBuilder, text: string, lines: readonly Line[], indent: number): void {
  let previous: Line | undefined;
  let previousKept = false;
  let empty: Line[] = [];
  for (const line of lines) {
    if (isEmpty(line, indent)) {
      empty.push(line);
      continue;
    }
    const kept = width(line) > indent || text.charCodeAt(line.content) === 9;
    if (previous) joinLines(builder, { previous, empty, keep: kept || previousKept });
    else for (const blank of empty) lineEnd(builder, blank);
    copyLine(builder, line, indent);
    previous = line;
    previousKept = kept;
    empty = [];
  }
}

interface Join {
  readonly previous: Line;
  readonly empty: readonly Line[];
  readonly keep: boolean;
}

function joinLines(builder: DerivedTextBuilder, { previous, empty, keep }: Join): void {
  if (keep) lineEnd(builder, previous);
  else if (empty.length === 0) builder.substitute(' ', previous.end, previous.next);
  for (const line of empty) lineEnd(builder, line);
}
