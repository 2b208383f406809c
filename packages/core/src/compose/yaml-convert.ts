import type { SourceText } from '../text/source-text.ts';
import type { Span } from '../text/span.ts';
import type {
  YamlAlias,
  YamlComment,
  YamlDocument,
  YamlEntry,
  YamlFile,
  YamlMapping,
  YamlNode,
  YamlProblem,
  YamlSequence,
} from './nodes.ts';
import { isInvalidMerge } from './yaml-merge-keys.ts';
import { blockScalarNode, emptyNode, flowScalarNode, type Properties, scalarText } from './yaml-nodes.ts';

/** One lexical token, as the parser hands it on. */
export interface SourcePiece {
  readonly type: string;
  readonly offset: number;
  readonly source: string;
}

/** A parsed token of any kind. The names are those of the `yaml` package's concrete syntax tree. */
export interface StreamToken {
  readonly type: string;
  readonly offset: number;
  readonly indent?: number;
  readonly source?: string;
  readonly start?: readonly SourcePiece[] | SourcePiece;
  readonly items?: readonly StreamItem[];
  readonly value?: StreamToken;
  readonly end?: readonly SourcePiece[];
  readonly props?: readonly StreamToken[];
}

export interface StreamItem {
  readonly start: readonly SourcePiece[];
  readonly key?: StreamToken | null;
  readonly sep?: readonly SourcePiece[];
  readonly value?: StreamToken;
}

/** More nodes than this after the expansion of aliases, and compose-go gives up ("maximum node visit limit"). */
const maxNodes = 100_000;

interface Anchored {
  readonly node: YamlNode;
  /** How many nodes it stands for; undefined while it is still being read. */
  weight: number | undefined;
}

interface Conversion {
  readonly source: SourceText;
  readonly comments: YamlComment[];
  readonly problems: YamlProblem[];
  readonly anchors: Map<string, Anchored>;
  /** Nodes so far, aliases expanded. */
  weight: number;
  overBudget: boolean;
  doubtful: boolean;
}

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
    overBudget: false,
    doubtful: false,
  };
  const documents: YamlDocument[] = [];
  for (const token of tokens) {
    if (token.type === 'document') documents.push(convertDocument(state, token));
    else if (token.type === 'comment') addComment(state, token.offset, token.source ?? '');
    else if (token.type === 'doc-end') readEnd(state, token.end, documents.length > 0);
    else if (token.type !== 'space' && token.type !== 'newline' && token.type !== 'byte-order-mark') state.doubtful = true;
  }
  state.comments.sort((a, b) => a.span.start - b.span.start);
  const span = { start: 0, end: source.text.length };
  const { comments, problems, doubtful } = state;
  return { file: { kind: 'YamlFile', source, span, documents, comments, problems }, doubtful };
}

function addComment(state: Conversion, offset: number, text: string): void {
  const span = { start: offset, end: offset + text.length };
  if (text.endsWith('\r')) span.end--;
  const content = state.source.text.slice(span.start + 1, span.end);
  state.comments.push({ kind: 'YamlComment', source: state.source, span, text: content });
}

function convertDocument(state: Conversion, token: StreamToken): YamlDocument {
  const pieces = isPiece(token.start) ? none : (token.start ?? none);
  const props = readProperties(state, pieces, { indicator: 'doc-start', fromNewline: true, flow: false });
  const isBlock = token.value?.type === 'block-map' || token.value?.type === 'block-seq';
  if (props.indicator !== undefined && isBlock && !props.hasNewline) state.doubtful = true;
  const content = convertValue(state, token.value, props);
  readEnd(state, token.end, true);
  const start = content?.span.start ?? token.offset;
  const span = { start: Math.min(token.offset, start), end: Math.max(content?.span.end ?? token.offset, token.offset) };
  return { kind: 'YamlDocument', source: state.source, span, content };
}

/** What may follow a node on its last line: blanks and a comment. */
function readEnd(state: Conversion, pieces: readonly SourcePiece[] | undefined, expected: boolean): void {
  if (!expected) state.doubtful = true;
  if (!pieces) return;
  let blank = false;
  for (const piece of pieces) {
    if (piece.type === 'space' || piece.type === 'newline') blank = true;
    else if (piece.type === 'comment') {
      if (!blank) state.doubtful = true;
      addComment(state, piece.offset, piece.source);
    } else state.doubtful = true;
  }
}

interface Expected {
  readonly indicator: string;
  readonly fromNewline: boolean;
  readonly flow: boolean;
}

