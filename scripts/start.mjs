// The first thing a newcomer runs. Without arguments: a demonstration. With arguments: the command line, exit status and all.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const entry = join(root, 'packages/cli/bin/plimsoll.js');
const stamp = join(root, '.cache/build-stamp');
const inputs = ['packages/core', 'packages/rules', 'packages/cli', 'packages/testing', 'tsconfig.base.json'];
inputs.push('scripts/build.mjs', 'pnpm-lock.yaml');

/** Changes with every change of a source file. */
function fingerprint() {
  const hash = createHash('sha256');
  const open = inputs.map((path) => join(root, path));
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    const stats = statSync(path);
    if (!stats.isDirectory()) {
      hash.update(`${path}\n${stats.size}\n${stats.mtimeMs}\n`);
      continue;
    }
    const names = readdirSync(path).filter((name) => !['node_modules', 'dist', 'THIRD-PARTY-NOTICES'].includes(name));
    open.push(...names.sort().map((name) => join(path, name)));
  }
  return hash.digest('hex');
}

const now = fingerprint();
const isBuilt = existsSync(join(root, 'packages/cli/dist/entry.cjs')) && existsSync(stamp);
if (!isBuilt || readFileSync(stamp, 'utf8') !== now) {
  const run = spawnSync(process.execPath, [join(root, 'scripts/build.mjs')], { cwd: root, encoding: 'utf8' });
  if (run.status !== 0) {
    process.stderr.write(`${run.stdout}${run.stderr}`);
    process.exit(2);
  }
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, now);
}

// pnpm hands its own `--` on when it comes first.
const given = process.argv[2] === '--' ? process.argv.slice(3) : process.argv.slice(2);
const demonstration = ['--fail-on', 'none', 'fixtures/demo'];
const args = given.length > 0 ? given : demonstration;
// pnpm runs scripts at the top of the workspace; paths are meant from where the user stands.
const cwd = given.length > 0 ? (process.env.INIT_CWD ?? process.cwd()) : root;
const run = spawnSync(process.execPath, [entry, ...args], { cwd, stdio: 'inherit' });
if (run.error) throw run.error;
process.exit(run.status ?? 128 + (constants.signals[run.signal] ?? 0));
