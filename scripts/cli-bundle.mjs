import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, transform } from 'esbuild';
import { directImports } from './direct-imports.mjs';
import { lazyCompose } from './lazy-compose.mjs';
import { leanRules } from './lean-rules.mjs';
import { mergeChunks } from './merge-chunks.mjs';

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
  entryPoints: ['packages/cli/src/entry.ts', 'packages/cli/src/lint-worker.ts'],
  outExtension: { '.js': '.cjs' },
  plugins: [lazyCompose(root), leanRules(root), directImports(root)],
  minifyWhitespace: true,
  minifySyntax: true,
};

/** The Node entry: apart, since modules that two entries share become files that each of them has to open. */
const nodeEntryOptions = { ...options, entryPoints: ['packages/cli/src/index.ts'] };

/** The language server in one file that needs nothing beside it: editors start it as it is. */
export const languageServerOptions = {
  ...options,
  splitting: false,
  entryPoints: { server: 'packages/cli/src/lsp-entry.ts' },
  minifyWhitespace: true,
  minifySyntax: true,
};

/**
 * Bundles the command line into a folder. The result's files are CommonJS: esbuild splits only modules of the new kind,
 * and Node 20 takes a tenth of its own start to load those. What every run loads is one file. Resolves to their paths,
 * relative to the root.
 */
export async function bundleCommandLine(outdir) {
  const { outputFiles, metafile } = await build({ ...commandLineOptions, outdir, metafile: true, write: false });
  const converted = outputFiles.map(async ({ path, text }) => [
    relative(root, path).split(sep).join('/'),
    await toCommonJs(text),
  ]);
  const texts = new Map(await Promise.all(converted));
  const importsOf = (path, kind) =>
    metafile.outputs[path].imports.filter((one) => one.kind === kind && !one.external).map((one) => one.path);
  const entry = Object.keys(metafile.outputs).find((path) => path.endsWith('/entry.cjs'));
  // The entry answers for the version alone, and asks for the rest.
  const [start] = importsOf(entry, 'dynamic-import');
  const files = mergeChunks(texts, (path) => importsOf(path, 'import-statement'), { entry, start });
  for (const [path, text] of files) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return [...files.keys()];
}

/** `import()` of another file of the bundle becomes `require`; any other stays. */
async function toCommonJs(code) {
  const required = code.replace(
    /\bimport\((["'])(\.\.?\/[\w./-]+\.cjs)\1\)/g,
    (_whole, _quote, path) => `Promise.resolve().then(()=>require(${JSON.stringify(path)}))`,
  );
  const outcome = await transform(required, {
    format: 'cjs',
    platform: 'node',
    target: options.target,
    minifyWhitespace: true,
  });
  return outcome.code;
}

/** Bundles the Node entry into a folder; the paths of what it wrote, relative to the root. */
export const bundleNodeEntry = (outdir) => bundle(nodeEntryOptions, outdir);

/** Bundles the language server into a folder; the paths of what it wrote, relative to the root. */
export const bundleLanguageServer = (outdir) => bundle(languageServerOptions, outdir);

async function bundle(settings, outdir) {
  const { metafile } = await build({ ...settings, outdir, metafile: true });
  return Object.keys(metafile.outputs);
}
