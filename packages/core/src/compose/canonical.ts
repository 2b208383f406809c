import { canonicalMount } from './canonical-mounts.ts';
import { canonicalPort } from './canonical-ports.ts';
import { toNamedMap } from './merge.ts';
import type { ComposeProblem } from './model.ts';
import { compilePaths, type PathNode, pathText, stepInto } from './path-table.ts';
import {
  isNull,
  isUnknown,
  type ListValue,
  type MapValue,
  partOf,
  type ScalarValue,
  syntheticScalar,
  textOf,
  type Value,
} from './values.ts';
import { printPlain } from './yaml-types.ts';

interface Spot {
  readonly path: readonly string[];
  readonly report: (problem: ComposeProblem) => void;
}

type Transform = (value: Value, spot: Spot) => Value;

const wrap: Transform = (value) => {
  if (value.kind !== 'scalar' || isNull(value)) return value;
  return { kind: 'list', items: [value], origin: value.origin };
};

const sourceOnly =
  (key: string): Transform =>
  (value) => {
    if (value.kind !== 'scalar' || isNull(value)) return value;
    return { kind: 'map', entries: new Map([[key, value]]), origin: value.origin };
  };

const transforms = compilePaths<Transform>([
  ['services.*.build', sourceOnly('context')],
  ['services.*.build.secrets.[]', sourceOnly('source')],
  ['services.*.build.provenance', asText],
  ['services.*.build.sbom', asText],
  ['services.*.build.additional_contexts', keyValues],
  ['services.*.build.ssh', sshKeys],
  ['services.*.depends_on', dependencies],
  ['services.*.env_file', envFiles],
  ['services.*.label_file', wrap],
  ['services.*.gpus', allGpus],
  ['services.*.networks', (value) => toNamedMap(value, false)],
  ['services.*.models', (value) => toNamedMap(value, false)],
  ['services.*.volumes.[]', (value, { path, report }) => canonicalMount(value, pathText(path), report)],
  ['services.*.dns', wrap],
  ['services.*.devices.[]', deviceMapping],
  ['services.*.secrets.[]', sourceOnly('source')],
  ['services.*.configs.[]', sourceOnly('source')],
  ['services.*.ports', ports],
  ['services.*.develop.watch.[].ignore', wrap],
  ['services.*.develop.watch.[].include', wrap],
  ['volumes.*', external],
  ['networks.*', external],
  ['secrets.*', external],
  ['configs.*', external],
]);

/** The long form of everything that has a short one (compose-go, transform/canonical.go). */
export function canonicalModel(model: MapValue, report: Spot['report']): MapValue {
  const value = transform(model, transforms, { path: [], report });
  return value.kind === 'map' ? value : model;
}

function transform(value: Value, rules: PathNode<Transform> | undefined, spot: Spot): Value {
  if (!rules) return value;
  const made = rules.rule ? rules.rule(value, spot) : value;
  if (made.kind === 'map') return transformEntries(made, rules, spot);
  if (made.kind !== 'list') return made;
  const below = stepInto(rules, '[]');
  if (!below) return made;
  const items = made.items.map((item, index) =>
    transform(item, below, { ...spot, path: [...spot.path, `[${index}]`] }),
  );
  return { ...made, items };
}

function transformEntries(map: MapValue, rules: PathNode<Transform>, spot: Spot): MapValue {
  let entries: Map<string, Value> | undefined;
  for (const [key, value] of map.entries) {
    const below = stepInto(rules, key);
    if (!below) continue;
    const made = transform(value, below, { ...spot, path: [...spot.path, key] });
    if (made === value) continue;
    entries ??= new Map(map.entries);
    entries.set(key, made);
  }
  return entries ? { ...map, entries } : map;
}

function invalid(spot: Spot, at: Value, expected: string): void {
  const { source, span } = at.origin;
  const value = at.kind === 'scalar' ? textOf(at) : '';
  const data = { path: pathText(spot.path), key: spot.path[spot.path.length - 1] ?? '', value, expected };
  spot.report({ source, span, code: 'invalid-value', data, related: [], suggestion: undefined });
}

function asText(value: Value): Value {
  if (value.kind !== 'scalar' || typeof value.value === 'string') return value;
  return { ...value, value: value.value === null ? '<nil>' : printPlain(value.value, '') };
}

/** Splits `key=value`; undefined without an equals sign. */
function cut(item: ScalarValue): { readonly key: string; readonly value: ScalarValue } | undefined {
  if (item.pair?.value) return { key: item.pair.name, value: item.pair.value };
  const text = textOf(item);
  const equals = text.indexOf('=');
  if (equals === -1) return undefined;
  return { key: text.slice(0, equals), value: partOf(item, { start: equals + 1, end: text.length }) };
}