interface ReadProperties extends Properties {
  /** Offset of the indicator (`:`, `-`, `?`, `---`), if it stands there. */
  readonly indicator: number | undefined;
  readonly comma: boolean;
  readonly hasNewline: boolean;
  /** True if nothing but blanks follows the last line end. */
  readonly newlineLast: boolean;
  /** Behind the last piece. */
  readonly end: number;
}

const none: readonly SourcePiece[] = [];

function isPiece(start: StreamToken['start']): start is SourcePiece {
  return start !== undefined && 'type' in start;
}

/** Reads what stands before a node: blanks, comments, the indicator, an anchor and a tag. */
function readProperties(state: Conversion, pieces: readonly SourcePiece[], expected: Expected): ReadProperties {
  let anchor: SourcePiece | undefined;
  let tag: SourcePiece | undefined;
  let indicator: number | undefined;
  let comma = false;
  let hasNewline = false;
  let newlineLast = false;
  let blank = expected.fromNewline;
  let needsBlank = false;
  for (const piece of pieces) {
    if (needsBlank && piece.type !== 'space' && piece.type !== 'newline' && piece.type !== 'comma') state.doubtful = true;
    needsBlank = false;
    switch (piece.type) {
      case 'space':
        if (!expected.flow && piece.source.includes('\t')) state.doubtful = true;
        blank = true;
        continue;
      case 'newline':
        hasNewline = true;
        newlineLast = true;
        blank = true;
        continue;
      case 'comment':
        if (!blank) state.doubtful = true;
        addComment(state, piece.offset, piece.source);
        continue;
      case 'anchor':
        if (anchor || piece.source.endsWith(':')) state.doubtful = true;
        anchor = piece;
        needsBlank = true;
        break;
      case 'tag':
        if (tag) state.doubtful = true;
        tag = piece;
        needsBlank = true;
        break;
      case expected.indicator:
        if (anchor || tag || indicator !== undefined) state.doubtful = true;
        indicator = piece.offset;
        break;
      case 'comma':
        if (comma || !expected.flow) state.doubtful = true;
        comma = true;
        break;
      default:
        state.doubtful = true;
    }
    newlineLast = false;
    blank = false;
  }
  if (needsBlank) state.doubtful = true;
  const last = pieces[pieces.length - 1];
  const end = last ? last.offset + last.source.length : 0;
  return { anchor, tag, indicator, comma, hasNewline, newlineLast, end };
}

function convertValue(state: Conversion, token: StreamToken | null | undefined, props: Properties): YamlNode | undefined {
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
      const { node, faulty } = flowScalarNode(state.source, token, props);
      if (faulty) state.doubtful = true;
      return remember(state, props, node, before);
    }
    case 'block-scalar': {
      for (const piece of token.props ?? []) if (piece.type === 'comment') addComment(state, piece.offset, piece.source ?? '');
      const { node, faulty } = blockScalarNode(state.source, token, props);
      if (faulty) state.doubtful = true;
      return remember(state, props, node, before);
    }
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

function remember<Node extends YamlNode>(state: Conversion, props: Properties, node: Node, before: number): Node {
  if (props.anchor) state.anchors.set(props.anchor.source.slice(1), { node, weight: state.weight - before });
  return node;
}

/** Registers a collection before its members are read, so that an alias inside of it is known to be a cycle. */
function open(state: Conversion, props: Properties, node: YamlNode): Anchored | undefined {
  if (!props.anchor) return undefined;
  const anchored: Anchored = { node, weight: undefined };
  state.anchors.set(props.anchor.source.slice(1), anchored);
  return anchored;
}

function convertAlias(state: Conversion, token: StreamToken, props: Properties): YamlAlias {
  const source = state.source;
  readEnd(state, token.end, true);
  if (props.anchor || props.tag) state.doubtful = true;
  const name = (token.source ?? '*').slice(1);
  const span = { start: token.offset, end: token.offset + name.length + 1 };
  const anchored = state.anchors.get(name);
  let target: YamlNode | undefined;
  if (!anchored) state.problems.push({ source, span, code: 'unknown-alias', data: { name }, related: [] });
  else if (anchored.weight === undefined) {
    const related = [{ at: { source, span: anchored.node.span }, label: 'the anchored value starts here' }];
    state.problems.push({ source, span, code: 'alias-cycle', data: { name }, related });
  } else if (state.weight + anchored.weight > maxNodes) {
    if (!state.overBudget) {
      state.problems.push({ source, span, code: 'too-many-aliases', data: { name, limit: String(maxNodes) }, related: [] });
    }
    state.overBudget = true;
  } else {
    state.weight += anchored.weight;
    target = anchored.node;
  }
  return { kind: 'YamlAlias', source, span, anchor: undefined, tag: undefined, name, target };
}

