import { DerivedTextBuilder } from '../text/derived-text.ts';
import { type MergeRule, mergeRules } from './merge-rules.ts';
import type { ComposeProblem } from './model.ts';
import { originWith } from './origins.ts';
import { type PathNode, pathText, stepInto } from './path-table.ts';
import {
  entryOf,
  isNull,
  isUnknown,
  type ListValue,
  type MapValue,
  type ScalarValue,
  shadowing,
  syntheticScalar,
  textOf,
  type Value,
} from './values.ts';

interface Merger {
  readonly report: (problem: ComposeProblem) => void;
}

interface Spot {
  readonly rules: PathNode<MergeRule> | undefined;
  readonly path: readonly string[];
}

/** The base with an override on it, both whole files; every key by its own rule (section 13 of the Compose file reference). */
export function mergeModels(base: MapValue, override: MapValue, report: Merger['report']): MapValue {
  return mergeMaps({ report }, base, override, { rules: mergeRules, path: [] });
}

/** A service on the one that it extends. */
export function mergeService(base: MapValue, service: MapValue, report: Merger['report']): MapValue {
  const rules = stepInto(stepInto(mergeRules, 'services'), 'x');
  const name = service.origin.key.source.slice(service.origin.key.span);
  const merged = mergeMaps({ report }, base, service, { rules, path: ['services', name] });
  // The base's key names another service.
  return { ...merged, parts: service.parts ?? [service.origin.key] };
}

/** One top-level resource on the same of an included file. */
export function mergeResource(base: Value, override: Value, path: readonly string[], report: Merger['report']): Value {
  let rules: PathNode<MergeRule> | undefined = mergeRules;
  for (const key of path) rules = stepInto(rules, key);
  return mergeValues({ report }, base, override, { rules, path });
}

function mergeMaps(merger: Merger, base: MapValue, override: MapValue, spot: Spot): MapValue {
  const entries = new Map(base.entries);
  for (const [key, value] of override.entries) {
    const old = entries.get(key);
    const below: Spot = { rules: stepInto(spot.rules, key), path: [...spot.path, key] };
    entries.set(key, old ? mergeValues(merger, old, value, below) : value);
  }
  const { source, span } = base.origin;
  const origin = originWith(override.origin, {
    shadowed: [...override.origin.shadowed, { source, span }, ...base.origin.shadowed],
  });
  const parts = [...(base.parts ?? [base.origin.key]), ...(override.parts ?? [override.origin.key])];
  return { kind: 'map', entries, origin, parts };
}

function mergeValues(merger: Merger, base: Value, override: Value, spot: Spot): Value {
  const rule = spot.rules?.rule;
  if (isUnknown(override)) return shadowing(override, base);
  if (rule === 'replace') return shadowing(override, base);
  if (isNull(override)) return base;
  if (isNull(base)) return shadowing(override, base);
  if (rule && !isUnknown(base)) return mergeByRule(merger, base, override, { ...spot, rule });
  if (base.kind === 'scalar') return shadowing(override, base);
  if (base.kind === 'map' && override.kind === 'map') return mergeMaps(merger, base, override, spot);
  if (base.kind === 'list' && override.kind === 'list') return append(base, override);
  return conflict(merger, base, override, spot);
}

function append(base: ListValue, override: ListValue): ListValue {
  return { ...base, items: [...base.items, ...override.items] };
}

function conflict(merger: Merger, base: Value, override: Value, { path }: Spot): Value {
  const { source, span } = override.origin;
  const names = { map: 'a mapping', list: 'a list', scalar: 'a single value' };
  const data = {
    path: pathText(path),
    key: path[path.length - 1] ?? '',
    expected: names[base.kind],
    found: names[override.kind],
  };
  const related = [
    { at: { source: base.origin.source, span: base.origin.span }, label: 'the value that it overrides' },
  ];
  merger.report({ source, span, code: 'merge-conflict', data, related, suggestion: undefined });
  // The base, so that nothing else is said about a value that has no place here.
  return base;
}

function mergeByRule(merger: Merger, base: Value, override: Value, spot: Spot & { readonly rule: MergeRule }): Value {
  switch (spot.rule) {
    case 'sequence':
      return append(toList(base), toList(override));
    case 'hosts':
      return mergeHosts(toList(base), toList(override));
    case 'build':
      return mergePair(merger, toBuild(base), toBuild(override), spot);
    case 'dependencies':
      return mergePair(merger, toNamedMap(base, true), toNamedMap(override, true), spot);
    case 'names':
      return mergePair(merger, toNamedMap(base, false), toNamedMap(override, false), spot);
    case 'logging':
      return mergeLogging(merger, base, override, spot);
    case 'pools':
      return mergePools(merger, base, override, spot);
    default:
      return shadowing(override, base);
  }
}

function mergePair(merger: Merger, base: Value, override: Value, spot: Spot): Value {
  if (base.kind === 'map' && override.kind === 'map') return mergeMaps(merger, base, override, spot);
  return conflict(merger, base, override, spot);
}

