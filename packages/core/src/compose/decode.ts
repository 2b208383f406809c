import { DerivedText } from '../text/derived-text.ts';
import type { Located } from '../text/located.ts';
import { type Cast, casts } from './casting.ts';
import type { Via } from './model.ts';
import type { ComposeDocument, YamlDocument, YamlEntry, YamlMapping, YamlNode, YamlSequence } from './nodes.ts';
import { writtenOrigin } from './origins.ts';
import { type PathNode, stepInto } from './path-table.ts';
import { readScalar, type ScalarContext } from './scalars.ts';
import { type MapValue, unknownPiece, type Value } from './values.ts';
import { isMergeKey } from './yaml-merge-keys.ts';
import { emptyNode, scalarText } from './yaml-nodes.ts';

/** A path that a `!reset` or `!override` names, with the place of the tag. */
export interface ResetPath {
  readonly path: readonly string[];
  readonly at: Located;
  /** False for `!override`, where a value follows. */
  readonly reset: boolean;
}

export interface Decoded {
  /** Undefined if the document has no mapping. */
  readonly root: MapValue | undefined;
  readonly resets: readonly ResetPath[];
}

interface Decoder extends ScalarContext {
  readonly document: ComposeDocument;
  readonly resets: ResetPath[];
}

interface Spot {
  readonly path: readonly string[];
  readonly casts: PathNode<Cast> | undefined;
  readonly entry: YamlEntry | undefined;
  readonly flow: boolean;
  readonly list: boolean;
  readonly via: readonly Via[];
  /** Nesting so far, aliases included; the tree alone is limited to 200, aliases multiply that. */
  readonly depth: number;
  /** True inside of a list, where Compose ignores the tags of Compose. */
  readonly inList: boolean;
}

const maxDepth = 400;

/**
 * One YAML document as values: aliases followed, merge keys applied, variables replaced, typed where the language casts,
 * and `!reset` and `!override` noted.
 */
export function decodeDocument(file: ComposeDocument, document: YamlDocument, context: ScalarContext): Decoded {
  const decoder: Decoder = { ...context, document: file, resets: [] };
  const { content } = document;
  if (!content) return { root: undefined, resets: [] };
  const spot: Spot = {
    path: [],
    casts,
    entry: undefined,
    flow: false,
    list: false,
    via: [],
    depth: 0,
    inList: false,
  };
  const root = decode(decoder, content, spot);
  return { root: root?.kind === 'map' ? root : undefined, resets: decoder.resets };
}

/** Undefined for a value that `!reset` takes away. */
function decode(decoder: Decoder, node: YamlNode, spot: Spot): Value | undefined {
  if (node.tag && !spot.inList) {
    const reset = node.tag.text === '!reset';
    if (reset || node.tag.text === '!override') decoder.resets.push({ path: spot.path, at: node.tag.at, reset });
    if (reset) return undefined;
  } else if (node.tag?.text === '!reset') return undefined;
  switch (node.kind) {
    case 'YamlScalar':
      return readScalar(node, scalarPlace(decoder, node, spot), decoder);
    case 'YamlSequence':
      return spot.depth > maxDepth ? unknownAt(decoder, node, spot) : decodeSequence(decoder, node, spot);
    case 'YamlMapping':
      return spot.depth > maxDepth ? unknownAt(decoder, node, spot) : decodeMapping(decoder, node, spot);
    case 'YamlAlias': {
      if (!node.target) return unknownAt(decoder, node, spot);
      const via: Via = { source: node.source, span: node.span, how: 'alias' };
      const used = { ...spot, via: [...spot.via, via], depth: spot.depth + 1 };
      const isExtension = spot.path[0]?.startsWith('x-') === true;
      return isExtension ? decodeLater(decoder, node.target, used) : decode(decoder, node.target, used);
    }
  }
}

/**
 * Below a top-level `x-` key an alias is followed only when its value is looked at, which nothing but printing does: what
 * an alias bomb stands for is not made. What is wrong with the value is said where the anchor is.
 */
