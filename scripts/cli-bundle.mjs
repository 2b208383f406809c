import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { directFormatters } from './direct-formatters.mjs';
import { lazyCompose } from './lazy-compose.mjs';
import { leanRules } from './lean-rules.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

const options = {
  absWorkingDir: root,
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
  chunkNames: 'chunks/[name]-[hash]',
  /** @type {'none'} */
  legalComments: 'none',
  /** @type {'silent'} */
  logLevel: 'silent',
};

/**
 * How esbuild bundles the command line, from sources; whoever builds or measures it adds where the output goes. What a
 * run does not need is not read: Node's time to compile is most of a small run's. Names stay, for traces.
 */
export const commandLineOptions = {
  ...options,
  entryPoints: ['packages/cli/src/entry.ts'],
  plugins: [lazyCompose(root), leanRules(root), directFormatters(root)],
  minifyWhitespace: true,
  minifySyntax: true,
};

/** The Node entry: apart, since modules that two entries share become files that each of them has to open. */
export const nodeEntryOptions = { ...options, entryPoints: ['packages/cli/src/index.ts'] };

/** The language server in one file that needs nothing beside it: editors start it as it is. */
export const languageServerOptions = {
  ...options,
  splitting: false,
  entryPoints: { server: 'packages/cli/src/lsp-entry.ts' },
  minifyWhitespace: true,
  minifySyntax: true,
};
