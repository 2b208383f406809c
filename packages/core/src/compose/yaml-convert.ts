import type { SourceText } from '../text/source-text.ts';
import type { Span } from '../text/span.ts';
import type { YamlDocument, YamlEntry, YamlFile, YamlMapping, YamlNode, YamlSequence } from './nodes.ts';
import {
  addComment,
  type Conversion,
  checkKey,
  convertAlias,
  isPiece,
  mappingNode,
  none,
  open,
  type ReadProperties,
  readEnd,
  readProperties,
  remember,
  sequenceNode,
} from './yaml-conversion.ts';
import { blockScalarNode, emptyNode, flowScalarNode, type Properties } from './yaml-nodes.ts';
import type { StreamItem, StreamToken } from './yaml-tokens.ts';

/**
 * Turns the parser's tokens into our tree. `doubtful` is set when anything stands where a reader may refuse it, so that
 * the caller asks for the exact fault; every rule below that sets it is one of YAML's own. The recursion is bounded by
 * the caller's limit on depth.
 */
export function convertStream(
  source: SourceText,
  tokens: readonly StreamToken[],
): { readonly file: YamlFile; readonly doubtful: boolean } {
  const state: Conversion = {
    source,
    comments: [],
    problems: [],
    anchors: new Map(),
    weight: 0,
    extensionWeight: 0,
    inExtension: false,
    overBudget: false,
    doubtful: false,
  };
  const documents: YamlDocument[] = [];
  for (const token of tokens) {
    if (token.type === 'document') documents.push(convertDocument(state, token));
    else if (token.type === 'comment') addComment(state, token.offset, token.source ?? '');
    else if (token.type === 'doc-end') readEnd(state, token.end, documents.length > 0);
    else if (token.type !== 'space' && token.type !== 'newline' && token.type !== 'byte-order-mark')
      state.doubtful = true;
  }
  state.comments.sort((a, b) => a.span.start - b.span.start);
  const span = { start: 0, end: source.text.length };
  const { comments, problems, doubtful } = state;
  return { file: { kind: 'YamlFile', source, span, documents, comments, problems }, doubtful };
}

function convertDocument(state: Conversion, token: StreamToken): YamlDocument {
  const pieces = isPiece(token.start) ? none : (token.start ?? none);
  const props = readProperties(state, pieces, { indicator: 'doc-start', fromNewline: true, flow: false });
  const isBlock = token.value?.type === 'block-map' || token.value?.type === 'block-seq';
  if (props.indicator !== undefined && isBlock && !props.hasNewline) state.doubtful = true;
  const content =
    token.value?.type === 'block-map'
      ? convertRoot(state, token.value, props)
      : convertValue(state, token.value, props);
  readEnd(state, token.end, true);
  const start = content?.span.start ?? token.offset;
  const span = { start: Math.min(token.offset, start), end: Math.max(content?.span.end ?? token.offset, token.offset) };
  return { kind: 'YamlDocument', source: state.source, span, content };
}

function convertValue(
  state: Conversion,
  token: StreamToken | null | undefined,
  props: Properties,
): YamlNode | undefined {
  if (!token) {
    if (!props.anchor && !props.tag) return undefined;
    return remember(state, props, emptyNode(state.source, props), state.weight++);
  }
  const before = state.weight++;
  switch (token.type) {
    case 'scalar':
    case 'single-quoted-scalar':
    case 'double-quoted-scalar': {
      readEnd(state, token.end, true);
      // `{a: , b}` has a token without characters.
      if (token.source === '' && !props.anchor && !props.tag) return undefined;
      const { node, faulty } = flowScalarNode(state.source, token, props);
      if (faulty) state.doubtful = true;
      return remember(state, props, node, before);
    }
    case 'block-scalar':
      return remember(state, props, convertBlockScalar(state, token, props), before);
    case 'alias':
      return convertAlias(state, token, props);
    case 'block-map':
      return convertMapping(state, token, props);
    case 'block-seq':
      return convertSequence(state, token, props);
    case 'flow-collection':
      return convertFlow(state, token, props);
    default:
      state.doubtful = true;
      return undefined;
  }
}

