import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** How esbuild bundles the client of the VS Code extension, which VS Code loads with `require`. */
export const extensionOptions = {
  absWorkingDir: root,
  bundle: true,
  entryPoints: { extension: 'packages/vscode/src/extension.ts' },
  external: ['vscode'],
  /** @type {'cjs'} */
  format: 'cjs',
  /** @type {'node'} */
  platform: 'node',
  // The Node of VS Code 1.98.
  target: 'node20.18',
  outExtension: { '.js': '.cjs' },
  minify: true,
  /** @type {'none'} */
  legalComments: 'none',
  /** @type {'silent'} */
  logLevel: 'silent',
};
