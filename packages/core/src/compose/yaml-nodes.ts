import { DerivedText } from '../text/derived-text.ts';
import type { SourceText } from '../text/source-text.ts';
import type { Span } from '../text/span.ts';
import type { YamlNode, YamlScalar } from './nodes.ts';
import { blockText } from './yaml-block-scalars.ts';
import { doubleQuotedText, plainText, singleQuotedText } from './yaml-scalars.ts';
import type { SourcePiece, StreamToken } from './yaml-tokens.ts';
import { type PlainValue, resolvePlain } from './yaml-types.ts';

/** Anchor and tag in front of a node. */
export interface Properties {
  readonly anchor: SourcePiece | undefined;
  readonly tag: SourcePiece | undefined;
}

interface Made {
  readonly node: YamlScalar;
  /** True if the reader may refuse the scalar. */
  readonly faulty: boolean;
}

interface ScalarParts {
  readonly source: SourceText;
  readonly span: Span;
  readonly props: Properties;
  readonly style: YamlScalar['style'];
  readonly text: string;
  /** Made on demand: most scalars are only read by value. */
  readonly derive: () => DerivedText;
}

/** A class for the reason of `WrittenOrigin`. */
class ScalarNode implements YamlScalar {
  readonly kind = 'YamlScalar';
  readonly source: SourceText;
  readonly span: Span;
  readonly anchor: YamlScalar['anchor'];
  readonly tag: YamlScalar['tag'];
  readonly style: YamlScalar['style'];
  readonly value: PlainValue;
  readonly #derive: () => DerivedText;
  #derived: DerivedText | undefined;

  constructor({ source, span, props, style, text, derive }: ScalarParts) {
    const { anchor, tag } = props;
    this.source = source;
    this.span = span;
    this.anchor = anchor && { name: anchor.source.slice(1), at: { source, span: spanOf(anchor) } };
    this.tag = tag && { text: tag.source, at: { source, span: spanOf(tag) } };
    this.style = style;
    this.value = style === 'plain' ? typedValue(text, tag?.source) : text;
    this.#derive = derive;
  }

  get derived(): DerivedText {
    this.#derived ??= this.#derive();
    return this.#derived;
  }
}

function scalarNode(parts: ScalarParts): YamlScalar {
  return new ScalarNode(parts);
}

function typedValue(text: string, tag: string | undefined): PlainValue {
  return tag === '!!str' || tag === '!' ? text : resolvePlain(text);
}

function spanOf(piece: SourcePiece): Span {
  return { start: piece.offset, end: piece.offset + piece.source.length };
}

/** A scalar without a character: the value of `key: !reset` or of `- `. It stands at `at`, or behind its tag. */
export function emptyNode(source: SourceText, props: Properties, at?: number): YamlScalar {
  const ends = [props.anchor, props.tag].map((piece) => (piece ? piece.offset + piece.source.length : 0));
  const offset = Math.max(at ?? 0, ...ends);
  const span = { start: offset, end: offset };
  return scalarNode({
    source,
    span,
    props,
    style: 'plain',
    text: '',
    derive: () => DerivedText.verbatim(source, span),
  });
}

/** Characters that can't start a plain scalar (YAML 1.2, 7.3.3). */
const badStarts = new Set(['\t', ',', '%', '|', '>', '@', '`']);

/** A plain or quoted scalar. */
export function flowScalarNode(source: SourceText, token: StreamToken, props: Properties): Made {
  const written = token.source ?? '';
  const span = { start: token.offset, end: token.offset + written.length };
  if (token.type === 'scalar') {
    const simple = !written.includes('\n');
    const derive = () => (simple ? DerivedText.verbatim(source, span) : plainText(source, span));
    const text = simple ? written : derive().text;
    const faulty = badStarts.has(written.charAt(0));
    return { node: scalarNode({ source, span, props, style: 'plain', text, derive }), faulty };
  }
  const single = token.type === 'single-quoted-scalar';
  const quote = single ? "'" : '"';
  const closed = written.length > 1 && written.endsWith(quote);
  const inner = { start: span.start + 1, end: Math.max(span.start + 1, closed ? span.end - 1 : span.end) };
  const content = source.slice(inner);
  const simple = !content.includes('\n') && !content.includes(single ? "'" : '\\');
  const read = simple || single ? undefined : doubleQuotedText(source, inner);
  const derive = () => {
    if (simple) return DerivedText.verbatim(source, inner);
    return read ? read.derived : singleQuotedText(source, inner);
  };
  const text = simple ? content : derive().text;
  const style = single ? 'single' : 'double';
  const node = scalarNode({ source, span, props, style, text, derive });
  return { node, faulty: !closed || read?.faulty === true };
}

/** A literal or folded scalar; its span ends with its last character that is no blank. */
export function blockScalarNode(source: SourceText, token: StreamToken, props: Properties): Made {
  const pieces = token.props ?? [];
  const header = pieces[0];
  const last = pieces[pieces.length - 1];
  const start = last ? last.offset + (last.source ?? '').length : token.offset;
  const end = start + (token.source ?? '').length;
  const { derived, faulty } = blockText(source, {
    header: header?.source ?? '|',
    start,
    end,
    parentIndent: token.indent ?? 0,
    atRoot: false,
  });
  let stop = end;
  while (stop > start && isSpace(source.text.charCodeAt(stop - 1))) stop--;
  const headerEnd = token.offset + (header?.source ?? '').length;
  const span = { start: token.offset, end: stop > start ? stop : headerEnd };
  const style = header?.source?.startsWith('>') ? 'folded' : 'literal';
  const node = scalarNode({ source, span, props, style, text: derived.text, derive: () => derived });
  return { node, faulty: faulty || hasOddPiece(pieces) };
}

function isSpace(code: number): boolean {
  return code === 32 || code === 9 || code === 10 || code === 13;
}

/** After the header only blanks, and a comment behind a blank. */
function hasOddPiece(pieces: readonly StreamToken[]): boolean {
  let blank = false;
  for (const piece of pieces.slice(1)) {
    if (piece.type === 'space') blank = true;
    else if (piece.type === 'comment' ? !blank : piece.type !== 'newline') return true;
  }
  return pieces[0]?.type !== 'block-scalar-header';
}

/** The text of a scalar without its quotes and escapes; undefined for another node. */
export function scalarText(node: YamlNode): string | undefined {
  if (node.kind !== 'YamlScalar') return undefined;
  return typeof node.value === 'string' ? node.value : node.derived.text;
}
