import type { Located } from '../text/located.ts';
import { nearest } from '../text/nearest.ts';
import validate, { type SchemaFault } from './generated/validate-compose.js';
import type { ComposeProblem } from './model.ts';
import { type PathNode, pathText, stepInto } from './path-table.ts';
import { expectedText, foundText, reduceFaults } from './schema-faults.ts';
import { isNull, isUnknown, type MapValue, type Value } from './values.ts';
import { structureKeys } from './vocabulary/tables.ts';

/**
 * What the schema refuses in a model, one problem per fault, each at its key or value. An unknown scalar satisfies any
 * type. `part` is true for a fragment: what it lacks may stand in another file.
 */
export function schemaProblems(model: MapValue, part: boolean): readonly ComposeProblem[] {
  if (validate(viewOf(withoutExtensions(model)))) return [];
  const problems: ComposeProblem[] = [];
  for (const fault of reduceFaults(validate.errors ?? [])) {
    const place = locate(model, fault.instancePath);
    // The validator looks at unknown values behind patterns all the same.
    if (!place || isUnknown(place.value) || (part && fault.keyword === 'required')) continue;
    const problem = problemOf(fault, place);
    if (problem) problems.push(problem);
  }
  return withoutConsequences(problems);
}

/** The schema asks nothing of top-level `x-` keys. */
function withoutExtensions(model: MapValue): MapValue {
  const entries = [...model.entries].filter(([key]) => !key.startsWith('x-'));
  return entries.length === model.entries.size ? model : { ...model, entries: new Map(entries) };
}

/** Plain data for the validator: unknown values are left out, so that nothing is asked of them. */
function viewOf(value: Value): unknown {
  if (value.kind === 'scalar') return value.state === 'unknown' ? undefined : value.value;
  if (value.kind === 'list') return knownItems(value.items).map(viewOf);
  // An object with a prototype, which the validator's comparison asks for; `__proto__` becomes an entry like any other.
  const view: Record<string, unknown> = {};
  for (const [key, entry] of value.entries) {
    if (key === '__proto__') Object.defineProperty(view, key, { value: viewOf(entry), enumerable: true });
    else view[key] = viewOf(entry);
  }
  return view;
}

function knownItems(items: readonly Value[]): readonly Value[] {
  return items.some(isUnknown) ? items.filter((item) => !isUnknown(item)) : items;
}

interface Place {
  readonly value: Value;
  readonly path: readonly string[];
  readonly keys: PathNode<readonly string[]> | undefined;
}

let knownKeys: PathNode<readonly string[]> | undefined;

/** The value at a JSON pointer of the validator. */
function locate(model: MapValue, pointer: string): Place | undefined {
  knownKeys ??= structureKeys();
  let place: Place = { value: model, path: [], keys: knownKeys };
  for (const part of pointer.split('/').slice(1)) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
    const { value, path, keys } = place;
    if (value.kind === 'map') {
      const entry = value.entries.get(key);
      if (!entry) return undefined;
      place = { value: entry, path: [...path, key], keys: stepInto(keys, key) };
    } else if (value.kind === 'list') {
      const item = knownItems(value.items)[Number(key)];
      if (!item) return undefined;
      place = { value: item, path: [...path, `[${key}]`], keys: stepInto(keys, '[]') };
    } else return undefined;
  }
  return place;
}

/** Where a value stands; a value without characters (`key:`) is at its key. */
export function placeOf(value: Value): Located {
  const { source, span, key } = value.origin;
  return span.start === span.end ? { source: key.source, span: key.span } : { source, span };
}

function problemOf(fault: SchemaFault, place: Place): ComposeProblem | undefined {
  const { value, path } = place;
  const key = path[path.length - 1] ?? '';
  const common = { related: [], suggestion: undefined };
  const where = { path: pathText(path), key };
  switch (fault.keyword) {
    case 'additionalProperties':
      return unknownKey(String(fault.params.additionalProperty), place);
    case 'required': {
      const missing = String(fault.params.missingProperty);
      if (value.kind === 'map' && value.entries.has(missing)) return undefined;
      const data = { path: where.path, key: missing, expected: missing };
      return { ...keyOf(value), code: 'missing-key', data, ...common };
    }
    case 'uniqueItems':
      return duplicateItem(fault, place);
    case 'type':
    case 'oneOf':
    case 'anyOf': {
      const data = { ...where, expected: expectedText(fault), found: foundText(value) };
      return { ...placeOf(value), code: 'wrong-type', data, ...common };
    }
    default: {
      const data = { ...where, expected: expectedText(fault), value: shownValue(value) };
      const suggestion = allowedSuggestion(fault, value);
      return { ...placeOf(value), code: 'invalid-value', data, related: [], suggestion };
    }
  }
}

function keyOf(value: Value): Located {
  const { key } = value.origin;
  return { source: key.source, span: key.span };
}

function shownValue(value: Value): string {
  return value.kind === 'scalar' ? String(value.value) : '';
}

function allowedSuggestion(fault: SchemaFault, value: Value): string | undefined {
  const allowed = fault.params.allowedValues;
  if (!Array.isArray(allowed) || value.kind !== 'scalar') return undefined;
  return nearest(String(value.value), allowed.map(String));
}

/** A key that the language does not have; where users name the keys, one with characters that a name can't have. */
function unknownKey(key: string, { value, path, keys }: Place): ComposeProblem | undefined {
  const entry = value.kind === 'map' ? value.entries.get(key) : undefined;
  if (!entry) return undefined;
  const known = keys?.rule ?? [];
  const at = keyOf(entry);
  const data = { path: pathText([...path, key]), key, parent: path[path.length - 1] ?? '' };
  if (known.length === 0) {
    const expected = 'a name of letters, digits, `.`, `_` and `-`';
    return {
      ...at,
      code: 'invalid-value',
      data: { ...data, value: key, expected },
      related: [],
      suggestion: undefined,
    };
  }
  const free = known.filter((name) => !(value.kind === 'map' && value.entries.has(name)));
  return { ...at, code: 'unknown-key', data, related: [], suggestion: nearest(key, free) };
}

function duplicateItem(fault: SchemaFault, { value, path }: Place): ComposeProblem | undefined {
  if (value.kind !== 'list') return undefined;
  const items = knownItems(value.items);
  const [i, j] = [Number(fault.params.i), Number(fault.params.j)];
  const [first, second] = [items[Math.min(i, j)], items[Math.max(i, j)]];
  if (!first || !second || isNull(second)) return undefined;
  const key = path[path.length - 1] ?? '';
  const data = { path: pathText(path), key, value: shownValue(second) };
  const related = [{ at: placeOf(first), label: 'first written here' }];
  return { ...placeOf(second), code: 'duplicate-item', data, related, suggestion: undefined };
}

/** A misspelt key is one fault, and not also a missing one. */
function withoutConsequences(problems: readonly ComposeProblem[]): readonly ComposeProblem[] {
  const meant = new Set<string>();
  for (const { code, data, suggestion } of problems) {
    if (code !== 'unknown-key' || suggestion === undefined) continue;
    meant.add(`${(data.path ?? '').slice(0, -(data.key ?? '').length - 1)} ${suggestion}`);
  }
  return problems.filter(({ code, data }) => code !== 'missing-key' || !meant.has(`${data.path} ${data.key}`));
}
