import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { build, type Metafile } from 'esbuild';
import { bundleCommandLine, commandLineOptions } from '../../../scripts/cli-bundle.mjs';

// A run loads what it needs: what a plain run loads beside that, every run pays for.

let work = '';
let outputs: Metafile['outputs'] = {};

beforeAll(async () => {
  work = mkdtempSync(join(tmpdir(), 'plimsoll-loaded-'));
  const built = await build({ ...commandLineOptions, outdir: join(work, 'dist'), metafile: true, write: false });
  outputs = built.metafile.outputs;
  await bundleCommandLine(join(work, 'dist'));
  writeFileSync(
    join(work, 'hook.cjs'),
    "process.on('exit', () => require('node:fs').writeFileSync('loaded', Object.keys(require.cache).join('\\n')));\n",
  );
  writeFileSync(join(work, 'Dockerfile'), 'FROM alpine:3.22\nADD a /b\nUSER app\n');
}, 60_000);

afterAll(() => rmSync(work, { recursive: true, force: true }));

/** Paths of the modules that a run has before it loads anything on demand. */
function modulesOfEveryRun(): readonly string[] {
  const [entry = ''] = Object.keys(outputs).filter((path) => path.endsWith('/entry.cjs'));
  const main = outputs[entry]?.imports.filter(({ kind }) => kind === 'dynamic-import') ?? [];
  const found = new Set(main.map(({ path }) => path));
  for (const path of found) {
    for (const next of outputs[path]?.imports ?? []) if (next.kind === 'import-statement') found.add(next.path);
  }
  return [...found].flatMap((path) => Object.keys(outputs[path]?.inputs ?? {}));
}

/** Files of the bundle that a run loads, without the hashes in their names. */
function loadedBy(...argv: readonly string[]): readonly string[] {
  const run = spawnSync(process.execPath, ['--require', './hook.cjs', 'dist/entry.cjs', ...argv], { cwd: work });
  expect(run.stderr.toString()).toBe('');
  const files = readFileSync(join(work, 'loaded'), 'utf8')
    .split('\n')
    .filter((path) => path.startsWith(join(work, 'dist')));
  return files.map((path) => basename(path).replace(/-[0-9A-Z]{8}\.cjs$|\.cjs$/, '')).sort();
}

test('every run has rules and the default format, and no code for fixes, git, configuration or other formats', () => {
  const modules = modulesOfEveryRun();
  const having = (pattern: RegExp): readonly string[] => modules.filter((path) => pattern.test(path)).sort();
  expect(having(/dockerfile\/prefer-copy-over-add|core\/src\/lint\/lint-project|formatters\/pretty/)).toHaveLength(3);
  expect(having(/core\/src\/fix\/|suppressions-file|language-server|\/node_modules\/(?:yaml|picomatch)\//)).toEqual([]);
  expect(having(/core\/src\/config\/(?:read-|parse-|import-)/)).toEqual([]);
  expect(having(/cli\/src\/(?:fix-|write-|run-git|read-changes|changed-|load-config|load-plugin|lsp|help)/)).toEqual(
    [],
  );
  const formats = having(/core\/src\/formatters\//).map((path) => basename(path, '.ts'));
  expect(formats).not.toEqual(
    expect.arrayContaining([expect.stringMatching(/^(?:sarif|json|jsonl|github|gitlab|junit|rdjson|markdown|xml)/)]),
  );
});

test.each([
  ['the version', ['--version'], false],
  ['a named file', ['Dockerfile'], true],
])('%s loads no file on demand', (_, argv, isLinting) => {
  const expected = isLinting ? ['always', 'chunk', 'chunk', 'entry'] : ['chunk', 'chunk', 'entry'];
  expect(loadedBy(...argv)).toEqual(expected);
});

test('what an option needs is loaded for it', () => {
  expect(loadedBy('Dockerfile', '--format', 'sarif')).toContain('machine-formats');
  expect(loadedBy('Dockerfile', '--fix-dry-run', '--format', 'pretty:out')).toContain('fix-command');
});
