// Builds every package: libraries and types with tsc, the command line as one split bundle with esbuild.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build as bundle } from 'esbuild';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const packages = ['core', 'rules', 'cli', 'testing'];

class BuildFailure extends Error {}

function compileTypes() {
  const require = createRequire(import.meta.url);
  const tsc = join(dirname(require.resolve('typescript/package.json')), 'bin', 'tsc');
  const projects = packages.map((name) => join('packages', name));
  const run = spawnSync(process.execPath, [tsc, '-b', ...projects], { cwd: root, encoding: 'utf8' });
  if (run.status !== 0) throw new BuildFailure(`${run.stdout}${run.stderr}`);
}

/** Validators compiled by `pnpm gen` are plain JavaScript, which tsc leaves where it is. */
function copyGeneratedScripts() {
  for (const name of packages) {
    const source = join(root, 'packages', name, 'src');
    for (const file of filesBelow(source)) {
      if (basename(dirname(file)) !== 'generated' || !/(\.js|\.d\.ts)$/.test(file)) continue;
      const target = join(root, 'packages', name, 'dist', relative(source, file));
      mkdirSync(dirname(target), { recursive: true });
      cpSync(file, target);
    }
  }
}

async function bundleCommandLine() {
  const result = await bundle({
    absWorkingDir: root,
    entryPoints: ['packages/cli/src/entry.ts', 'packages/cli/src/index.ts'],
    outdir: 'packages/cli/dist',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    conditions: ['source'],
    // Its Node build is CommonJS and requires `process`, which an ESM bundle cannot do.
    alias: { yaml: join(root, 'packages/core/node_modules/yaml/browser/dist/index.js') },
    chunkNames: 'chunks/[name]-[hash]',
    legalComments: 'none',
    metafile: true,
    logLevel: 'silent',
  }).catch((failure) => {
    throw new BuildFailure(failure.message);
  });
  for (const path of Object.keys(result.metafile.outputs)) {
    if (readFileSync(join(root, path), 'utf8').includes('Dynamic require of')) {
      throw new BuildFailure(`${path}: a CommonJS dependency requires a Node module; bundle its ESM build instead.`);
    }
  }
  return new Set(Object.keys(result.metafile.outputs).map((path) => join(root, path)));
}

/** Removes what earlier builds left: it would be published. Nothing else is touched, as others may be running it. */
function removeStaleOutput(bundled) {
  for (const name of packages) {
    const output = join(root, 'packages', name, 'dist');
    for (const file of filesBelow(output)) {
      if (bundled.has(file) || file.endsWith('.tsbuildinfo')) continue;
      const stem = join(root, 'packages', name, 'src', relative(output, file).replace(/(\.d\.ts|\.js)$/, ''));
      const isBundleOutput = name === 'cli' && file.endsWith('.js');
      const hasSource = ['.ts', '.js'].some((extension) => existsSync(stem + extension));
      if (isBundleOutput || !hasSource) rmSync(file);
    }
  }
}

function filesBelow(folder) {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/** Builds everything. Throws with the tool's complete output when a step fails. */
export async function build() {
  compileTypes();
  copyGeneratedScripts();
  removeStaleOutput(await bundleCommandLine());
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    await build();
  } catch (failure) {
    if (!(failure instanceof BuildFailure)) throw failure;
    process.stderr.write(`${failure.message}\n`);
    process.exit(1);
  }
}
