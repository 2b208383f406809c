import { readFileSync } from 'node:fs';
import { parseCompose, parseDockerfile } from '@plimsoll/core';

// Prints the syntax tree of a file: each line is `property: Kind start-end "text"`, spans in UTF-16 offsets.

interface Placed {
  readonly span: { readonly start: number; readonly end: number };
}

/** Properties that lead out of the tree, or around in it. */
const links = new Set(['source', 'derived', 'target', 'root']);
const longestText = 60;

function isPlaced(value: unknown): value is Placed {
  return typeof value === 'object' && value !== null && 'span' in value;
}

function describe(node: object): string {
  const kind = 'kind' in node ? String(node.kind) : '';
  if (!isPlaced(node)) return kind;
  const { start, end } = node.span;
  const text = source.slice(start, Math.min(end, start + longestText));
  const rest = end - start > longestText ? '...' : '';
  return `${kind} ${start}-${end} ${JSON.stringify(text)}${rest}`.trimStart();
}

function describeScalars(node: object): string {
  const scalars = Object.entries(node).filter(([name, value]) => name !== 'kind' && isScalar(value));
  return scalars.map(([name, value]) => ` ${name}=${JSON.stringify(value)}`).join('');
}

function isScalar(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || value === null;
}

/** A node that two properties name (an instruction of a stage and of the file) is printed once. */
function print(tree: object): void {
  const seen = new Set<object>();
  const open: { readonly label: string; readonly value: object; readonly depth: number }[] = [];
  open.push({ label: '', value: tree, depth: 0 });
  for (let next = open.pop(); next; next = open.pop()) {
    const { label, value, depth } = next;
    if (seen.has(value)) continue;
    seen.add(value);
    const isList = Array.isArray(value);
    if (!isList) console.log(`${'  '.repeat(depth)}${label}${describe(value)}${describeScalars(value)}`);
    const children = Object.entries(value).filter(([name, child]) => {
      return !links.has(name) && name !== 'span' && typeof child === 'object' && child !== null;
    });
    const inner = children.map(([name, child]) => ({
      label: isList ? label : `${name}: `,
      value: child,
      depth: isList ? depth : depth + 1,
    }));
    open.push(...inner.reverse());
  }
}

const [path] = process.argv.slice(2);
if (path === undefined) {
  console.error('Usage: pnpm tree PATH');
  process.exit(2);
}
const text = readFileSync(path, 'utf8');
const document = /\.ya?ml$/.test(path) ? parseCompose(text, { path }) : parseDockerfile(text, { path });
// A byte order mark is not part of the text that spans speak of.
const source = document.source.text;
print(document.root);
