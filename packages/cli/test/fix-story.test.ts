import { spawnSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { makeDirectory, removeDirectory } from './run-command.ts';

// The built command line fixes a copy of the demonstration project, as a user would.

const root = join(import.meta.dirname, '../../..');
const bin = join(root, 'packages/cli/bin/plimsoll.js');
const made: string[] = [];

afterEach(() => {
  for (const directory of made.splice(0)) removeDirectory(directory);
});

function copyProject(): string {
  const directory = makeDirectory({ 'old/Dockerfile': '\ufefffrom alpine:3.22\r\nADD a.conf /etc/\r\nUSER 1000\r\n' });
  cpSync(join(root, 'fixtures/demo'), directory, { recursive: true });
  made.push(directory);
  return directory;
}

function run(cwd: string, ...argv: readonly string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, [bin, ...argv], { cwd, encoding: 'utf8' });
}

/** All files with their bytes. */
function contentsOf(directory: string): ReadonlyMap<string, string> {
  const names = readdirSync(directory, { recursive: true, encoding: 'utf8' });
  const files = names.filter((name) => statSync(join(directory, name)).isFile());
  return new Map(files.sort().map((name) => [name, readFileSync(join(directory, name), 'latin1')]));
}

function fixesIn(json: string): { found: number; applied: number; refused: number } {
  const { summary }: { summary: { fixes: { found: number; applied: number; refused: number } } } = JSON.parse(json);
  return summary.fixes;
}

test('the diff of a dry run, applied, is what fixing gives; fixing again changes nothing', () => {
  const [original, patched, fixed] = [copyProject(), copyProject(), copyProject()];
  const dry = run(patched, '--fix-dry-run', '--unsafe-fixes', '--format', 'json');
  expect(contentsOf(patched)).toEqual(contentsOf(original));
  expect(dry.stdout).toContain('+COPY a.conf /etc/\r\n');
  const patch = spawnSync('git', ['apply', '-p1', '--whitespace=nowarn'], {
    cwd: patched,
    input: dry.stdout,
    encoding: 'utf8',
  });
  expect(patch.stderr).toBe('');

  const first = run(fixed, '--fix', '--unsafe-fixes', '--format', 'json');
  expect(contentsOf(fixed)).toEqual(contentsOf(patched));
  expect(contentsOf(fixed)).not.toEqual(contentsOf(original));
  expect(contentsOf(fixed).get('old/Dockerfile')).toBe(
    '\xef\xbb\xbffrom alpine:3.22\r\nCOPY a.conf /etc/\r\nUSER 1000\r\n',
  );
  const { found, applied, refused } = fixesIn(first.stdout);
  expect(applied).toBeGreaterThan(1);
  expect(found).toBeGreaterThanOrEqual(applied + refused);
  expect(fixesIn(dry.stderr)).toEqual({ found, applied, refused });

  const before = contentsOf(fixed);
  const second = run(fixed, '--fix', '--unsafe-fixes', '--format', 'json');
  expect(contentsOf(fixed)).toEqual(before);
  expect(fixesIn(second.stdout).applied).toBe(0);
  // What the first run said remains is what linting says now, but for what became of fixes.
  const linted = JSON.parse(run(fixed, '--format', 'json').stdout);
  const { summary, ...remaining } = JSON.parse(first.stdout);
  expect({ ...remaining, summary: { ...summary, fixes: undefined } }).toEqual({
    ...linted,
    summary: { ...linted.summary, fixes: undefined },
  });
});

test('the exit status is by what remains', () => {
  const cwd = makeDirectory({ Dockerfile: 'FROM alpine:3.22\nADD a.conf /etc/\nUSER 1000\n' });
  made.push(cwd);
  expect(run(cwd, '--fail-on', 'warning').status).toBe(1);
  expect(run(cwd, '--fail-on', 'warning', '--fix').status).toBe(0);
});

test.each([
  ['--fix --stdin', 'head -c 10'],
  ['--fix --stdin', 'true'],
  ['--fix-dry-run --stdin', 'true'],
])('%s into a pipe that is closed early (%s) ends quietly', (options, reader) => {
  const cwd = makeDirectory({});
  made.push(cwd);
  writeFileSync(join(cwd, 'input'), `FROM alpine:3.22\nADD a.conf /etc/\nUSER 1000\n${'# comment\n'.repeat(100_000)}`);
  const command = `'${process.execPath}' '${bin}' ${options} --stdin-filename Dockerfile < input | ${reader}`;
  const { stderr } = spawnSync('sh', ['-c', command], { cwd, encoding: 'utf8' });
  expect(stderr).toMatch(/^No findings in 1 file\.\nFixes: 1 found, 1 (applied|would be applied), 0 refused\.\n$/);
});
