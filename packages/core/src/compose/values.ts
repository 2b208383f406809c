import { DerivedText, DerivedTextBuilder } from '../text/derived-text.ts';
import type { Located } from '../text/located.ts';
import type { Span } from '../text/span.ts';
import type { Field, Origin, Via } from './model.ts';
import { originWith } from './origins.ts';
import { type PlainValue, printPlain } from './yaml-types.ts';

/**
 * The effective model while it is loaded: plain maps, lists and scalars, each with its origin. Values are never changed
 * in place; a step that changes something makes new values around it.
 */
export type Value = MapValue | ListValue | ScalarValue;

export interface MapValue {
  readonly kind: 'map';
  readonly entries: ReadonlyMap<string, Value>;
  readonly origin: Origin;
  /** The key of the mapping in every file that adds to it, base first; undefined for one file. */
  readonly parts?: readonly Located[];
}

export interface ListValue {
  readonly kind: 'list';
  readonly items: readonly Value[];
  readonly origin: Origin;
}

/** A piece of text whose characters are not known stands in texts as this character, which no YAML file can hold. */
export const unknownPiece = '\uffff';

export interface ScalarValue {
  readonly kind: 'scalar';
  /** With `state: 'unknown'`, a text in which every unknown piece is `unknownPiece`. */
  readonly value: PlainValue;
  readonly state: Field<unknown>['state'];
  /** True if some of the text is the default of a variable. */
  readonly hasDefault: boolean;
  readonly origin: Origin;
  /** The evaluated text with its map to the file. */
  readonly text: () => DerivedText;
  /** The text before interpolation. */
  readonly raw: () => DerivedText;
  /** Project path of the directory that a path in this value is relative to. */
  readonly directory: string;
  /** Set where `key: value` became `key=value` for a merge. */
  readonly pair?: { readonly name: string; readonly nameAt: Located; readonly value: ScalarValue | undefined };
}

/** The text of a scalar as Compose prints it; an unknown piece is `unknownPiece`. */
export function textOf(scalar: ScalarValue): string {
  return typeof scalar.value === 'string' ? scalar.value : scalar.text().text;
}

export function isNull(value: Value | undefined): boolean {
  return value?.kind === 'scalar' && value.value === null;
}

export function isUnknown(value: Value | undefined): boolean {
  return value?.kind === 'scalar' && value.state === 'unknown';
}

export function entryOf(value: Value | undefined, key: string): Value | undefined {
  return value?.kind === 'map' ? value.entries.get(key) : undefined;
}

/** The value at a path of keys. */
export function valueAt(value: Value | undefined, ...keys: readonly string[]): Value | undefined {
  let found = value;
  for (const key of keys) found = entryOf(found, key);
  return found;
}

/** `map` with `key` set to `value`. */
export function withEntry(map: MapValue, key: string, value: Value): MapValue {
  return { ...map, entries: new Map(map.entries).set(key, value) };
}

/** `map` without `key`. */
export function withoutEntry(map: MapValue, key: string): MapValue {
  if (!map.entries.has(key)) return map;
  const entries = new Map(map.entries);
  entries.delete(key);
  return { ...map, entries };
}

/** An origin for something that nobody wrote; `cause` is what brought it about. */
export function syntheticOrigin(cause: Origin): Origin {
  return originWith(cause, { synthetic: true, shadowed: [] });
}

/** A scalar that nobody wrote, such as a default. */
export function syntheticScalar(value: PlainValue, cause: Origin, directory: string): ScalarValue {
  const text = () => {
    const builder = new DerivedTextBuilder(cause.source);
    builder.substitute(printPlain(value, ''), cause.span.start, cause.span.end);
    return builder.build(cause.span.start);
  };
  const origin = syntheticOrigin(cause);
  return { kind: 'scalar', value, state: 'known', hasDefault: false, origin, text, raw: text, directory };
}

/** A scalar at the same place with another value, such as one port of a range. */
export function restated(scalar: ScalarValue, value: string | number | boolean): ScalarValue {
  const text = () => {
    const builder = new DerivedTextBuilder(scalar.origin.source);
    builder.substitute(String(value), scalar.origin.span.start, scalar.origin.span.end);
    return builder.build(scalar.origin.span.start);
  };
  return { ...scalar, value, text };
}

/** The part `span` of a scalar's text as a scalar of its own, for short forms such as `8080:80`. */
export function partOf(scalar: ScalarValue, span: Span): ScalarValue {
  const whole = scalar.text();
  const value = whole.text.slice(span.start, span.end);
  const place = whole.locate(span);
  const origin = originWith(scalar.origin, { source: place.source, span: place.span, shadowed: [] });
  const text = () => whole.slice(span);
  const raw = () => DerivedText.verbatim(place.source, place.span);
  const unknown = value.includes(unknownPiece);
  const state = unknown ? 'unknown' : scalar.hasDefault ? 'default' : 'known';
  const { hasDefault, directory } = scalar;
  return {
    kind: 'scalar',
    value,
    state,
    hasDefault,
    origin,
    text,
    raw: scalar.state === 'known' ? text : raw,
    directory,
  };
}

/** `value` with `via` put in front of every origin below it: it is used from there. */
export function usedVia(value: Value, via: Via): Value {
  const origin = originWith(value.origin, { via: [via, ...value.origin.via] });
  if (value.kind === 'scalar') return { ...value, origin };
  if (value.kind === 'list') return { ...value, origin, items: value.items.map((item) => usedVia(item, via)) };
  const entries = new Map<string, Value>();
  for (const [key, entry] of value.entries) entries.set(key, usedVia(entry, via));
  return { ...value, origin, entries };
}

/** `winner` remembering what it replaced. */
export function shadowing(winner: Value, loser: Value): Value {
  const { source, span, shadowed } = loser.origin;
  const origin = originWith(winner.origin, { shadowed: [...winner.origin.shadowed, { source, span }, ...shadowed] });
  return { ...winner, origin };
}
