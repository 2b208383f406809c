import { type Field, insertAfter, type Origin, remove, type TextEdit } from '@plimsoll/core/rule';
import { endOfLine } from './line-ends.ts';
import { isOwnValue } from './service-places.ts';

/**
 * The edit that removes the lines of an entry (`key: value`, or a list item). Undefined where that would take something
 * else along: a comment or another entry on the line, an anchor, an entry in braces, a value that comes from elsewhere
 * (its removal shows in other services) or that hides one of another file.
 */
export function removeEntry({ origin, state }: Field<unknown>): TextEdit | undefined {
  if (!isOwnValue({ value: undefined, state, origin }) || origin.shadowed.length > 0) return undefined;
  const { source, span, flow } = origin.entry;
  if (flow || /&|(?:^|\s)#/.test(source.slice(span))) return undefined;
  const { text } = source;
  const start = text.lastIndexOf('\n', span.start - 1) + 1;
  const lineEnd = text.indexOf('\n', span.end);
  const end = lineEnd === -1 ? text.length : lineEnd + 1;
  if (text.slice(start, span.start).trim() !== '' || text.slice(span.end, end).trim() !== '') return undefined;
  return remove({ source, span: { start, end } });
}

/**
 * The edit that removes an item of a list of texts, or the whole key where it is the only one. `whole` is the value of
 * the key, `items` are its items. Edits of several findings meet in one run, and a list without items is refused by Compose, so
 * that the first item stays unless one of the others is `harmless`: no rule removes it.
 */
export function removeItem<T extends { readonly origin: Origin }>(
  item: Field<unknown>,
  whole: Field<unknown> | undefined,
  items: readonly T[],
  harmless: (other: T) => boolean,
): TextEdit | undefined {
  const { source, span } = item.origin;
  // A list that several files write has items in each, and none of them may be left without.
  const beside = items.filter(({ origin }) => origin.source.path === source.path);
  if (beside.length > 1) {
    const isFirst = beside.every(({ origin }) => origin.span.start >= span.start);
    return isFirst && !beside.some(harmless) ? undefined : removeEntry(item);
  }
  if (!whole || whole.origin.source.path !== source.path || whole.origin.span.start > span.start) return undefined;
  return isOwnValue(item) ? removeEntry(whole) : undefined;
}

/**
 * The edit that writes the entry `text` (one line, `key: value`) below that of a value. Undefined in braces, behind a
 * comment, and for a value that comes from elsewhere.
 */
export function addSibling({ origin, state }: Field<unknown>, text: string): TextEdit | undefined {
  if (!isOwnValue({ value: undefined, state, origin })) return undefined;
  const { source, span, flow, indent } = origin.entry;
  const lineEnd = source.text.indexOf('\n', span.end);
  const rest = source.text.slice(span.end, lineEnd === -1 ? undefined : lineEnd);
  if (flow || rest.trim() !== '') return undefined;
  return insertAfter({ source, span }, `${endOfLine(origin)}${' '.repeat(indent)}${text}`);
}
