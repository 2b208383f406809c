// Builds every package: libraries and types with tsc, the command line as one split bundle with esbuild.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { bundleCommandLine, bundleLanguageServer, bundleNodeEntry } from './cli-bundle.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const packages = ['core', 'rules', 'language-server', 'cli', 'testing'];

class BuildFailure extends Error {}

function run(...args) {
  const outcome = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
  if (outcome.status !== 0) throw new BuildFailure(`${outcome.stdout}${outcome.stderr}`);
}

function compileTypes() {
  const require = createRequire(import.meta.url);
  const tsc = join(dirname(require.resolve('typescript/package.json')), 'bin', 'tsc');
  run(tsc, '-b', ...packages.map((name) => join('packages', name)));
}

function writeNotices() {
  run('--import', 'tsx', 'scripts/licences.ts', '--write');
  cpSync(join(root, 'packages/cli/THIRD-PARTY-NOTICES'), join(root, 'packages/language-server/THIRD-PARTY-NOTICES'));
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

async function bundle() {
  const written = [];
  for (const [make, output] of [
    [bundleCommandLine, 'packages/cli/dist'],
    [bundleNodeEntry, 'packages/cli/dist'],
    [bundleLanguageServer, 'packages/language-server/dist'],
  ]) {
    const paths = await make(output).catch((failure) => {
      throw new BuildFailure(failure.message);
    });
    for (const path of paths) {
      const file = join(root, path);
      if (readFileSync(file, 'utf8').includes('Dynamic require of')) {
        throw new BuildFailure(`${path}: a CommonJS dependency requires a Node module; bundle its ESM build instead.`);
      }
      written.push(file);
    }
  }
  return new Set(written);
}

/** Published beside the schema of the output, where editors look for it. */
function copyConfigSchema() {
  const folder = join(root, 'packages/cli');
  cpSync(join(folder, 'src/generated/config.schema.json'), join(folder, 'schema/config.schema.json'));
}

/** Removes what earlier builds left: it would be published. Nothing else is touched, as others may be running it. */
function removeStaleOutput(bundled) {
  for (const name of packages) {
    const output = join(root, 'packages', name, 'dist');
    for (const file of filesBelow(output)) {
      if (bundled.has(file) || file.endsWith('.tsbuildinfo')) continue;
      const stem = join(root, 'packages', name, 'src', relative(output, file).replace(/(\.d\.ts|\.js)$/, ''));
      const isBundleOutput = ['cli', 'language-server'].includes(name) && /\.c?js$/.test(file);
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
  copyGeneratedScripts();
  copyConfigSchema();
  compileTypes();
  removeStaleOutput(await bundle());
  rmSync(join(root, 'packages/cli/.compiled'), { recursive: true, force: true });
  writeNotices();
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
