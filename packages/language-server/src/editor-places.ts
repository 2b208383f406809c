import type { Place } from '@plimsoll/core';
import { type LineIndex, positionAt } from './line-index.ts';
import type { ProtocolRange } from './protocol.ts';

/** Where files are for the client: by project paths. */
export interface EditorPlaces {
  /** The client's name of a file, open or not. */
  readonly uriOf: (path: string) => string;
  /** The text of an open file; undefined for one that is only on disk. */
  readonly openText: (path: string) => { readonly lines: LineIndex; readonly version: number | null } | undefined;
}

/** A place as the protocol counts. Findings leave a byte order mark out of their offsets; the client's text may have it. */
export function rangeOf({ path, start, end }: Place, { openText }: EditorPlaces): ProtocolRange {
  const lines = openText(path)?.lines;
  if (!lines) {
    return {
      start: { line: start.line - 1, character: start.column - 1 },
      end: { line: end.line - 1, character: end.column - 1 },
    };
  }
  const mark = lines.text.startsWith('\ufeff') ? 1 : 0;
  return { start: positionAt(lines, start.offset + mark), end: positionAt(lines, end.offset + mark) };
}

/** True if the ranges share a character, or touch: a cursor stands between characters. */
export function touches(a: ProtocolRange, b: ProtocolRange): boolean {
  return !isBefore(a.end, b.start) && !isBefore(b.end, a.start);
}

function isBefore(a: ProtocolRange['start'], b: ProtocolRange['start']): boolean {
  return a.line < b.line || (a.line === b.line && a.character < b.character);
}
