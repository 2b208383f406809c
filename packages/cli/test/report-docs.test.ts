import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { formatNames } from '@plimsoll/core/formatters';
import { makeDirectory, removeDirectory, runCommand } from './run-command.ts';

// What docs/reports.md tells to run does run, and makes the files that it says.

const workspace = join(import.meta.dirname, '../../..');
const page = readFileSync(join(workspace, 'docs/reports.md'), 'utf8');
const blocks = [...page.matchAll(/^```\w*\n([\s\S]*?)^```$/gm)].map(([, text = '']) => text).join('\n');
const commands = [...blocks.matchAll(/\bplimsoll( --?\w[^'|\n]*)/g)].map(([, words = '']) => words.trim());

let cwd: string | undefined;

afterEach(() => {
  if (cwd !== undefined) removeDirectory(cwd);
});

test('the table names every format', () => {
  const named = [...page.matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name);
  expect(named).toEqual([...formatNames]);
});

describe('commands', () => {
  test('are found', () => {
    expect(commands).toHaveLength(6);
  });

  test.each(commands)('plimsoll %s', async (command) => {
    cwd = makeDirectory({ Dockerfile: 'FROM alpine:3.22\nADD app.conf /etc/\nUSER app\n' });
    const { status, out, err } = await runCommand(command.split(' '), { cwd });
    expect({ status, err }).toEqual({ status: 0, err: '' });
    const files = [...command.matchAll(/ --format \w+:(\S+)|^--format \w+:(\S+)/g)].map(([, a, b]) => a ?? b ?? '');
    for (const file of files) expect(readFileSync(join(cwd, file), 'utf8')).toContain('prefer-copy-over-add');
    const hasOutput = / --format \w+(?!\S)/.test(` ${command}`);
    expect(out.includes('prefer-copy-over-add')).toBe(hasOutput);
    expect(files.length > 0 || hasOutput).toBe(true);
  });

  test('the files that CI is told to take are made', () => {
    const taken = [...page.matchAll(/(?:codequality: |sarif_file: |pattern: '|cat )([\w.-]+)/g)].map(
      ([, name]) => name,
    );
    expect(taken).toHaveLength(4);
    for (const name of taken) expect(commands.some((command) => command.includes(`:${name}`))).toBe(true);
  });
});

test('the snippet prints', () => {
  const [, program = ''] = /^```js\n([\s\S]*?)^```$/m.exec(page) ?? [];
  const folder = join(workspace, '.cache/report-docs');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'snippet.mjs'), program);
  const run = spawnSync(process.execPath, [join(folder, 'snippet.mjs')], { cwd: workspace, encoding: 'utf8' });
  expect(run.stderr).toBe('');
  expect(run.stdout).toBe('7\ndockerfile/prefer-copy-over-add\n');
});
