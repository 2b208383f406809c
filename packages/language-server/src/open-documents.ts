import { indexLines, type LineIndex, offsetAt } from './line-index.ts';
import { errorCodes, isObject, type Json, ProtocolError, rangeIn, textIn } from './protocol.ts';

/** A document that the client has open: its text is the client's, whatever the disk says. */
export interface OpenDocument {
  readonly uri: string;
  readonly languageId: string;
  readonly version: number | null;
  readonly lines: LineIndex;
}

/** Reads `textDocument` of `didOpen`. Throws `ProtocolError`. */
export function openedDocument(item: Json): OpenDocument {
  return {
    uri: textIn(item, 'uri'),
    languageId: typeof item.languageId === 'string' ? item.languageId : '',
    version: versionOf(item),
    lines: indexLines(textIn(item, 'text')),
  };
}

/**
 * The document after `contentChanges`, in their order: a whole text, or a range of the text as the change before left it.
 * Ranges are clamped to the text. Throws `ProtocolError` for a change that is neither; nothing is then changed.
 */
export function changedDocument(document: OpenDocument, changes: readonly unknown[], item: Json): OpenDocument {
  let { lines } = document;
  for (const change of changes) {
    if (!isObject(change)) throw new ProtocolError(errorCodes.invalidParams, 'a change is no object');
    const text = textIn(change, 'text');
    if (change.range === undefined || change.range === null) lines = indexLines(text);
    else {
      const range = rangeIn(change, 'range');
      const [start, end] = [offsetAt(lines, range.start), offsetAt(lines, range.end)].sort((a, b) => a - b);
      lines = indexLines(lines.text.slice(0, start) + text + lines.text.slice(end));
    }
  }
  return { ...document, lines, version: versionOf(item) };
}

function versionOf({ version }: Json): number | null {
  return typeof version === 'number' ? version : null;
}
