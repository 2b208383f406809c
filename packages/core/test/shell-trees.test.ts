import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parseShell } from '../src/shell/parse-shell.ts';
import { DerivedText } from '../src/text/derived-text.ts';
import { SourceText } from '../src/text/source-text.ts';

// fixtures/syntax/shell: scripts and their trees. One line is `property: Kind start-end "text" scalars`; `-u` writes the
// trees anew, to be reviewed.

const folder = join(import.meta.dirname, '../../../fixtures/syntax/shell');
const updates = process.env.PLIMSOLL_UPDATE_GOLDENS === '1';

const hasSpan = (value: object): value is { start: number; end: number } => 'start' in value && 'end' in value;

/** Recursion is fine here: the fixtures are ours. */
function print(text: string, label: string, value: object, depth: number): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((item) => (isNode(item) ? print(text, label, item, depth) : []));
  const entries = Object.entries(value).filter(([name]) => !['kind', 'start', 'end', 'text'].includes(name));
  const kind = 'kind' in value ? ` ${value.kind}` : '';
  const place = hasSpan(value)
    ? ` ${value.start}-${value.end} ${JSON.stringify(text.slice(value.start, value.end))}`
    : '';
  const scalars = entries.filter(([, child]) => !isNode(child) || isScalarList(child));
  const shown = scalars
    .flatMap(([name, child]) => (isDull(child) ? [] : [` ${name}=${JSON.stringify(child)}`]))
    .join('');
  const children = entries.filter(([, child]) => isNode(child) && !isScalarList(child));
  return [
    `${'  '.repeat(depth)}${label}:${kind}${place}${shown}`,
    ...children.flatMap(([name, child]) => print(text, name, child, depth + 1)),
  ];
}

const isNode = (value: unknown): value is object => typeof value === 'object' && value !== null;
const isScalarList = (value: unknown): boolean => Array.isArray(value) && value.some((item) => !isNode(item));
const isDull = (value: unknown): boolean => value === undefined || value === false;

const scripts = readdirSync(folder).filter((name) => name.endsWith('.sh'));

describe('fixtures/syntax/shell', () => {
  test.each(scripts)('%s', (name) => {
    const text = readFileSync(join(folder, name), 'utf8');
    const source = new SourceText(text, name);
    const { parsed } = parseShell(DerivedText.verbatim(source, { start: 0, end: text.length }), 'bash');
    if (parsed.state !== 'parsed') throw new Error(parsed.state);
    const printed = `${print(text, 'tree', parsed.tree, 0).join('\n')}\n`;
    const golden = join(folder, name.replace(/\.sh$/, '.tree'));
    if (updates) writeFileSync(golden, printed);
    expect(printed).toBe(readFileSync(golden, 'utf8'));
  });
});