function convertBlockScalar(state: Conversion, token: StreamToken, props: Properties): YamlNode {
  for (const piece of token.props ?? [])
    if (piece.type === 'comment') addComment(state, piece.offset, piece.source ?? '');
  const { node, faulty } = blockScalarNode(state.source, token, props);
  if (faulty) state.doubtful = true;
  return node;
}

const maxImplicitKey = 1024;

/** The mapping of a whole document, whose `x-` keys Compose does not look into. */
function convertRoot(state: Conversion, token: StreamToken, props: Properties): YamlMapping {
  state.weight++;
  const root = convertMapping(state, token, props, true);
  state.inExtension = false;
  return root;
}

function convertMapping(state: Conversion, token: StreamToken, props: Properties, isRoot = false): YamlMapping {
  const before = state.weight - 1;
  const mapping = mappingNode(state, token.offset, false, props);
  const anchored = open(state, props, mapping.node);
  const seen = new Map<string, YamlNode>();
  // The first key may stand behind an anchor or a tag of its own.
  let started = false;
  for (const item of token.items ?? []) {
    if (isRoot) state.inExtension = item.key?.source?.startsWith('x-') === true;
    const entry = convertEntry(state, item, { indent: token.indent ?? 0, from: mapping.span.end });
    if (!entry) continue;
    checkKey(state, seen, entry);
    if (!started) mapping.span.start = entry.span.start;
    started = true;
    mapping.members.push(entry);
    mapping.span.end = entry.span.end;
  }
  if (anchored) anchored.weight = state.weight - before;
  return mapping.node;
}

function convertEntry(
  state: Conversion,
  item: StreamItem,
  { indent, from }: { readonly indent: number; readonly from: number },
): YamlEntry | undefined {
  const keyProps = readProperties(state, item.start, { indicator: 'explicit-key-ind', fromNewline: true, flow: false });
  const { key, sep, value } = item;
  if (keyProps.indicator !== undefined) state.doubtful = true;
  else {
    if (!key && !sep && !keyProps.anchor && !keyProps.tag) return undefined;
    if (!isSimpleKey(key, indent) || keyProps.anchor || keyProps.tag) state.doubtful = true;
  }
  const valueProps = readProperties(state, sep ?? none, { indicator: 'map-value-ind', fromNewline: !key, flow: false });
  if (valueProps.indicator === undefined) state.doubtful = true;
  else if (key && valueProps.indicator - key.offset > maxImplicitKey) state.doubtful = true;
  if (value?.type === 'block-map' && !valueProps.hasNewline) state.doubtful = true;
  if (value?.type === 'block-seq' && (valueProps.anchor || valueProps.tag) && !valueProps.newlineLast) {
    state.doubtful = true;
  }
  return makeEntry(state, { key, keyProps, value, valueProps, from });
}

function isSimpleKey(key: StreamToken | null | undefined, indent: number): boolean {
  if (!key || key.indent !== indent || key.source === undefined) return false;
  return !key.source.includes('\n') && !key.end?.some((piece) => piece.type === 'newline');
}

interface EntryParts {
  readonly key: StreamToken | null | undefined;
  readonly keyProps: ReadProperties;
  readonly value: StreamToken | undefined;
  readonly valueProps: ReadProperties;
  /** Where an entry without any character stands. */
  readonly from: number;
}

function makeEntry(state: Conversion, { key, keyProps, value, valueProps, from }: EntryParts): YamlEntry {
  const at = valueProps.indicator ?? Math.max(from, keyProps.end, valueProps.end);
  const keyNode =
    convertValue(state, key, keyProps) ?? emptyNode(state.source, { anchor: undefined, tag: undefined }, at);
  const valueNode = convertValue(state, value, valueProps);
  const keyStart = Math.min(keyNode.span.start, keyProps.anchor?.offset ?? Infinity, keyProps.tag?.offset ?? Infinity);
  const colonEnd = valueProps.indicator === undefined ? keyNode.span.end : valueProps.indicator + 1;
  const span: Span = { start: keyStart, end: Math.max(keyNode.span.end, colonEnd, valueNode?.span.end ?? 0) };
  return { kind: 'YamlEntry', source: state.source, span, key: keyNode, value: valueNode };
}

