import type { Located } from '../text/located.ts';
import type { Span } from '../text/span.ts';
import type { EntryHandle, Origin, Via } from './model.ts';
import type { ComposeDocument, YamlEntry, YamlNode } from './nodes.ts';

interface Written {
  readonly document: ComposeDocument;
  readonly node: YamlNode;
  /** The entry that holds the node; undefined for a list item or the root. */
  readonly entry: YamlEntry | undefined;
  /** True if the collection around it is in braces or brackets. */
  readonly flow: boolean;
  readonly list: boolean;
  readonly via: readonly Via[];
}

const nothing: readonly Located[] = [];

/** The origin of a value that is written in a file. */
export function writtenOrigin({ document, node, entry, flow, list, via }: Written): Origin {
  const { source } = node;
  let handle: EntryHandle | undefined;
  return {
    source,
    span: node.span,
    via,
    shadowed: nothing,
    key: entry ? entry.key : node,
    node,
    synthetic: false,
    get entry() {
      handle ??= entryHandle({ document, node, entry, flow, list, via });
      return handle;
    },
  };
}

function entryHandle({ document, node, entry, flow, list }: Written): EntryHandle {
  const span = entry ? entry.span : list && !flow ? itemSpan(node) : node.span;
  const { source } = node;
  const indent = source.position(span.start).column - 1;
  return { document, source, span, indent, flow, list };
}

/** A list item with its dash. */
function itemSpan(node: YamlNode): Span {
  const { text } = node.source;
  let start = Math.min(node.span.start, node.anchor?.at.span.start ?? Infinity, node.tag?.at.span.start ?? Infinity);
  let at = start - 1;
  while (at >= 0 && /\s/.test(text.charAt(at))) at--;
  if (text.charAt(at) === '-') start = at;
  return { start, end: node.span.end };
}

/** An origin like `origin` but for `changes`. Copying would compute the entry, which few values are asked for. */
export function originWith(origin: Origin, changes: Partial<Omit<Origin, 'entry'>>): Origin {
  return {
    source: changes.source ?? origin.source,
    span: changes.span ?? origin.span,
    via: changes.via ?? origin.via,
    shadowed: changes.shadowed ?? origin.shadowed,
    key: changes.key ?? origin.key,
    node: origin.node,
    synthetic: changes.synthetic ?? origin.synthetic,
    get entry() {
      return origin.entry;
    },
  };
}
