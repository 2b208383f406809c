import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { removeDirectory, runCommand } from './run-command.ts';

// `--changed-since` and `--staged` on real repositories.

let cwd = '';

beforeEach(() => {
  cwd = realpathSync(mkdtempSync(join(tmpdir(), 'plimsoll-git-')));
  git('init', '-q', '-b', 'main');
});

afterEach(() => removeDirectory(cwd));

function git(...args: readonly string[]): string {
  const identity = ['-c', 'user.name=Test', '-c', 'user.email=test@example.org', '-c', 'commit.gpgsign=false'];
  return execFileSync('git', [...identity, ...args], { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(cwd, path)), { recursive: true });
    writeFileSync(join(cwd, path), text);
  }
}

function commit(files: Readonly<Record<string, string>>): void {
  write(files);
  git('add', '-A');
  git('commit', '-qm', 'x');
}

/** `path:line rule` of what is found. */
async function lint(...argv: readonly string[]): Promise<readonly string[]> {
  const { out, err } = await runCommand(['--format', 'compact', ...argv], { cwd });
  expect(err).toBe('');
  return out
    .trimEnd()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.replace(/^(.*?:\d+):\d+: .*\[(.*)\]$/, '$1 $2'));
}

async function complaint(...argv: readonly string[]): Promise<string> {
  const { status, out, err } = await runCommand(argv, { cwd });
  expect({ status, out }).toEqual({ status: 2, out: '' });
  return err;
}

const old = 'FROM alpine:3.22\nADD a.conf /etc/\nRUN echo ok\nUSER app\n';
const rule = 'dockerfile/prefer-copy-over-add';

describe('--changed-since', () => {
  beforeEach(() => {
    commit({ Dockerfile: old, 'docs/readme.txt': 'x\n' });
    git('checkout', '-qb', 'work');
  });

  test('nothing changed: nothing is reported', async () => {
    expect(await lint()).toEqual([`Dockerfile:2 ${rule}`]);
    expect(await lint('--changed-since', 'main')).toEqual([]);
  });

  test('changed lines, committed or not, and new files, tracked or not', async () => {
    commit({ Dockerfile: old.replace('RUN echo ok\n', 'RUN echo ok\nADD b.conf /etc/\n') });
    expect(await lint('--changed-since', 'main')).toEqual([`Dockerfile:4 ${rule}`]);
    write({ Dockerfile: `${readFileSync(join(cwd, 'Dockerfile'), 'utf8')}ADD c.conf /etc/\n`, 'web/Dockerfile': old });
    expect(await lint('--changed-since', 'main')).toEqual([
      `Dockerfile:4 ${rule}`,
      `Dockerfile:6 ${rule}`,
      `web/Dockerfile:2 ${rule}`,
    ]);
  });

  test('an equal finding before an old one does not make the old one new', async () => {
    commit({ Dockerfile: old.replace('ADD', 'ADD z.conf /etc/\nADD') });
    expect(await lint('--changed-since', 'main')).toEqual([`Dockerfile:2 ${rule}`]);
  });

  test('lines that move are not new', async () => {
    commit({ Dockerfile: `# one\n# two\n${old}` });
    expect(await lint('--changed-since', 'main')).toEqual([]);
  });

  test('a renamed file keeps its findings to itself', async () => {
    mkdirSync(join(cwd, 'sub'));
    git('mv', 'Dockerfile', 'sub/Dockerfile');
    git('commit', '-qm', 'moved');
    expect(await lint('--changed-since', 'main')).toEqual([]);
    commit({ 'sub/Dockerfile': old.replace('ok', 'fine').replace('USER', 'ADD z /z\nUSER') });
    expect(await lint('--changed-since', 'main')).toEqual([`sub/Dockerfile:4 ${rule}`]);
  });

  test('what the change causes in a file that it does not touch', async () => {
    const service = 'services:\n  web:\n    build:\n      context: .\n      target: final\n    read_only: true\n';
    git('checkout', '-q', 'main');
    commit({ Dockerfile: 'FROM alpine:3.22 AS final\nUSER app\n', 'compose.yaml': service });
    git('checkout', '-qB', 'work');
    commit({ Dockerfile: 'FROM alpine:3.22 AS last\nUSER app\n' });
    expect(await lint('--changed-since', 'main')).toEqual(['compose.yaml:5 project/valid-build-target']);
  });

  test('the branch alone counts: main may have gone on', async () => {
    git('checkout', '-q', 'main');
    commit({ Dockerfile: 'FROM alpine:3.22\nUSER app\n' });
    git('checkout', '-q', 'work');
    commit({ 'web/Dockerfile': old });
    expect(await lint('--changed-since', 'main')).toEqual([`web/Dockerfile:2 ${rule}`]);
  });

  test('a deleted file is read as it was, from a directory that is gone', async () => {
    git('checkout', '-q', 'main');
    commit({ 'app/Dockerfile': 'FROM alpine:3.22\nUSER app\n', 'compose.yaml': 'services:\n  web:\n    build: app\n' });
    git('checkout', '-qB', 'work');
    const before = await lint('--changed-since', 'main');
    expect(before).toEqual([]);
    rmSync(join(cwd, 'app'), { recursive: true });
    write({ 'app/other.txt': '' });
    const found = await lint('--changed-since', 'main');
    expect(found.every((line) => line.startsWith('compose.yaml:3 project/'))).toBe(true);
  });

  test('hostile names', async () => {
    const name = 'a\tb "c"\né/Dockerfile';
    commit({ [name]: old });
    const { out } = await runCommand(['--format', 'json', '--changed-since', 'main'], { cwd });
    const [, file] = JSON.parse(out).files;
    expect([file.path, file.findings.length]).toEqual([name, 1]);
  });

  test.each([
    ['nowhere', 'git knows no such commit'],
    ['--output=pwned', 'git knows no such commit'],
    ['$(touch pwned)', 'git knows no such commit'],
    ['main:Dockerfile', 'git knows no such commit'],
  ])('%s is refused', async (ref, reason) => {
    expect(await complaint(`--changed-since=${ref}`)).toBe(`plimsoll: --changed-since ${ref}: ${reason}\n`);
    expect(() => readFileSync(join(cwd, 'pwned'))).toThrow();
  });

  test('a history without common commit', async () => {
    git('checkout', '-q', '--orphan', 'other');
    commit({ Dockerfile: `${old}# other\n` });
    expect(await complaint('--changed-since', 'main')).toBe(
      'plimsoll: --changed-since main: it has no commit in common with HEAD\n',
    );
  });

  test('a shallow clone says what it lacks', async () => {
    commit({ Dockerfile: `${old}RUN true\n` });
    const clone = join(cwd, 'clone');
    git('clone', '-q', '--depth', '1', pathToFileURL(cwd).href, clone);
    const { status, err } = await runCommand(['--changed-since', 'main'], { cwd: clone });
    expect(status).toBe(2);
    expect(err).toBe(
      'plimsoll: --changed-since main: git knows no such commit; this clone is shallow, fetch more of it (in actions/checkout: fetch-depth: 0)\n',
    );
  });

  test('the exit status and the counts are of what is reported', async () => {
    expect((await runCommand(['--fail-on', 'warning'], { cwd })).status).toBe(1);
    const { status, out } = await runCommand(['--fail-on', 'warning', '--changed-since', 'main'], { cwd });
    expect(status).toBe(0);
    expect(out).toBe('No findings in 1 file.\n');
  });
});

