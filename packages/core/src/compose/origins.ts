import type { Located } from '../text/located.ts';
import type { SourceText } from '../text/source-text.ts';
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

/**
 * The origin of a value that is written in a file. A class, as a file has tens of thousands of them: a getter in an
 * object literal would give each its own hidden class in V8, four times the memory and half of the time of a loading.
 */
class WrittenOrigin implements Origin {
  readonly source: SourceText;
  readonly span: Span;
  readonly via: readonly Via[];
  readonly shadowed: readonly Located[] = nothing;
  readonly key: Located;
  readonly node: YamlNode;
  readonly synthetic = false;
  readonly #written: Written;
  #entry: EntryHandle | undefined;

  constructor(written: Written) {
    const { node, entry, via } = written;
    this.source = node.source;
    this.span = node.span;
    this.via = via;
    this.key = entry ? entry.key : node;
    this.node = node;
    this.#written = written;
  }

  get entry(): EntryHandle {
    this.#entry ??= entryHandle(this.#written);
    return this.#entry;
  }
}

/** The origin of a value that is written in a file. */
export function writtenOrigin(written: Written): Origin {
  return new WrittenOrigin(written);
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

type OriginChanges = Partial<Omit<Origin, 'entry'>>;

class ChangedOrigin implements Origin {
  readonly source: SourceText;
  readonly span: Span;
  readonly via: readonly Via[];
  readonly shadowed: readonly Located[];
  readonly key: Located;
  readonly node: YamlNode | undefined;
  readonly synthetic: boolean;
  readonly #from: Origin;

  constructor(from: Origin, changes: OriginChanges) {
    this.source = changes.source ?? from.source;
    this.span = changes.span ?? from.span;
    this.via = changes.via ?? from.via;
    this.shadowed = changes.shadowed ?? from.shadowed;
    this.key = changes.key ?? from.key;
    this.node = from.node;
    this.synthetic = changes.synthetic ?? from.synthetic;
    this.#from = from;
  }

  get entry(): EntryHandle {
    return this.#from.entry;
  }
}

/** An origin like `origin` but for `changes`. Copying would compute the entry, which few values are asked for. */
export function originWith(origin: Origin, changes: OriginChanges): Origin {
  return new ChangedOrigin(origin, changes);
}
