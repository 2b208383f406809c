import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../project-files.ts';

/** The version as a constant: `--version` reads no file. */
export function renderVersion(): string {
  const manifest: { version: string } = JSON.parse(readFileSync(join(root, 'packages/cli/package.json'), 'utf8'));
  return `export const version = '${manifest.version}';`;
}
