import type { Cast } from '../casting.ts';
import type { MergeRule, UniqueRule } from '../merge-rules.ts';

/** One key of the language, or one kind of item: what it may hold, and what Compose does with it. */
export interface Word extends WordFacts {
  readonly forms: readonly Form[];
}

export interface WordFacts {
  /** How an override changes the base, where it is not the general way (mappings by key, lists appended). */
  readonly merge?: MergeRule;
  /** By what two items of the list are the same. */
  readonly unique?: UniqueRule;
  /** What a text becomes before anything else looks at it. */
  readonly cast?: Cast;
  /** The version of Docker Compose that had it first; absent for what is older than 2.4, `next` for what 2.40 lacks. */
  readonly since?: string;
  /** Set for what should not be used any more: what to use, as a path or in words. */
  readonly deprecated?: string;
}

export type Keys = Readonly<Record<string, Word>>;

/** One kind of value that a word may hold. */
export type Form =
  | { readonly kind: 'string'; readonly allowed?: readonly string[]; readonly pattern?: string }
  | { readonly kind: 'number' | 'integer'; readonly minimum?: number; readonly maximum?: number }
  | { readonly kind: 'boolean' | 'null' | 'any-map' }
  | ListForm
  | MapForm
  | NamesForm;

export interface ListForm {
  readonly kind: 'list';
  readonly item: Word;
  /** Two equal items are refused. */
  readonly distinct: boolean;
}

/** A mapping with the keys of the language. */
export interface MapForm {
  readonly kind: 'map';
  readonly keys: Keys;
  readonly required: readonly string[];
  /** Which keys there may be beside them: those that begin with `x-`, none, or any. */
  readonly others: 'extensions' | 'none' | 'any';
}

/** A mapping whose keys users name. */
export interface NamesForm {
  readonly kind: 'names';
  readonly pattern: string;
  readonly entry: Word;
  /** False where a name that does not match is let through, and what it holds is not looked at. */
  readonly strict: boolean;
}
