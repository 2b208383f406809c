import type { Position } from '../text/span.ts';

/** A value of a configuration with its place, whatever language it is written in. */
export type ConfigNode =
  | { readonly kind: 'scalar'; readonly value: string | number | boolean | null; readonly at: Position | undefined }
  | { readonly kind: 'list'; readonly items: readonly ConfigNode[]; readonly at: Position | undefined }
  | { readonly kind: 'record'; readonly entries: readonly ConfigEntry[]; readonly at: Position | undefined };

export interface ConfigEntry {
  readonly key: string;
  readonly keyAt: Position | undefined;
  readonly value: ConfigNode;
}

/** A configuration as a tree, or the first thing that is no JSON or YAML of ours. */
export type ParsedConfig =
  | { readonly ok: true; readonly root: ConfigNode }
  | { readonly ok: false; readonly message: string; readonly at: Position | undefined };

/** No configuration is nested deeper; readers call themselves up to this depth. */
export const maxConfigDepth = 32;

/** The plain value of a node. Keys such as `__proto__` become properties like any other. */
export function valueOf(node: ConfigNode): unknown {
  switch (node.kind) {
    case 'scalar':
      return node.value;
    case 'list':
      return node.items.map(valueOf);
    case 'record':
      return Object.fromEntries(node.entries.map(({ key, value }) => [key, valueOf(value)]));
  }
}

/** A node of a value that code made: without places. */
export function nodeOfValue(value: unknown, depth = 0): ParsedConfig {
  const at = undefined;
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    return { ok: true, root: { kind: 'scalar', value, at } };
  }
  if (depth > maxConfigDepth) return { ok: false, message: `nested deeper than ${maxConfigDepth}`, at };
  if (Array.isArray(value)) {
    const items = value.map((item) => nodeOfValue(item, depth + 1));
    const wrong = items.find((item) => !item.ok);
    return (
      wrong ?? { ok: true, root: { kind: 'list', items: items.flatMap((item) => (item.ok ? item.root : [])), at } }
    );
  }
  if (typeof value !== 'object') return { ok: false, message: `holds a ${typeof value}, which is no data`, at };
  const entries: ConfigEntry[] = [];
  for (const [key, own] of Object.entries(value)) {
    if (own === undefined) continue;
    const node = nodeOfValue(own, depth + 1);
    if (!node.ok) return node;
    entries.push({ key, keyAt: at, value: node.root });
  }
  return { ok: true, root: { kind: 'record', entries, at } };
}

/** What a node is, for a complaint: `a list`. */
export function describeNode(node: ConfigNode): string {
  if (node.kind !== 'scalar') return node.kind === 'list' ? 'a list' : 'an object';
  return node.value === null ? 'null' : JSON.stringify(node.value);
}
