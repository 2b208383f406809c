import type { Form, Keys, ListForm, MapForm, NamesForm, Word, WordFacts } from './word.ts';

export const text: Form = { kind: 'string' };
export const flag: Form = { kind: 'boolean' };
export const number: Form = { kind: 'number' };
export const integer: Form = { kind: 'integer' };
export const nothing: Form = { kind: 'null' };
/** A mapping that the schema does not look into. */
export const anyMap: Form = { kind: 'any-map' };

export function word(forms: readonly Form[], facts: WordFacts = {}): Word {
  return { ...facts, forms };
}

export function oneOf(allowed: readonly string[]): Form {
  return { kind: 'string', allowed };
}

export function textLike(pattern: string): Form {
  return { kind: 'string', pattern };
}

export function list(item: Word): ListForm {
  return { kind: 'list', item, distinct: false };
}

export function distinctList(item: Word): ListForm {
  return { kind: 'list', item, distinct: true };
}

export function map(keys: Keys, { required = [], others = 'extensions' }: Partial<MapForm> = {}): MapForm {
  return { kind: 'map', keys, required, others };
}

export function names(pattern: string, entry: Word, strict = true): NamesForm {
  return { kind: 'names', pattern, entry, strict };
}
