import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { root } from './project-files.ts';

// Scaffolds one rule of each kind in a copy of the workspace: they compile, and their tests fail because they say so.

const kinds = ['dockerfile', 'compose', 'project'];
const name = 'no-scaffolded-thing';
const copy = mkdtempSync(join(tmpdir(), 'plimsoll-new-rule-'));

/** pnpm's links are relative, so that in the copy they lead to the copied packages; only the store is shared. */
function copyWorkspace(): void {
  const skipped = new Set(['.git', '.cache', '.pnpm']);
  cpSync(root, copy, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (path) => !skipped.has(basename(path)),
  });
  symlinkSync(join(root, 'node_modules/.pnpm'), join(copy, 'node_modules/.pnpm'), 'junction');
}

interface Outcome {
  readonly ok: boolean;
  readonly output: string;
}

function run(...args: string[]): Outcome {
  const result = spawnSync(process.execPath, args, { cwd: copy, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  return { ok: result.status === 0, output: `${result.stdout}${result.stderr}` };
}

const source = ['--conditions=source', '--import', 'tsx'];
const failures: string[] = [];

function expectSuccess(what: string, outcome: Outcome): void {
  if (!outcome.ok) failures.push(`${what} fails in a workspace with new rules:\n${outcome.output}`);
}

try {
  copyWorkspace();
  for (const kind of kinds) expectSuccess(`pnpm new-rule ${kind}`, run(...source, 'scripts/new-rule.ts', kind, name));
  expectSuccess('pnpm gen', run(...source, 'scripts/gen.ts'));
  expectSuccess('tsc', run('node_modules/typescript/bin/tsc', '-b', 'packages/rules'));
  const written = kinds.map((kind) => `packages/rules/src/${kind}/${name}.ts`);
  expectSuccess('biome', run('node_modules/@biomejs/biome/bin/biome', 'check', '--vcs-enabled=false', ...written));
  const tests = run('scripts/jest.mjs', '--ci', name);
  const silent = kinds.filter((kind) => !tests.output.includes(`Write me: ${kind}/${name}`));
  if (tests.ok || silent.length > 0) {
    failures.push(`New rules of these kinds do not fail their tests with "Write me": ${silent}\n${tests.output}`);
  }
} finally {
  rmSync(copy, { recursive: true, force: true });
}

for (const failure of failures) console.log(failure);
process.exitCode = failures.length > 0 ? 1 : 0;
