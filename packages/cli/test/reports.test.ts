import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { makeDirectory, type RunOutcome, removeDirectory, runCommand } from './run-command.ts';

// Which report goes where, and what happens if it can't.

let root: string | undefined;

afterEach(() => {
  if (root !== undefined) removeDirectory(root);
});

async function run(words: string, below = ''): Promise<RunOutcome & { readonly file: (path: string) => string }> {
  root ??= makeDirectory();
  removeDirectory(root);
  root = makeDirectory({
    'web/Dockerfile': 'FROM alpine:3.22\nADD app.conf /etc/\nUSER app\n',
    'web/quiet/Dockerfile':
      'FROM alpine:3.22\n# plimsoll-disable-next-line hadolint/DL3020 -- old\nADD app.conf /etc/\nUSER app\n',
  });
  const cwd = join(root, below);
  const outcome = await runCommand(words.split(' '), { cwd });
  return { ...outcome, file: (path) => readFileSync(join(cwd, path), 'utf8') };
}

describe('several reports in one run', () => {
  test('files beside standard output', async () => {
    const { status, out, err, file } = await run('--format sarif:out/deep/x.sarif --format compact -f json:out/x.json');
    expect({ status, err }).toEqual({ status: 0, err: '' });
    expect(out).toBe(
      'web/Dockerfile:2:1: warning: ADD only copies app.conf here, but could also download or unpack. Use COPY, which does nothing else. [dockerfile/prefer-copy-over-add]\n',
    );
    expect(JSON.parse(file('out/x.json')).summary.warnings).toBe(1);
    expect(JSON.parse(file('out/deep/x.sarif')).runs[0].results).toHaveLength(2);
  });

  test('only files leave standard output empty', async () => {
    const { status, out, file } = await run('--format pretty:report.txt --color');
    expect({ status, out }).toEqual({ status: 0, out: '' });
    expect(file('report.txt')).toMatch(/^web\/Dockerfile\n\n {2}2:1 warning/);
  });

  test('--output-file is for the one that has no file', async () => {
    const { out, file } = await run('--format markdown --output-file x.md --format json:x.json');
    expect(out).toBe('');
    expect(file('x.md')).toMatch(/^## Plimsoll\n/);
    expect(JSON.parse(file('x.json')).version).toBe(1);
    const plain = await run('-o x.txt');
    expect(plain.out).toBe('');
    expect(plain.file('x.txt')).toContain('prefer-copy-over-add');
  });

  test.each([
    [
      '--format json --format compact',
      '--format json and --format compact both go to standard output; give one a file: --format json:FILE',
    ],
    ['--format json:x --format sarif:x', '--format json and --format sarif both go to x'],
    ['--format json:x --format sarif -o x', '--format json and --format sarif both go to x'],
    ['--format json:x -o y', '--output-file y: every --format has a file of its own'],
    ['--format json:', '--format json: needs a file behind the colon'],
    ['--format sarf:x', 'unknown --format "sarf", did you mean "sarif"?'],
    ['--reporter gitlap', 'unknown --reporter "gitlap", did you mean "gitlab"?'],
  ])('%s is refused before anything is done', async (words, message) => {
    const { status, out, err } = await run(words);
    expect({ status, out, err }).toEqual({ status: 2, out: '', err: `plimsoll: ${message}\n` });
    expect(readdirSync(root ?? '').sort()).toEqual(['.git', 'web']);
  });
});

describe('a report that cannot be written', () => {
  test.each([
    ['web/Dockerfile', 'it is a file that was linted'],
    ['./web/../web/Dockerfile', 'it is a file that was linted'],
    ['web', 'is a directory'],
    ['web/Dockerfile/x', 'a file is where a directory should be'],
    ['web/Dockerfile/x/y', 'a file is where a directory should be'],
  ])('%s: one line, exit 2, and the others are written', async (target, reason) => {
    const { status, out, err, file } = await run(`-f json:${target} -f compact -f jsonl:later.jsonl`);
    expect({ status, err }).toEqual({
      status: 2,
      err: `plimsoll: ${target}: the report can't be written: ${reason}\n`,
    });
    expect(out).toContain('web/Dockerfile:2:1: warning');
    expect(file('later.jsonl')).toContain('"kind":"summary"');
    expect(file('web/Dockerfile')).toMatch(/^FROM/);
  });
});

describe('paths', () => {
  test.each([
    ['sarif', '"uri":"web/Dockerfile"'],
    ['github', 'file=web/Dockerfile,'],
    ['gitlab', '"path":"web/Dockerfile"'],
    ['checkstyle', '<file name="Dockerfile">'],
    ['junit', 'file="Dockerfile"'],
    ['rdjson', '"path":"Dockerfile"'],
    ['json', '"path":"Dockerfile"'],
    ['compact', 'Dockerfile:2:1'],
  ])('%s names files for its reader, also from below the root', async (format, expected) => {
    const { out } = await run(`--format ${format}`, 'web');
    expect(out).toContain(expected);
  });

  test('so do problems', async () => {
    const { status, out } = await run('--format gitlab Dockerfile missing/Dockerfile', 'web');
    expect(status).toBe(2);
    expect(JSON.parse(out).map((issue: { location: { path: string } }) => issue.location.path)).toEqual([
      'web/Dockerfile',
      'web/missing/Dockerfile',
    ]);
  });
});

test('suppressed findings can be left out', async () => {
  const { out } = await run('--format sarif --omit-suppressed');
  expect(JSON.parse(out).runs[0].results).toHaveLength(1);
});

test('sarif describes the shipped rules', async () => {
  const { out } = await run('--format sarif');
  const [rule] = JSON.parse(out).runs[0].tool.driver.rules;
  expect(rule.id).toBe('dockerfile/prefer-copy-over-add');
  expect(rule.help.markdown).toContain('Good:\n\n```\n');
});

test('a report in a directory that is made is not linted, and replaces what was there', async () => {
  const { file } = await run('-f checkstyle:a/b/c.xml -f pretty');
  const first = file('a/b/c.xml');
  mkdirSync(join(root ?? '', 'a/d'));
  await runCommand(['-f', 'checkstyle:a/b/c.xml', 'web/quiet'], { cwd: root ?? '' });
  expect(file('a/b/c.xml').length).toBeLessThan(first.length);
});
