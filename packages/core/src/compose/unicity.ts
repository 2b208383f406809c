import { type UniqueRule, uniqueRules } from './merge-rules.ts';
import { parseMount } from './mounts.ts';
import { type PathNode, stepInto } from './path-table.ts';
import {
  entryOf,
  isUnknown,
  type ListValue,
  type MapValue,
  shadowing,
  textOf,
  unknownPiece,
  type Value,
} from './values.ts';

/**
 * Lists with a unique key hold one item per key: the first one's place, the last one's content. Compose does this
 * silently, within one file too.
 */
export function enforceUnicity(model: MapValue): MapValue {
  const unified = unify(model, uniqueRules);
  return unified.kind === 'map' ? unified : model;
}

function unify(value: Value, rules: PathNode<UniqueRule> | undefined): Value {
  if (!rules || value.kind === 'scalar') return value;
  if (value.kind === 'list') return rules.rule ? unifyList(value, rules.rule) : value;
  let entries: Map<string, Value> | undefined;
  for (const [key, entry] of value.entries) {
    const unified = unify(entry, stepInto(rules, key));
    if (unified === entry) continue;
    entries ??= new Map(value.entries);
    entries.set(key, unified);
  }
  return entries ? { ...value, entries } : value;
}

function unifyList(list: ListValue, rule: UniqueRule): ListValue {
  if (list.items.length < 2) return list;
  const items: Value[] = [];
  const places = new Map<string, number>();
  for (const item of list.items) {
    const key = keyOf(item, rule);
    const place = key === undefined || key.includes(unknownPiece) ? undefined : places.get(key);
    const old = place === undefined ? undefined : items[place];
    if (place !== undefined && old) items[place] = shadowing(item, old);
    else {
      if (key !== undefined) places.set(key, items.length);
      items.push(item);
    }
  }
  return items.length === list.items.length ? list : { ...list, items };
}

const scalarText = (value: Value | undefined): string | undefined =>
  value?.kind === 'scalar' && value.value !== null ? textOf(value) : undefined;

/** The key of an item; undefined if it has none or can't be known. */
function keyOf(item: Value, rule: UniqueRule): string | undefined {
  if (item.kind === 'list') return undefined;
  if (item.kind === 'map') return mapKey(item, rule);
  const text = textOf(item);
  switch (rule) {
    case 'key-value': {
      if (item.pair) return item.pair.name;
      const equals = text.indexOf('=');
      return equals === -1 ? text : text.slice(0, equals);
    }
    case 'mount': {
      const parsed = parseMount(text);
      const target = parsed.kind === 'mount' ? parsed.mount.target : undefined;
      return target && text.slice(target.start, target.end);
    }
    case 'device':
      return text.split(':')[text.includes(':') ? 1 : 0];
    case 'secret':
      return `/run/secrets/${text}`;
    case 'config':
      return `/${text}`;
    default:
      return text;
  }
}

function mapKey(item: MapValue, rule: UniqueRule): string | undefined {
  switch (rule) {
    case 'mount':
    case 'device':
      return scalarText(entryOf(item, 'target'));
    case 'env-file':
      return scalarText(entryOf(item, 'path'));
    case 'secret':
    case 'config': {
      const prefix = rule === 'secret' ? '/run/secrets/' : '/';
      return scalarText(entryOf(item, 'target')) ?? `${prefix}${scalarText(entryOf(item, 'source')) ?? ''}`;
    }
    case 'port':
      return portKey(item);
    default:
      return undefined;
  }
}

function portKey(port: MapValue): string | undefined {
  const [host, published, target, protocol] = ['host_ip', 'published', 'target', 'protocol'].map((key) =>
    entryOf(port, key),
  );
  if (!target || [host, published, target, protocol].some(isUnknown)) return undefined;
  // A published port in quotes and one without are different keys to compose-go, and so both stay.
  const kind = published?.kind === 'scalar' ? typeof published.value : '';
  const parts = [scalarText(host) ?? '0.0.0.0', kind, scalarText(published) ?? '', scalarText(target) ?? ''];
  return `${parts.join(':')}/${scalarText(protocol) ?? 'tcp'}`;
}