describe('--staged', () => {
  test('before the first commit everything is new', async () => {
    write({ Dockerfile: old, 'web/Dockerfile': old });
    git('add', 'Dockerfile');
    expect(await lint('--staged')).toEqual([`Dockerfile:2 ${rule}`]);
  });

  test('the index is linted, not the work tree', async () => {
    commit({ Dockerfile: old });
    write({ Dockerfile: `${old}ADD b /b\n` });
    expect(await lint('--staged')).toEqual([]);
    git('add', 'Dockerfile');
    write({ Dockerfile: 'FROM alpine:3.22\nUSER app\n' });
    expect(await lint('--staged')).toEqual([`Dockerfile:5 ${rule}`]);
    expect(await lint('--staged', 'Dockerfile')).toEqual([`Dockerfile:5 ${rule}`]);
  });

  test('a file that is staged and gone, and one that is not staged', async () => {
    commit({ Dockerfile: 'FROM alpine:3.22\nUSER app\n' });
    write({ 'web/Dockerfile': old });
    git('add', 'web/Dockerfile');
    renameSync(join(cwd, 'web'), join(cwd, 'elsewhere'));
    expect(await lint('--staged')).toEqual([`web/Dockerfile:2 ${rule}`]);
  });

  test('from below the top', async () => {
    commit({ 'web/Dockerfile': old });
    write({ 'web/Dockerfile': `${old}ADD b /b\n` });
    git('add', '-A');
    const { out } = await runCommand(['--format', 'compact', '--staged'], { cwd: join(cwd, 'web') });
    expect(out).toMatch(/^Dockerfile:5:1: [^\n]*\n$/);
  });

  test('a merge with a conflict is no state to judge; as the work tree it is', async () => {
    commit({ Dockerfile: old, 'b/Dockerfile': old });
    git('checkout', '-qb', 'work');
    commit({ Dockerfile: old.replace('ok', 'one'), 'b/Dockerfile': old.replace('ok', 'one') });
    git('checkout', '-q', 'main');
    commit({ Dockerfile: old.replace('ok', 'two'), 'b/Dockerfile': old.replace('ok', 'two') });
    expect(() => git('merge', 'work')).toThrow();
    expect(await complaint('--staged')).toBe(
      'plimsoll: --staged: Dockerfile and 1 more: there is a conflict of a merge; resolve it and "git add" the file\n',
    );
    write({ Dockerfile: old.replace('ok', 'three').replace('USER', 'ADD z /z\nUSER') });
    git('add', 'Dockerfile');
    expect(await complaint('--staged')).toContain('--staged: b/Dockerfile: there is a conflict');
    const { status } = await runCommand(['--changed-since', 'main', 'Dockerfile'], { cwd });
    expect(status).toBe(0);
    write({ 'b/Dockerfile': old });
    git('add', 'b/Dockerfile');
    expect(await lint('--staged')).toEqual([`Dockerfile:4 ${rule}`]);
  });

  test('not in a repository', async () => {
    removeDirectory(join(cwd, '.git'));
    write({ Dockerfile: old });
    expect(await complaint('--staged')).toMatch(/^plimsoll: --staged: not a git repository[^\n]*\n$/);
  });

  test.each([
    [['--staged', '--stdin', '--stdin-filename', 'Dockerfile'], '--staged and --stdin exclude each other'],
    [['--staged', '--fix'], '--staged and --fix exclude each other'],
    [['--changed-since', 'main', '--fix-dry-run'], '--changed-since and --fix-dry-run exclude each other'],
    [['--staged', '--changed-since', 'main'], '--changed-since and --staged exclude each other'],
  ])('%j', async (argv, message) => {
    expect(await complaint(...argv)).toBe(`plimsoll: ${message}\n`);
  });
});
