import { readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** The top of the workspace. */
export const root = join(import.meta.dirname, '..');

const outside = new Set(['node_modules', 'dist', '.git', '.cache']);

/** Paths of all files of the project that people write, relative to the root, with `/`, sorted. */
export function projectFiles(folder = root): readonly string[] {
  const found: string[] = [];
  const open = [folder];
  for (let current = open.pop(); current !== undefined; current = open.pop()) {
    for (const entry of readdirSync(current, { withFileTypes: true })) {
      const path = join(current, entry.name);
      if (entry.isDirectory()) {
        if (!outside.has(entry.name)) open.push(path);
      } else if (entry.isFile()) {
        found.push(relative(root, path).split(sep).join('/'));
      }
    }
  }
  return found.sort();
}
