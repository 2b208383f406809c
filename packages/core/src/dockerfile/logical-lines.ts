import { DerivedText } from '../text/derived-text.ts';
import type { Located } from '../text/located.ts';
import type { SourceText } from '../text/source-text.ts';
import { skipSpaces, trimmedEnd } from './blanks.ts';
import type { Comment, SyntaxProblem } from './nodes.ts';
import { syntaxProblem } from './problems.ts';

/** BuildKit's scanner refuses longer lines (`bufio.MaxScanTokenSize` less the line end). */
const maximalLineBytes = 65_535;

/** Where the scanner stands. One object per parse, changed in place. */
export interface LineCursor {
  readonly source: SourceText;
  readonly text: string;
  /** Start of the next physical line. */
  next: number;
  /** The physical line read last, without its line end. */
  start: number;
  end: number;
  /** Character code of the escape character. */
  escape: number;
  readonly comments: Comment[];
  readonly problems: SyntaxProblem[];
}

/** An instruction's text, joined over its continuation lines. */
export interface LogicalLine {
  readonly joined: DerivedText;
  /** First character that is not blank. */
  readonly start: number;
  /** End of the last physical line that belongs to it, without trailing blanks. */
  readonly end: number;
  readonly blankContinuations: readonly Located[];
}

export function lineCursor(source: SourceText, problems: SyntaxProblem[]): LineCursor {
  return { source, text: source.text, next: 0, start: 0, end: 0, escape: 92, comments: [], problems };
}

/** Moves to the next physical line; false at the end of the file. CR and LF at its end are not part of the line. */
export function readLine(cursor: LineCursor): boolean {
  const { text, next } = cursor;
  if (next >= text.length) return false;
  const newline = text.indexOf('\n', next);
  const stop = newline < 0 ? text.length : newline;
  let end = stop;
  while (end > next && text.charCodeAt(end - 1) === 13) end--;
  cursor.start = next;
  cursor.end = end;
  cursor.next = newline < 0 ? text.length : newline + 1;
  if ((stop - next) * 3 > maximalLineBytes) checkLength(cursor, stop);
  return true;
}

function checkLength(cursor: LineCursor, stop: number): void {
  const { source, text, start } = cursor;
  let bytes = start === 0 && source.hasBom ? 3 : 0;
  for (let at = start; at < stop; at++) {
    const code = text.charCodeAt(at);
    // A surrogate pair is four bytes, so each half counts two.
    bytes += code < 0x80 ? 1 : code < 0x800 || (code >= 0xd800 && code < 0xe000) ? 2 : 3;
  }
  if (bytes <= maximalLineBytes) return;
  const problem = `The line has ${bytes} bytes; BuildKit reads at most ${maximalLineBytes}.`;
  const advice = 'Break it with continuations, or move the text to a file.';
  const at = { source, span: { start, end: Math.min(stop, start + 80) } };
  cursor.problems.push(syntaxProblem('line-too-long', at, { problem, advice, bytes: String(bytes) }));
}

/** Notes the comment on the line that was read last. */
export function addComment(cursor: LineCursor): Comment {
  const { source, text } = cursor;
  const start = skipSpaces(text, cursor.start, cursor.end);
  const span = { start, end: cursor.end };
  const comment: Comment = { kind: 'Comment', source, span, text: text.slice(start + 1, cursor.end) };
  cursor.comments.push(comment);
  return comment;
}

/**
 * Where the content of `text[start..end)` ends if the line goes on in the next one, else -1. The mark is the escape
 * character before trailing spaces and tabs, with no second one before it (`trimContinuationCharacter` in parser.go).
 */
export function continuationAt(text: string, start: number, end: number, escape: number): number {
  let at = end - 1;
  while (at >= start && (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 9)) at--;
  if (at < start || text.charCodeAt(at) !== escape) return -1;
  return at > start && text.charCodeAt(at - 1) === escape ? -1 : at;
}

/**
 * Joins the line that was read last with what continues it: comments inside are dropped, blank lines are skipped,
 * leading blanks of a continuation stay, and no space is put in place of the break.
 */
export function readLogicalLine(cursor: LineCursor): LogicalLine {
  const { source, text } = cursor;
  const start = skipSpaces(text, cursor.start, cursor.end);
  const broken = continuationAt(text, start, cursor.end, cursor.escape);
  if (broken < 0) {
    const joined = DerivedText.verbatim(source, { start, end: cursor.end });
    return { joined, start, end: trimmedEnd(text, start, cursor.end), blankContinuations: noBlankLines };
  }
  return joinLines(cursor, start, broken);
}

const noBlankLines: readonly Located[] = [];

function joinLines(cursor: LineCursor, start: number, firstEnd: number): LogicalLine {
  const { source, text, escape } = cursor;
  const parts: string[] = [];
  const starts: number[] = [];
  const sourceStarts: number[] = [];
  const sourceEnds: number[] = [];
  const blanks: Located[] = [];
  let length = 0;
  let from = start;
  let to = firstEnd;
  for (;;) {
    if (to > from) {
      parts.push(text.slice(from, to));
      starts.push(length);
      sourceStarts.push(from);
      sourceEnds.push(to);
      length += to - from;
    }
    if (!readContinuation(cursor, blanks)) break;
    from = cursor.start;
    const broken = continuationAt(text, from, cursor.end, escape);
    to = broken < 0 ? cursor.end : broken;
    if (broken >= 0) continue;
    if (to > from) {
      parts.push(text.slice(from, to));
      starts.push(length);
      sourceStarts.push(from);
      sourceEnds.push(to);
      length += to - from;
    }
    break;
  }
  const pieces = parts.length > 0 ? { starts, sourceStarts, sourceEnds, length } : undefined;
  const joined = new DerivedText(source, parts.join(''), pieces ? 0 : start, pieces);
  const lastStart = Math.max(start, cursor.start);
  const end = trimmedEnd(text, lastStart, cursor.end);
  // A blank line at the end belongs to the instruction as it is.
  return { joined, start, end: end === lastStart ? cursor.end : end, blankContinuations: blanks };
}

/** Moves to the next line of content inside a continuation; false at the end of the file. */
function readContinuation(cursor: LineCursor, blanks: Located[]): boolean {
  while (readLine(cursor)) {
    const at = skipSpaces(cursor.text, cursor.start, cursor.end);
    if (at === cursor.end) {
      blanks.push({ source: cursor.source, span: { start: cursor.start, end: cursor.end } });
    } else if (cursor.text.charCodeAt(at) === 35) {
      addComment(cursor);
    } else {
      return true;
    }
  }
  return false;
}
