import type { SourceText } from '../text/source-text.ts';
import type { YamlAlias, YamlComment, YamlEntry, YamlMapping, YamlNode, YamlProblem, YamlSequence } from './nodes.ts';
import { isInvalidMerge } from './yaml-merge-keys.ts';
import { type Properties, scalarText } from './yaml-nodes.ts';
import type { SourcePiece, StreamToken } from './yaml-tokens.ts';

/** More nodes than this after the expansion of aliases, and compose-go gives up ("maximum node visit limit"). */
const maxNodes = 100_000;

/** Below a top-level `x-` key nothing is expanded until somebody looks at it; Compose 2.40.3 loads this much in 15 s. */
const maxExtensionNodes = 500_000;

interface Anchored {
  readonly node: YamlNode;
  /** How many nodes it stands for; undefined while it is still being read. */
  weight: number | undefined;
}

export interface Conversion {
  readonly source: SourceText;
  readonly comments: YamlComment[];
  readonly problems: YamlProblem[];
  readonly anchors: Map<string, Anchored>;
  /** Nodes so far, aliases expanded. */
  weight: number;
  /** Those of them that aliases below top-level `x-` keys stand for. */
  extensionWeight: number;
  /** True below a top-level `x-` key. */
  inExtension: boolean;
  overBudget: boolean;
  doubtful: boolean;
}

export function addComment(state: Conversion, offset: number, text: string): void {
  const span = { start: offset, end: offset + text.length };
  if (text.endsWith('\r')) span.end--;
  const content = state.source.text.slice(span.start + 1, span.end);
  state.comments.push({ kind: 'YamlComment', source: state.source, span, text: content });
}

