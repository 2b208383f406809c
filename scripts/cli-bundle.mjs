import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { lazyCompose } from './lazy-compose.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** How esbuild bundles the command line, from sources; whoever builds or measures it adds where the output goes. */
export const commandLineOptions = {
  absWorkingDir: root,
  entryPoints: ['packages/cli/src/entry.ts', 'packages/cli/src/index.ts'],
  bundle: true,
  splitting: true,
  /** @type {'esm'} */
  format: 'esm',
  /** @type {'node'} */
  platform: 'node',
  target: 'node20.19',
  conditions: ['source'],
  // Its Node build is CommonJS and requires `process`, which an ESM bundle cannot do.
  alias: { yaml: join(root, 'packages/core/node_modules/yaml/browser/dist/index.js') },
  plugins: [lazyCompose(root)],
  chunkNames: 'chunks/[name]-[hash]',
  /** @type {'none'} */
  legalComments: 'none',
  /** @type {'silent'} */
  logLevel: 'silent',
};
