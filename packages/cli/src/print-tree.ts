import type { SourceText } from '@plimsoll/core';

/** A tree to print: nodes are plain objects, most of them with a span. */
interface Tree {
  readonly root: object;
  readonly source: SourceText;
}

/** Properties that lead out of the tree, or around in it. */
const links = new Set(['source', 'derived', 'target', 'root']);
const longestText = 60;

interface Piece {
  readonly label: string;
  readonly value: object;
  readonly depth: number;
}

/**
 * A syntax tree as lines `property: Kind start-end "text" name=value`. Spans are UTF-16 offsets, ends exclusive; of a
 * long text the beginning is shown. A node that two properties name (an instruction of a stage and of the file) is
 * printed once.
 */
export function printTree({ root, source }: Tree): string {
  const lines: string[] = [];
  const seen = new Set<object>();
  const open: Piece[] = [{ label: '', value: root, depth: 0 }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { label, value, depth } = next;
    if (seen.has(value)) continue;
    seen.add(value);
    const isList = Array.isArray(value);
    if (!isList) lines.push(`${'  '.repeat(depth)}${label}${headOf(value, source)}${scalarsOf(value)}\n`);
    const inner = childrenOf(value).map(([name, child]) => ({
      label: isList ? label : `${name}: `,
      value: child,
      depth: isList ? depth : depth + 1,
    }));
    open.push(...inner.reverse());
  }
  return lines.join('');
}

function childrenOf(value: object): readonly (readonly [string, object])[] {
  return Object.entries(value).flatMap(([name, child]: [string, unknown]) =>
    links.has(name) || name === 'span' || typeof child !== 'object' || child === null ? [] : [[name, child] as const],
  );
}

function spanOf(node: object): { readonly start: number; readonly end: number } | undefined {
  const span: unknown = 'span' in node ? node.span : undefined;
  if (typeof span !== 'object' || span === null || !('start' in span) || !('end' in span)) return undefined;
  const { start, end } = span;
  return typeof start === 'number' && typeof end === 'number' ? { start, end } : undefined;
}

function headOf(node: object, source: SourceText): string {
  const kind = 'kind' in node ? String(node.kind) : '';
  const span = spanOf(node);
  if (!span) return kind;
  const text = source.slice({ start: span.start, end: Math.min(span.end, span.start + longestText) });
  const rest = span.end - span.start > longestText ? '...' : '';
  return `${kind} ${span.start}-${span.end} ${quoted(text)}${rest}`.trimStart();
}

function scalarsOf(node: object): string {
  const scalars = Object.entries(node).filter(([name, value]) => name !== 'kind' && isScalar(value));
  return scalars.map(([name, value]) => ` ${name}=${quoted(value)}`).join('');
}

function isScalar(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || value === null;
}

/**
 * The tree as JSON: nodes as objects with `kind`, `span` (`start` and `end` in UTF-16 units, end exclusive) and their
 * own properties. What is printed already is left out where it is met again.
 */
export function treeToJson({ root }: Tree): string {
  const seen = new Set<unknown>();
  const visit = (name: string, value: unknown): unknown => {
    if (links.has(name)) return undefined;
    if (typeof value !== 'object' || value === null || name === 'span') return value;
    if (Array.isArray(value)) {
      const fresh = value.filter((item) => !seen.has(item));
      return fresh.length === 0 && value.length > 0 ? undefined : fresh;
    }
    if (seen.has(value)) return undefined;
    seen.add(value);
    return value;
  };
  return `${escapeMarks(JSON.stringify(root, visit, 2))}\n`;
}

const quoted = (value: unknown): string => escapeMarks(JSON.stringify(value));

/** Control characters and marks that change how a terminal shows text, as JSON escapes. */
function escapeMarks(json: string): string {
  return json.replace(
    /[\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g,
    (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
