import { readFileSync } from 'node:fs';
import { parseCompose, parseDockerfile } from '@plimsoll/core';
import { printTree, treeToJson } from '../packages/cli/src/print-tree.ts';

// Prints the syntax tree of a file, as `plimsoll tree [--json] FILE` does; this runs from source.

const args = process.argv.slice(2);
const path = args.find((arg) => arg !== '--json');
if (path === undefined) {
  console.error('Usage: pnpm tree [--json] PATH');
  process.exit(2);
}
const text = readFileSync(path, 'utf8');
const document = /\.ya?ml$/.test(path) ? parseCompose(text, { path }) : parseDockerfile(text, { path });
process.stdout.write(args.includes('--json') ? treeToJson(document) : printTree(document));