function mergeLogging(merger: Merger, base: Value, override: Value, spot: Spot): Value {
  const [mine, other] = [entryOf(base, 'driver'), entryOf(override, 'driver')];
  const both = mine?.kind === 'scalar' && other?.kind === 'scalar' ? [textOf(mine), textOf(other)] : undefined;
  if (both && both[0] !== both[1]) return shadowing(override, base);
  return mergePair(merger, base, override, spot);
}

function mergeHosts(base: ListValue, override: ListValue): ListValue {
  const known = new Set(base.items.map(itemText));
  return append(base, { ...override, items: override.items.filter((item) => !known.has(itemText(item))) });
}

function itemText(item: Value): string | undefined {
  return item.kind === 'scalar' ? textOf(item) : undefined;
}

/** compose-go's loop over address pools, oddities included: base pools that the override does not repeat are lost. */
function mergePools(merger: Merger, base: Value, override: Value, spot: Spot): Value {
  if (base.kind !== 'list' || override.kind !== 'list') return conflict(merger, base, override, spot);
  let pools: Value[] = [];
  for (const original of base.items) {
    let current = original;
    for (const other of override.items) {
      if (subnetOf(other) !== subnetOf(current) && !pools.some((pool) => subnetOf(pool) === subnetOf(other))) {
        pools.push(other);
        continue;
      }
      const old = current;
      if (old.kind === 'map' && other.kind === 'map') current = mergeMaps(merger, old, other, spot);
      // There the pool is changed in place, wherever it stands by now.
      pools = pools.map((pool) => (pool === old ? current : pool));
      const place = pools.findIndex((pool) => subnetOf(pool) === subnetOf(current));
      if (place === -1) pools.push(current);
      else pools[place] = current;
    }
  }
  return { ...override, items: pools };
}

function subnetOf(pool: Value): string | undefined {
  const found = entryOf(pool, 'subnet');
  return found?.kind === 'scalar' ? textOf(found) : undefined;
}

/** A mapping as the list `key=value` that Compose makes of it to append; a single text as a list of one. */
export function toList(value: Value): ListValue {
  if (value.kind === 'list') return value;
  if (value.kind === 'scalar') return { kind: 'list', items: isNull(value) ? [] : [value], origin: value.origin };
  const items: ScalarValue[] = [];
  for (const [name, entry] of value.entries) {
    if (entry.kind === 'list') for (const item of entry.items) items.push(pairScalar(name, item));
    else items.push(pairScalar(name, entry));
  }
  items.sort((a, b) => (textOf(a) < textOf(b) ? -1 : textOf(a) > textOf(b) ? 1 : 0));
  return { kind: 'list', items, origin: value.origin };
}

function pairScalar(name: string, value: Value): ScalarValue {
  const { key } = value.origin;
  const origin = originWith(value.origin, { source: key.source, span: key.span });
  if (value.kind !== 'scalar' || isNull(value)) {
    const directory = value.kind === 'scalar' ? value.directory : '.';
    const bare = syntheticScalar(name, origin, directory);
    return { ...bare, origin, pair: { name, nameAt: key, value: undefined } };
  }
  const text = () => {
    const builder = new DerivedTextBuilder(key.source);
    builder.substitute(name, key.span.start, key.span.end);
    const whole = value.text();
    const place = whole.toSource({ start: 0, end: whole.text.length });
    builder.substitute('=', key.span.end, Math.max(key.span.end, place.start));
    whole.appendTo(builder, { start: 0, end: whole.text.length });
    return builder.build(key.span.start);
  };
  const pair = { name, nameAt: key, value };
  return { ...value, value: `${name}=${textOf(value)}`, origin, text, raw: text, pair };
}

function toBuild(value: Value): Value {
  if (value.kind !== 'scalar') return value;
  return { kind: 'map', entries: new Map([['context', value]]), origin: value.origin };
}

/** A list of names as a mapping; the entries of `depends_on` get what the short form means. */
export function toNamedMap(value: Value, dependencies: boolean): Value {
  if (value.kind !== 'list') return value;
  const entries = new Map<string, Value>();
  for (const item of value.items) {
    if (item.kind !== 'scalar') continue;
    entries.set(textOf(item), dependencies ? dependencyOf(item) : namedNull(item));
  }
  return { kind: 'map', entries, origin: value.origin };
}

function namedNull(item: ScalarValue): ScalarValue {
  return { ...syntheticScalar(null, item.origin, item.directory), origin: item.origin, raw: item.raw };
}

function dependencyOf(item: ScalarValue): MapValue {
  const { origin, directory } = item;
  const entries = new Map<string, Value>([
    ['condition', syntheticScalar('service_started', origin, directory)],
    ['required', syntheticScalar(true, origin, directory)],
  ]);
  return { kind: 'map', entries, origin };
}
