import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { YamlEntry, YamlNode } from '../src/compose/nodes.ts';
import { parseCompose } from '../src/compose/parse-compose.ts';
import type { Located } from '../src/text/located.ts';

// fixtures/syntax/compose: Compose files and their trees. One line is `Kind line:column-line:column "text"`, then what the
// node says of itself; `-u` writes the trees anew, to be reviewed.

const folder = join(import.meta.dirname, '../../../fixtures/syntax/compose');
const updates = process.env.PLIMSOLL_UPDATE_GOLDENS === '1';

function placeOf({ source, span }: Located): string {
  const [start, end] = [source.position(span.start), source.position(span.end)];
  return `${start.line}:${start.column}-${end.line}:${end.column} ${JSON.stringify(source.slice(span).slice(0, 40))}`;
}

function lineOf(node: YamlNode): string {
  const anchor = node.anchor ? ` anchor=${node.anchor.name}` : '';
  const tag = node.tag ? ` tag=${node.tag.text}` : '';
  const own = `${placeOf(node)}${anchor}${tag}`;
  switch (node.kind) {
    case 'YamlScalar':
      return `Scalar ${own} ${node.style} value=${JSON.stringify(node.value)} text=${JSON.stringify(node.derived.text)}`;
    case 'YamlAlias':
      return `Alias ${own} target=${node.target ? placeOf(node.target) : 'none'}`;
    case 'YamlMapping':
      return `Mapping ${own}${node.flow ? ' flow' : ''}`;
    case 'YamlSequence':
      return `Sequence ${own}${node.flow ? ' flow' : ''}`;
  }
}

function linesOf(node: YamlNode | YamlEntry | undefined, indent: string): readonly string[] {
  if (!node) return [`${indent}nothing`];
  const below = `${indent}  `;
  if (node.kind === 'YamlEntry')
    return [`${indent}Entry ${placeOf(node)}`, ...linesOf(node.key, below), ...linesOf(node.value, below)];
  const members = node.kind === 'YamlMapping' ? node.entries : node.kind === 'YamlSequence' ? node.items : [];
  return [`${indent}${lineOf(node)}`, ...members.flatMap((member) => linesOf(member, below))];
}

function treeOf(text: string): string {
  const { root } = parseCompose(text, { path: 'part.yaml' });
  const lines = [
    ...root.documents.flatMap((document) => [`Document ${placeOf(document)}`, ...linesOf(document.content, '  ')]),
    ...root.comments.map((comment) => `Comment ${placeOf(comment)}`),
    ...root.problems.map((problem) => `Problem ${problem.code} ${placeOf(problem)} ${JSON.stringify(problem.data)}`),
  ];
  return `${lines.join('\n')}\n`;
}

describe('trees', () => {
  const inputs = readdirSync(folder).filter((name) => name.endsWith('.yaml'));

  test('there are inputs', () => expect(inputs.length).toBeGreaterThan(4));

  test.each(inputs)('%s', (name) => {
    const tree = treeOf(readFileSync(join(folder, name), 'utf8'));
    const golden = join(folder, name.replace(/\.yaml$/, '.tree'));
    if (updates) writeFileSync(golden, tree);
    expect(tree).toBe(readFileSync(golden, 'utf8'));
  });
});
