import type { DerivedText } from '../text/derived-text.ts';
import { castText } from './casting.ts';
import type { CommandField, Field, Origin, TextField, Variable } from './model.ts';
import { isNull, type MapValue, partOf, type ScalarValue, textOf, type Value } from './values.ts';

/** A scalar as a text; undefined for null and for what is no scalar. */
export function textField(value: Value | undefined): TextField | undefined {
  if (value?.kind !== 'scalar' || value.value === null) return undefined;
  return new ScalarField(value);
}

/** A class for the reason of `WrittenOrigin`: the text as written is made for the few fields that are asked for it. */
class ScalarField implements TextField {
  readonly value: string | undefined;
  readonly state: TextField['state'];
  readonly origin: Origin;
  readonly #scalar: ScalarValue;

  constructor(scalar: ScalarValue) {
    this.value = scalar.state === 'unknown' ? undefined : textOf(scalar);
    this.state = scalar.state;
    this.origin = scalar.origin;
    this.#scalar = scalar;
  }

  get raw(): DerivedText {
    return this.#scalar.raw();
  }
}

/** A scalar that is a boolean; unknown for text that Compose would not take as one. */
export function booleanField(value: Value | undefined): Field<boolean> | undefined {
  if (value?.kind !== 'scalar' || value.value === null) return undefined;
  const { state, origin } = value;
  // Where no interpolation cast applies (hooks, builds), compose-go's decoder reads texts as the cast would.
  const read = typeof value.value === 'string' && state !== 'unknown' ? castText(value.value, 'bool') : value.value;
  if (state !== 'unknown' && typeof read === 'boolean') return { value: read, state, origin };
  return { value: undefined, state: 'unknown', origin };
}

/** A scalar that is a number. */
export function numberField(value: Value | undefined): Field<number> | undefined {
  if (value?.kind !== 'scalar' || value.value === null) return undefined;
  const { state, origin } = value;
  const number = typeof value.value === 'number' ? value.value : Number(textOf(value));
  if (state !== 'unknown' && Number.isFinite(number)) return { value: number, state, origin };
  return { value: undefined, state: 'unknown', origin };
}

/** Any value as plain data. */
export function plainField(value: Value | undefined): Field<unknown> | undefined {
  if (!value) return undefined;
  const state = stateOf(value);
  return { value: state === 'unknown' ? undefined : plainOf(value), state, origin: value.origin };
}

/** The least known state of anything in a value. */
function stateOf(value: Value): Field<unknown>['state'] {
  if (value.kind === 'scalar') return value.state;
  const members = value.kind === 'list' ? value.items : [...value.entries.values()];
  let state: Field<unknown>['state'] = 'known';
  for (const member of members) {
    const inner = stateOf(member);
    if (inner === 'unknown') return 'unknown';
    if (inner === 'default') state = 'default';
  }
  return state;
}

/** A value as plain JavaScript data, without origins. */
export function plainOf(value: Value): unknown {
  if (value.kind === 'scalar') return value.value;
  if (value.kind === 'list') return value.items.map(plainOf);
  const result: Record<string, unknown> = {};
  // A key may be `__proto__`.
  for (const [key, entry] of value.entries) {
    Object.defineProperty(result, key, { value: plainOf(entry), enumerable: true, configurable: true, writable: true });
  }
  return result;
}

/** The items of a list, or a single value as a list of one. */
export function itemsOf(value: Value | undefined): readonly Value[] {
  if (!value || isNull(value)) return [];
  return value.kind === 'list' ? value.items : value.kind === 'scalar' ? [value] : [];
}

export function textFields(value: Value | undefined): readonly TextField[] {
  return itemsOf(value).flatMap((item) => textField(item) ?? []);
}

/** Variables, labels, arguments: a mapping, or a list of `KEY=value`. */
export function variablesOf(value: Value | undefined): readonly Variable[] {
  if (value?.kind === 'map') return [...value.entries].map(([name, entry]) => entryVariable(name, entry));
  return itemsOf(value).flatMap((item) => (item.kind === 'scalar' ? itemVariable(item) : []));
}

function entryVariable(name: string, entry: Value): Variable {
  return { origin: entry.origin, name, nameAt: entry.origin.key, value: textField(entry) };
}

function itemVariable(item: ScalarValue): Variable[] {
  const { origin, pair } = item;
  if (pair)
    return [
      { origin: pair.value?.origin ?? origin, name: pair.name, nameAt: pair.nameAt, value: textField(pair.value) },
    ];
  const text = textOf(item);
  const equals = text.indexOf('=');
  const end = equals === -1 ? text.length : equals;
  const name = text.slice(0, end);
  // The name itself may be a variable.
  if ((name === '' && equals === -1) || name.includes('\uffff')) return [];
  const nameAt = item.text().locate({ start: 0, end });
  const value = equals === -1 ? undefined : textField(partOf(item, { start: equals + 1, end: text.length }));
  return [{ origin, name, nameAt, value }];
}

/** A command: a text that Compose splits, or a list. */
export function commandField(value: Value | undefined): CommandField | undefined {
  if (!value || isNull(value) || value.kind === 'map') return undefined;
  const parts = textFields(value);
  const form = value.kind === 'list' ? 'list' : 'string';
  const state = stateOf(value);
  const words = parts.map((part) => part.value ?? '');
  return { value: state === 'unknown' ? undefined : words, state, origin: value.origin, form, parts };
}

/** `map` or an empty one. */
export function mapOf(value: Value | undefined): MapValue | undefined {
  return value?.kind === 'map' ? value : undefined;
}
