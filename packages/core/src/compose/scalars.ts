import { type DerivedText, DerivedTextBuilder } from '../text/derived-text.ts';
import type { Located } from '../text/located.ts';
import { type Cast, castText } from './casting.ts';
import { type Evaluation, evaluateTemplate, type Lookup, type Piece } from './interpolation.ts';
import type { ComposeProblem, Origin } from './model.ts';
import type { YamlScalar } from './nodes.ts';
import { pathText } from './path-table.ts';
import { type ScalarValue, unknownPiece } from './values.ts';
import { printPlain } from './yaml-types.ts';

/** Where scalars are read: the environment, what paths are relative to, and where faults go. */
export interface ScalarContext {
  readonly lookup: (name: string) => Lookup;
  readonly directory: string;
  readonly report: (problem: ComposeProblem) => void;
}

interface Place {
  readonly path: readonly string[];
  readonly cast: Cast | undefined;
  readonly origin: Origin;
}

/** The effective value of a written scalar: interpolated, and cast where the path asks for a type. */
export function readScalar(node: YamlScalar, place: Place, context: ScalarContext): ScalarValue {
  const { origin } = place;
  const raw = () => node.derived;
  const { directory } = context;
  if (typeof node.value !== 'string') {
    const text = () => printedText(node);
    return { kind: 'scalar', value: node.value, state: 'known', hasDefault: false, origin, text, raw, directory };
  }
  let scalar: ScalarValue;
  if (node.value.includes('$')) scalar = interpolate(node, place, context);
  else
    scalar = {
      kind: 'scalar',
      value: node.value,
      state: 'known',
      hasDefault: false,
      origin,
      text: raw,
      raw,
      directory,
    };
  return place.cast && scalar.state !== 'unknown' ? cast(scalar, place.cast, place, context) : scalar;
}

/** A number or a boolean as Compose prints it in a place for text: `0x10` reads `16`. */
function printedText(node: YamlScalar): DerivedText {
  const written = node.derived;
  const printed = printPlain(node.value, written.text);
  if (printed === written.text) return written;
  const builder = new DerivedTextBuilder(node.source);
  builder.substitute(printed, node.span.start, node.span.end);
  return builder.build(node.span.start);
}

function interpolate(node: YamlScalar, place: Place, context: ScalarContext): ScalarValue {
  const raw = node.derived;
  const evaluation = evaluateTemplate(raw.text, context.lookup);
  const { origin } = place;
  const rawText = () => raw;
  const base = { kind: 'scalar', origin, raw: rawText, directory: context.directory } as const;
  if (evaluation.fault) {
    context.report(templateProblem(raw, evaluation, place));
    return { ...base, value: unknownPiece, state: 'unknown', hasDefault: false, text: rawText };
  }
  const { pieces } = evaluation;
  const value = pieces.map((piece) => (piece.kind === 'unknown' ? unknownPiece : piece.text)).join('');
  const unknown = pieces.some((piece) => piece.kind === 'unknown');
  const hasDefault = pieces.some((piece) => piece.isDefault);
  const state = unknown ? 'unknown' : hasDefault ? 'default' : 'known';
  let text: DerivedText | undefined;
  return { ...base, value, state, hasDefault, text: () => (text ??= evaluatedText(raw, pieces)) };
}

function evaluatedText(raw: DerivedText, pieces: readonly Piece[]): DerivedText {
  const builder = new DerivedTextBuilder(raw.source);
  for (const { kind, text, isDefault, span } of pieces) {
    const verbatim = kind === 'literal' && !isDefault && text.length === span.end - span.start;
    if (verbatim) raw.appendTo(builder, span);
    else {
      const place = raw.toSource(span);
      builder.substitute(kind === 'unknown' ? unknownPiece : text, place.start, place.end);
    }
  }
  return builder.build(raw.toSource({ start: 0, end: 0 }).start);
}

function templateProblem(raw: DerivedText, { fault }: Evaluation, place: Place): ComposeProblem {
  const path = pathText(place.path);
  const at: Located = raw.locate(fault?.span ?? { start: 0, end: raw.text.length });
  const template = fault ? raw.text.slice(fault.span.start, fault.span.end) : raw.text;
  const common = { ...at, related: [], suggestion: undefined };
  if (fault?.kind === 'required') {
    const { variable, message } = fault;
    return { ...common, code: 'required-variable', data: { path, variable, message, template } };
  }
  return { ...common, code: 'invalid-template', data: { path, template } };
}

const castNames: Readonly<Record<Cast, string>> = { int: 'a whole number', float: 'a number', bool: 'a boolean' };

function cast(scalar: ScalarValue, to: Cast, { path, origin }: Place, context: ScalarContext): ScalarValue {
  if (typeof scalar.value !== 'string') return scalar;
  const value = castText(scalar.value, to);
  if (value !== undefined) return { ...scalar, value };
  const { source, span } = origin;
  const data = { path: pathText(path), key: path[path.length - 1] ?? '', value: scalar.value, expected: castNames[to] };
  context.report({ source, span, code: 'cast-failed', data, related: [], suggestion: undefined });
  return { ...scalar, value: unknownPiece, state: 'unknown' };
}
