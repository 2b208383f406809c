import type { YamlEntry, YamlNode } from './nodes.ts';

/** True for the key `<<` that merges: only the plain word does. */
export function isMergeKey({ key }: YamlEntry): boolean {
  return key.kind === 'YamlScalar' && key.style === 'plain' && key.value === '<<';
}

/**
 * True if the entry merges something that is neither a mapping nor a list of mappings, which go-yaml refuses ("map merge
 * requires map or sequence of maps as the value"). An alias that leads nowhere has a problem of its own.
 */
export function isInvalidMerge(entry: YamlEntry): boolean {
  if (!isMergeKey(entry)) return false;
  const { value } = entry;
  const node = value?.kind === 'YamlAlias' ? value.target : value;
  if (node?.kind === 'YamlSequence') return !node.items.every(isMergeable);
  return value === undefined || !isMergeable(value);
}

function isMergeable(node: YamlNode): boolean {
  const target = node.kind === 'YamlAlias' ? node.target : node;
  return target === undefined || target.kind === 'YamlMapping';
}