function convertSequence(state: Conversion, token: StreamToken, props: Properties): YamlSequence {
  const before = state.weight - 1;
  const sequence = sequenceNode(state, token.offset, false, props);
  const anchored = open(state, props, sequence.node);
  for (const item of token.items ?? []) {
    const read = readProperties(state, item.start, { indicator: 'seq-item-ind', fromNewline: true, flow: false });
    if (read.indicator === undefined) {
      if (!item.value && !read.anchor && !read.tag) continue;
      state.doubtful = true;
    }
    const at = read.indicator === undefined ? Math.max(sequence.span.end, read.end) : read.indicator + 1;
    const node = convertValue(state, item.value, read) ?? emptyNode(state.source, read, at);
    sequence.members.push(node);
    sequence.span.end = Math.max(node.span.end, at);
  }
  if (anchored) anchored.weight = state.weight - before;
  return sequence.node;
}

const isBlock = (token: StreamToken | null | undefined): boolean =>
  token?.type === 'block-map' || token?.type === 'block-seq';

function convertFlow(state: Conversion, token: StreamToken, props: Properties): YamlMapping | YamlSequence {
  const before = state.weight - 1;
  const isMap = isPiece(token.start) && token.start.source === '{';
  const mapping = isMap ? mappingNode(state, token.offset, true, props) : undefined;
  const sequence = isMap ? undefined : sequenceNode(state, token.offset, true, props);
  const node = mapping?.node ?? sequence?.node ?? mappingNode(state, token.offset, true, props).node;
  const anchored = open(state, props, node);
  const seen = new Map<string, YamlNode>();
  let end = token.offset + 1;
  const items = token.items ?? [];
  for (const [index, item] of items.entries()) {
    const entry = convertFlowItem(state, item, { index, last: index === items.length - 1, isMap, from: end });
    if (!entry) continue;
    end = Math.max(end, entry.span.end);
    if (mapping && entry.kind === 'YamlEntry') {
      checkKey(state, seen, entry);
      mapping.members.push(entry);
    } else if (entry.kind === 'YamlEntry') sequence?.members.push(pairNode(state, entry));
    else sequence?.members.push(entry);
  }
  const [closing, ...rest] = token.end ?? [];
  if (closing?.source === (isMap ? '}' : ']')) end = closing.offset + 1;
  else state.doubtful = true;
  readEnd(state, rest, true);
  (mapping ?? sequence ?? { span: { end } }).span.end = end;
  if (anchored) anchored.weight = state.weight - before;
  return node;
}

/** `[a: b]` holds a mapping of one entry. */
function pairNode(state: Conversion, entry: YamlEntry): YamlMapping {
  checkKey(state, new Map(), entry);
  const { node, members, span } = mappingNode(state, entry.span.start, true, { anchor: undefined, tag: undefined });
  members.push(entry);
  span.end = entry.span.end;
  return node;
}

interface FlowPlace {
  readonly index: number;
  readonly last: boolean;
  readonly isMap: boolean;
  /** Behind the last item. */
  readonly from: number;
}

function convertFlowItem(state: Conversion, item: StreamItem, place: FlowPlace): YamlEntry | YamlNode | undefined {
  const { key, sep, value } = item;
  const props = readProperties(state, item.start, { indicator: 'explicit-key-ind', fromNewline: false, flow: true });
  const explicit = props.indicator !== undefined;
  if (!explicit && !props.anchor && !props.tag && !sep && !value && !key) {
    if ((place.index === 0 && props.comma) || !place.last) state.doubtful = true;
    return undefined;
  }
  if (props.comma !== place.index > 0 || isBlock(key) || isBlock(value)) state.doubtful = true;
  if (!place.isMap && !sep && !explicit) {
    return convertValue(state, value ?? key, props) ?? emptyNode(state.source, props, Math.max(place.from, props.end));
  }
  if (!place.isMap || explicit) state.doubtful = true;
  const valueProps = readProperties(state, sep ?? none, { indicator: 'map-value-ind', fromNewline: false, flow: true });
  if (valueProps.indicator === undefined && value) state.doubtful = true;
  return makeEntry(state, { key, keyProps: props, value, valueProps, from: place.from });
}
