import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { languageServerOptions } from './cli-bundle.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/**
 * How esbuild bundles the GitHub Action: one file that needs nothing beside it, as GitHub runs it from a repository without
 * `node_modules`. CommonJS, whose kind does not depend on a `package.json`.
 */
export const actionOptions = {
  ...languageServerOptions,
  absWorkingDir: root,
  entryPoints: { action: 'packages/action/src/entry.ts' },
  /** @type {'cjs'} */
  format: 'cjs',
  outExtension: { '.js': '.cjs' },
};