/** What may follow a node on its last line: blanks and a comment. */
export function readEnd(state: Conversion, pieces: readonly SourcePiece[] | undefined, expected: boolean): void {
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

export interface ReadProperties extends Properties {
  /** Offset of the indicator (`:`, `-`, `?`, `---`), if it stands there. */
  readonly indicator: number | undefined;
  readonly comma: boolean;
  readonly hasNewline: boolean;
  /** True if nothing but blanks follows the last line end. */
  readonly newlineLast: boolean;
  /** Behind the last piece. */
  readonly end: number;
}

export const none: readonly SourcePiece[] = [];

export function isPiece(start: StreamToken['start']): start is SourcePiece {
  return start !== undefined && 'type' in start;
}

/** What was read so far in front of a node. */
interface Reading {
  anchor: SourcePiece | undefined;
  tag: SourcePiece | undefined;
  indicator: number | undefined;
  comma: boolean;
  hasNewline: boolean;
  newlineLast: boolean;
  /** True if a comment may begin here. */
  blank: boolean;
  /** True behind an anchor or a tag, which end with a blank. */
  needsBlank: boolean;
}

/** Reads what stands before a node: blanks, comments, the indicator, an anchor and a tag. */
export function readProperties(state: Conversion, pieces: readonly SourcePiece[], expected: Expected): ReadProperties {
  const read: Reading = {
    anchor: undefined,
    tag: undefined,
    indicator: undefined,
    comma: false,
    hasNewline: false,
    newlineLast: false,
    blank: expected.fromNewline,
    needsBlank: false,
  };
  for (const piece of pieces) {
    if (read.needsBlank && piece.type !== 'space' && piece.type !== 'newline' && piece.type !== 'comma')
      state.doubtful = true;
    read.needsBlank = false;
    if (readBlank(state, piece, expected, read)) continue;
    if (!readMark(piece, expected, read)) state.doubtful = true;
    read.newlineLast = false;
    read.blank = false;
  }
  if (read.needsBlank) state.doubtful = true;
  const { anchor, tag, indicator, comma, hasNewline, newlineLast } = read;
  const last = pieces[pieces.length - 1];
  const end = last ? last.offset + last.source.length : 0;
  return { anchor, tag, indicator, comma, hasNewline, newlineLast, end };
}

/** Blanks, line ends and comments; false for anything else. */
function readBlank(state: Conversion, piece: SourcePiece, { flow }: Expected, read: Reading): boolean {
  switch (piece.type) {
    case 'space':
      if (!flow && piece.source.includes('\t')) state.doubtful = true;
      read.blank = true;
      return true;
    case 'newline':
      read.hasNewline = true;
      read.newlineLast = true;
      read.blank = true;
      return true;
    case 'comment':
      if (!read.blank) state.doubtful = true;
      addComment(state, piece.offset, piece.source);
      return true;
    default:
      return false;
  }
}

/** An anchor, a tag, the indicator or a comma; false for one that may not stand there. */
function readMark(piece: SourcePiece, expected: Expected, read: Reading): boolean {
  const { anchor, tag, indicator, comma } = read;
  switch (piece.type) {
    case 'anchor':
      read.anchor = piece;
      read.needsBlank = true;
      return !anchor && !piece.source.endsWith(':');
    case 'tag':
      read.tag = piece;
      read.needsBlank = true;
      return !tag;
    case expected.indicator:
      read.indicator = piece.offset;
      return !anchor && !tag && indicator === undefined;
    case 'comma':
      read.comma = true;
      return !comma && expected.flow;
    default:
      return false;
  }
}

export function remember<Node extends YamlNode>(
  state: Conversion,
  props: Properties,
  node: Node,
  before: number,
): Node {
  if (props.anchor) state.anchors.set(props.anchor.source.slice(1), { node, weight: state.weight - before });
  return node;
}

/** Registers a collection before its members are read, so that an alias inside of it is known to be a cycle. */
export function open(state: Conversion, props: Properties, node: YamlNode): Anchored | undefined {
  if (!props.anchor) return undefined;
  const anchored: Anchored = { node, weight: undefined };
  state.anchors.set(props.anchor.source.slice(1), anchored);
  return anchored;
}

export function convertAlias(state: Conversion, token: StreamToken, props: Properties): YamlAlias {
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
  } else if (isOverBudget(state, anchored.weight)) {
    if (!state.overBudget) {
      const data = { name, limit: String(state.inExtension ? maxExtensionNodes : maxNodes) };
      state.problems.push({ source, span, code: 'too-many-aliases', data, related: [] });
    }
    state.overBudget = true;
  } else {
    if (state.inExtension) state.extensionWeight += anchored.weight;
    state.weight += anchored.weight;
    target = anchored.node;
  }
  return { kind: 'YamlAlias', source, span, anchor: undefined, tag: undefined, name, target };
}

function isOverBudget({ weight, extensionWeight, inExtension }: Conversion, more: number): boolean {
  return inExtension ? extensionWeight + more > maxExtensionNodes : weight - extensionWeight + more > maxNodes;
}

export function mappingNode(state: Conversion, start: number, flow: boolean, props: Properties) {
  const entries: YamlEntry[] = [];
  const span = { start, end: start };
  const { source } = state;
  const node: YamlMapping = { kind: 'YamlMapping', source, span, ...placed(state, props), flow, entries };
  return { node, members: entries, span };
}

export function sequenceNode(state: Conversion, start: number, flow: boolean, props: Properties) {
  const items: YamlNode[] = [];
  const span = { start, end: start };
  const { source } = state;
  const node: YamlSequence = { kind: 'YamlSequence', source, span, ...placed(state, props), flow, items };
  return { node, members: items, span };
}

function placed(state: Conversion, { anchor, tag }: Properties): Pick<YamlNode, 'anchor' | 'tag'> {
  const { source } = state;
  const at = (piece: SourcePiece) => ({
    source,
    span: { start: piece.offset, end: piece.offset + piece.source.length },
  });
  return {
    anchor: anchor && { name: anchor.source.slice(1), at: at(anchor) },
    tag: tag && { text: tag.source, at: at(tag) },
  };
}

/** go-yaml compares keys by their text; Compose refuses a key that is no string. */
export function checkKey(state: Conversion, seen: Map<string, YamlNode>, entry: YamlEntry): void {
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
    if (node.kind !== 'YamlAlias')
      state.problems.push({ source, span, code: 'non-string-key', data: { key: '' }, related: [] });
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
