import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parseDockerfile } from '../src/dockerfile/parse-dockerfile.ts';
import type { Span } from '../src/text/span.ts';

const folder = join(import.meta.dirname, '../../../fixtures/syntax/dockerfile');
const updates = process.env.PLIMSOLL_UPDATE_GOLDENS === '1';

interface Placed {
  readonly span: Span;
}

const isPlaced = (value: unknown): value is Placed => typeof value === 'object' && value !== null && 'span' in value;

/** What repeats other parts of the tree, or is no part of it. */
const hidden = new Set([
  'source',
  'span',
  'derived',
  'stages',
  'preamble',
  'leadingComments',
  'flag',
  'platform',
  'from',
]);

/** One line per node: `property: Kind start-end "text"`, then what it says of itself. */
function treeOf(text: string): string {
  const { root, source } = parseDockerfile(text);
  const lines: string[] = [];
  const visit = (label: string, value: unknown, depth: number): void => {
    if (Array.isArray(value)) {
      for (const item of value) visit(label, item, depth);
    } else if (typeof value === 'object' && value !== null) {
      lines.push(`${'  '.repeat(depth)}${label}: ${headOf(value)}`);
      for (const [name, child] of Object.entries(value)) if (!hidden.has(name)) visit(name, child, depth + 1);
    }
  };
  const headOf = (value: object): string => {
    const scalars = Object.entries(value).filter(
      ([name, scalar]) => ['string', 'boolean', 'number'].includes(typeof scalar) && name !== 'kind',
    );
    const facts = scalars.map(([name, scalar]) => ` ${name}=${JSON.stringify(scalar)}`).join('');
    const kind = 'kind' in value ? `${String(value.kind)} ` : '';
    const place = isPlaced(value)
      ? `${value.span.start}-${value.span.end} ${JSON.stringify(source.slice(value.span).slice(0, 60))}`
      : '';
    return `${kind}${place}${facts}`;
  };
  visit('root', root, 0);
  return `${lines.join('\n')}\n`;
}

describe('trees', () => {
  const inputs = readdirSync(folder).filter((name) => name.endsWith('.Dockerfile'));

  test('there are inputs', () => expect(inputs.length).toBeGreaterThan(4));

  test.each(inputs)('%s', (name) => {
    const tree = treeOf(readFileSync(join(folder, name), 'utf8'));
    const golden = join(folder, name.replace(/\.Dockerfile$/, '.tree'));
    if (updates) writeFileSync(golden, tree);
    expect(tree).toBe(readFileSync(golden, 'utf8'));
  });
});