function mappingNode(state: Conversion, start: number, flow: boolean, props: Properties) {
  const entries: YamlEntry[] = [];
  const span = { start, end: start };
  const { source } = state;
  const node: YamlMapping = { kind: 'YamlMapping', source, span, ...placed(state, props), flow, entries };
  return { node, members: entries, span };
}

function sequenceNode(state: Conversion, start: number, flow: boolean, props: Properties) {
  const items: YamlNode[] = [];
  const span = { start, end: start };
  const { source } = state;
  const node: YamlSequence = { kind: 'YamlSequence', source, span, ...placed(state, props), flow, items };
  return { node, members: items, span };
}

function placed(state: Conversion, { anchor, tag }: Properties): Pick<YamlNode, 'anchor' | 'tag'> {
  const { source } = state;
  const at = (piece: SourcePiece) => ({ source, span: { start: piece.offset, end: piece.offset + piece.source.length } });
  return {
    anchor: anchor && { name: anchor.source.slice(1), at: at(anchor) },
    tag: tag && { text: tag.source, at: at(tag) },
  };
}

const maxImplicitKey = 1024;

function convertMapping(state: Conversion, token: StreamToken, props: Properties): YamlMapping {
  const before = state.weight - 1;
  const mapping = mappingNode(state, token.offset, false, props);
  const anchored = open(state, props, mapping.node);
  const seen = new Map<string, YamlNode>();
  // The first key may stand behind an anchor or a tag of its own.
  let started = false;
  for (const item of token.items ?? []) {
    const entry = convertEntry(state, item, token.indent ?? 0);
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

function convertEntry(state: Conversion, item: StreamItem, indent: number): YamlEntry | undefined {
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
  return makeEntry(state, { key, keyProps, value, valueProps });
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
}

function makeEntry(state: Conversion, { key, keyProps, value, valueProps }: EntryParts): YamlEntry {
  const at = valueProps.indicator ?? (keyProps.end || valueProps.end);
  const keyNode = convertValue(state, key, keyProps) ?? emptyNode(state.source, { anchor: undefined, tag: undefined }, at);
  const valueNode = convertValue(state, value, valueProps);
  const keyStart = Math.min(keyNode.span.start, keyProps.anchor?.offset ?? Infinity, keyProps.tag?.offset ?? Infinity);
  const colonEnd = valueProps.indicator === undefined ? keyNode.span.end : valueProps.indicator + 1;
  const span: Span = { start: keyStart, end: Math.max(keyNode.span.end, colonEnd, valueNode?.span.end ?? 0) };
  return { kind: 'YamlEntry', source: state.source, span, key: keyNode, value: valueNode };
}

/** go-yaml compares keys by their text; Compose refuses a key that is no string. */
function checkKey(state: Conversion, seen: Map<string, YamlNode>, entry: YamlEntry): void {
  const { source } = state;
  const { key } = entry;
  if (isInvalidMerge(entry)) {
    const { span } = entry.value ?? key;
    state.problems.push({ source, span, code: 'invalid-merge-key', data: {}, related: [] });
  }
  const node = key.kind === 'YamlAlias' && key.target ? key.target : key;
  const text = scalarText(node);
  const span = key.span;
  if (text === undefined) {
    if (node.kind !== 'YamlAlias') state.problems.push({ source, span, code: 'non-string-key', data: { key: '' }, related: [] });
    return;
  }
  const first = seen.get(text);
  if (first) {
    const related = [{ at: { source: first.source, span: first.span }, label: 'first written here' }];
    state.problems.push({ source, span, code: 'duplicate-key', data: { key: text }, related });
  } else seen.set(text, key);
  if (node.kind === 'YamlScalar' && typeof node.value !== 'string') {
    state.problems.push({ source, span, code: 'non-string-key', data: { key: text }, related: [] });
  }
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
    const at = read.indicator === undefined ? read.end : read.indicator + 1;
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
    const entry = convertFlowItem(state, item, { index, last: index === items.length - 1, isMap });
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
    return convertValue(state, value ?? key, props) ?? emptyNode(state.source, props, props.end);
  }
  if (!place.isMap || explicit) state.doubtful = true;
  const valueProps = readProperties(state, sep ?? none, { indicator: 'map-value-ind', fromNewline: false, flow: true });
  if (valueProps.indicator === undefined && value) state.doubtful = true;
  return makeEntry(state, { key, keyProps: props, value, valueProps });
}