function keyValues(value: Value, spot: Spot): Value {
  if (value.kind !== 'list') return value;
  const entries = new Map<string, Value>();
  for (const item of value.items) {
    if (item.kind !== 'scalar') return value;
    const parts = cut(item);
    if (parts) entries.set(parts.key, parts.value);
    else if (!isUnknown(item)) invalid(spot, item, 'key=value');
  }
  return { kind: 'map', entries, origin: value.origin };
}

function sshKeys(value: Value, spot: Spot): Value {
  if (value.kind !== 'list') return value;
  const entries = new Map<string, Value>();
  for (const item of value.items) {
    if (item.kind !== 'scalar') return value;
    const parts = cut(item);
    if (parts) entries.set(parts.key, parts.value);
    else if (textOf(item) === 'default') entries.set('default', { ...item, value: null });
    else if (!isUnknown(item)) invalid(spot, item, '`default` or id=path');
  }
  return { kind: 'map', entries, origin: value.origin };
}

function dependencies(value: Value): Value {
  const map = toNamedMap(value, true);
  if (map.kind !== 'map') return map;
  const entries = new Map<string, Value>();
  for (const [name, entry] of map.entries) {
    if (entry.kind !== 'map') {
      entries.set(name, entry);
      continue;
    }
    const filled = new Map(entry.entries);
    if (!filled.has('condition')) filled.set('condition', syntheticScalar('service_started', entry.origin, '.'));
    if (!filled.has('required')) filled.set('required', syntheticScalar(true, entry.origin, '.'));
    entries.set(name, { ...entry, entries: filled });
  }
  return { ...map, entries };
}

function envFiles(value: Value): Value {
  const list = wrap(value, { path: [], report: () => undefined });
  if (list.kind !== 'list') return list;
  return { ...list, items: list.items.map(envFile) };
}

function envFile(item: Value): Value {
  const entries = new Map<string, Value>();
  if (item.kind === 'list' || isNull(item)) return item;
  if (item.kind === 'map') for (const [key, value] of item.entries) entries.set(key, value);
  else entries.set('path', item);
  if (!entries.has('required')) entries.set('required', syntheticScalar(true, item.origin, '.'));
  return { kind: 'map', entries, origin: item.origin };
}

function allGpus(value: Value): Value {
  if (value.kind !== 'scalar' || isNull(value)) return value;
  const count: MapValue = { kind: 'map', entries: new Map([['count', value]]), origin: value.origin };
  return { kind: 'list', items: [count], origin: value.origin };
}

function deviceMapping(value: Value, spot: Spot): Value {
  if (value.kind !== 'scalar' || typeof value.value !== 'string') return value;
  const text = textOf(value);
  const parts = text.split(':');
  if (parts.length > 3) {
    invalid(spot, value, 'at most three parts; use the long form');
    return value;
  }
  const starts = parts.map((_, index) => parts.slice(0, index).join(':').length + (index > 0 ? 1 : 0));
  const part = (index: number): ScalarValue | undefined => {
    const [start, content] = [starts[index], parts[index]];
    return start === undefined || !content ? undefined : partOf(value, { start, end: start + content.length });
  };
  const source = part(0) ?? value;
  const entries = new Map<string, Value>([
    ['source', source],
    ['target', part(1) ?? source],
    ['permissions', part(2) ?? syntheticScalar('rwm', value.origin, value.directory)],
  ]);
  return { kind: 'map', entries, origin: value.origin };
}

function ports(value: Value, spot: Spot): Value {
  if (value.kind !== 'list') return value;
  const path = (index: number): string => pathText([...spot.path, `[${index}]`]);
  const items = value.items.flatMap((item, index) => canonicalPort(item, path(index), spot.report));
  return { ...value, items } satisfies ListValue;
}

/** The old `external: {name: x}` means `external: true` and `name: x`. */
function external(value: Value, spot: Spot): Value {
  const old = value.kind === 'map' ? value.entries.get('external') : undefined;
  if (value.kind !== 'map' || old?.kind !== 'map') return value;
  const entries = new Map(value.entries);
  entries.set('external', { ...syntheticScalar(true, old.origin, '.'), origin: old.origin });
  const [name, inner] = [value.entries.get('name'), old.entries.get('name')];
  if (inner?.kind === 'scalar') {
    if (name?.kind !== 'scalar') entries.set('name', inner);
    else if (textOf(name) !== textOf(inner) && !isUnknown(name) && !isUnknown(inner)) {
      const { source, span } = inner.origin;
      const related = [
        { at: { source: name.origin.source, span: name.origin.span }, label: 'the name is also given here' },
      ];
      const data = { path: pathText(spot.path), key: 'external.name', other: 'name' };
      spot.report({ source, span, code: 'conflicting-keys', data, related, suggestion: undefined });
    }
  }
  return { ...value, entries };
}