function decodeLater(decoder: Decoder, node: YamlNode, spot: Spot): Value | undefined {
  if (node.kind !== 'YamlMapping' && node.kind !== 'YamlSequence') return decode(decoder, node, spot);
  if (node.tag?.text === '!reset') return undefined;
  const origin = originAt(decoder, node, spot);
  const silent: Decoder = { ...decoder, resets: [], report: () => undefined };
  let made: Value | undefined;
  const make = (): Value => (made ??= decode(silent, node, spot) ?? unknownAt(silent, node, spot));
  if (node.kind === 'YamlSequence') {
    return {
      kind: 'list',
      origin,
      get items() {
        const list = make();
        return list.kind === 'list' ? list.items : [];
      },
    };
  }
  return {
    kind: 'map',
    origin,
    get entries() {
      const map = make();
      return map.kind === 'map' ? map.entries : new Map();
    },
  };
}

function originAt(decoder: Decoder, node: YamlNode, { entry, flow, list, via }: Spot) {
  return writtenOrigin({ document: decoder.document, node, entry, flow, list, via });
}

function scalarPlace(decoder: Decoder, node: YamlNode, spot: Spot) {
  return { path: spot.path, cast: spot.casts?.rule, origin: originAt(decoder, node, spot) };
}

/** What can't be followed could be anything. */
function unknownAt(decoder: Decoder, node: YamlNode, spot: Spot): Value {
  const origin = originAt(decoder, node, spot);
  const derived = node.kind === 'YamlScalar' ? node.derived : undefined;
  const text = () => derived ?? DerivedText.verbatim(node.source, node.span);
  const { directory } = decoder;
  return {
    kind: 'scalar',
    value: unknownPiece,
    state: 'unknown',
    hasDefault: false,
    origin,
    text,
    raw: text,
    directory,
  };
}

function decodeSequence(decoder: Decoder, node: YamlSequence, spot: Spot): Value {
  const items: Value[] = [];
  const below = stepInto(spot.casts, '[]');
  for (const [index, item] of node.items.entries()) {
    const value = decode(decoder, item, {
      path: [...spot.path, `[${index}]`],
      casts: below,
      entry: undefined,
      flow: node.flow,
      list: true,
      via: spot.via,
      depth: spot.depth + 1,
      inList: true,
    });
    if (value) items.push(value);
  }
  return { kind: 'list', items, origin: originAt(decoder, node, spot) };
}

function decodeMapping(decoder: Decoder, node: YamlMapping, spot: Spot): MapValue {
  const entries = new Map<string, Value>();
  const inside = { ...spot, flow: node.flow };
  for (const entry of node.entries) {
    const key = keyText(entry);
    if (key === undefined || (key === '<<' && isMergeKey(entry)) || entries.has(key)) continue;
    const value = decodeEntry(decoder, entry, inside, key);
    if (value) entries.set(key, value);
  }
  for (const entry of node.entries) if (isMergeKey(entry)) mergeInto(decoder, entries, entry, spot);
  return { kind: 'map', entries, origin: originAt(decoder, node, spot) };
}

function decodeEntry(decoder: Decoder, entry: YamlEntry, spot: Spot, key: string): Value | undefined {
  const below: Spot = {
    path: [...spot.path, key],
    casts: stepInto(spot.casts, key),
    entry,
    flow: spot.flow,
    list: false,
    via: spot.via,
    depth: spot.depth + 1,
    inList: spot.inList,
  };
  if (entry.value) return decode(decoder, entry.value, below);
  const node = emptyNode(entry.source, { anchor: undefined, tag: undefined }, entry.span.end);
  return readScalar(node, { path: below.path, cast: undefined, origin: originAt(decoder, node, below) }, decoder);
}

function keyText({ key }: YamlEntry): string | undefined {
  return scalarText(key.kind === 'YamlAlias' && key.target ? key.target : key);
}

/** Merges what `<<` names: keys that are there win, and of several mappings the first does. */
function mergeInto(decoder: Decoder, entries: Map<string, Value>, entry: YamlEntry, spot: Spot): void {
  const via: Via = { source: entry.source, span: entry.key.span, how: 'merge-key' };
  const followed = entry.value?.kind === 'YamlAlias' ? entry.value.target : entry.value;
  const listed = followed?.kind === 'YamlSequence' ? followed.items : followed ? [followed] : [];
  for (const item of listed) {
    const node = item.kind === 'YamlAlias' ? item.target : item;
    if (node?.kind !== 'YamlMapping' || spot.depth > maxDepth) continue;
    const merged = decodeMapping(decoder, node, { ...spot, via: [...spot.via, via], depth: spot.depth + 1 });
    for (const [key, value] of merged.entries) if (!entries.has(key)) entries.set(key, value);
  }
}
