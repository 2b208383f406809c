import type { Located } from './located.ts';

/** One replacement in one document. */
export interface TextEdit {
  readonly at: Located;
  readonly text: string;
}

/** `safe`: the meaning can't change. `unsafe`: it may, and the title says how. */
export type FixSafety = 'safe' | 'unsafe';

/** Replaces the characters at `place`. */
export function replace(place: Located, text: string): TextEdit {
  return { at: { source: place.source, span: place.span }, text };
}

/** Inserts `text` right before `place`. */
export function insertBefore(place: Located, text: string): TextEdit {
  const { start } = place.span;
  return { at: { source: place.source, span: { start, end: start } }, text };
}

/** Inserts `text` right after `place`. */
export function insertAfter(place: Located, text: string): TextEdit {
  const { end } = place.span;
  return { at: { source: place.source, span: { start: end, end } }, text };
}

/** Removes the characters at `place`. */
export function remove(place: Located): TextEdit {
  return replace(place, '');
}

/** `word` in the letter case of the text that it replaces: all lower, all upper, or as given. */
export function sameCase(place: Located, word: string): string {
  const old = place.source.slice(place.span);
  if (old === old.toLowerCase()) return word.toLowerCase();
  return old === old.toUpperCase() ? word.toUpperCase() : word;
}
