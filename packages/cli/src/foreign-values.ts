import type { ConfigNode, Position } from '@plimsoll/core';
import type { PeerImporter } from './peer-import.ts';

/** The entries of a mapping. Anything else but an empty value is refused. */
export function recordOf(
  node: ConfigNode,
  what: string,
  { refuse }: Pick<PeerImporter, 'refuse'>,
): Extract<ConfigNode, { readonly kind: 'record' }>['entries'] {
  if (node.kind === 'record') return node.entries;
  if (!isEmpty(node)) refuse(node.at, `${what}: no mapping of keys to values`);
  return [];
}

/** The texts of a list, or the one text in its place. Anything else but an empty value is refused, item by item. */
export function readTexts(
  node: ConfigNode,
  what: string,
  { refuse }: Pick<PeerImporter, 'refuse'>,
): readonly { readonly text: string; readonly at: Position | undefined }[] {
  if (isEmpty(node)) return [];
  return (node.kind === 'list' ? node.items : [node]).flatMap((item) => {
    if (item.kind === 'scalar' && typeof item.value === 'string') return [{ text: item.value, at: item.at }];
    refuse(item.at, `${what}: no text`);
    return [];
  });
}

/** A key without a value. */
export function isEmpty(node: ConfigNode): boolean {
  return node.kind === 'scalar' && node.value === null;
}
