import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { bundleCommandLine } from '../../../scripts/cli-bundle.mjs';
import { makeDirectory, removeDirectory } from './run-command.ts';

// The command line as users get it: bundled, in a process of its own.

let work: string;
let bin: string;

beforeAll(async () => {
  work = makeDirectory({
    'bundle/package.json': '{"type":"module"}',
    Dockerfile: 'FROM alpine:3.22\nFORM alpine\n',
    'compose.yaml': 'services:\n  web:\n    image: nginx:1.29\n    privileged: true\n',
  });
  await bundleCommandLine(join(work, 'bundle/dist'));
  cpSync(join(import.meta.dirname, '../bin'), join(work, 'bundle/bin'), { recursive: true });
  bin = join(work, 'bundle/bin/plimsoll.js');
}, 60_000);

afterAll(() => removeDirectory(work));

function run(...argv: readonly string[]): { status: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...argv], {
    cwd: work,
    encoding: 'utf8',
    maxBuffer: 1e9,
  });
  return { status, out: stdout, err: stderr };
}

function rulesIn(out: string): readonly string[] {
  const { files } = JSON.parse(out) as { files: readonly { findings: readonly { rule: string }[] }[] };
  return files.flatMap(({ findings }) => findings.map(({ rule }) => rule));
}

test('a Dockerfile alone, a Compose file alone, and both find what there is', () => {
  const dockerfile = run('Dockerfile', '--format', 'json');
  expect([dockerfile.status, dockerfile.err]).toEqual([1, '']);
  expect(rulesIn(dockerfile.out)).toContain('dockerfile/valid-instruction');
  const compose = run('compose.yaml', '--format', 'json');
  expect([compose.status, compose.err]).toEqual([1, '']);
  expect(rulesIn(compose.out)).toContain('compose/no-privileged');
  const both = rulesIn(run('Dockerfile', 'compose.yaml', '--format', 'json').out);
  expect(both).toEqual(expect.arrayContaining(['dockerfile/valid-instruction', 'compose/no-privileged']));
});

test('--version, --help and what is wrong with the request', () => {
  expect(run('--version')).toMatchObject({ status: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/), err: '' });
  expect(run('-V').out).toBe(run('--quiet', '--version').out);
  expect(run('--help')).toMatchObject({ status: 0, out: expect.stringContaining('--fail-on SEVERITY'), err: '' });
  const wrong = run('--fromat');
  expect(wrong).toEqual({ status: 2, out: '', err: 'plimsoll: unknown option "--fromat", did you mean "--format"?\n' });
});

test('standard input is linted among its neighbours', () => {
  const argv = [bin, '--stdin', '--stdin-filename', 'compose.yaml', '--format', 'json'];
  const input = 'services:\n  web:\n    build: .\n    privileged: true\n';
  const { status, stdout } = spawnSync(process.execPath, argv, { cwd: work, encoding: 'utf8', input });
  expect(status).toBe(1);
  expect(rulesIn(stdout)).toContain('compose/no-privileged');
});

describe('streams and signals', () => {
  const shell = (script: string): { status: number | null; out: string; err: string } => {
    const run = spawnSync('sh', ['-c', script], {
      cwd: work,
      encoding: 'utf8',
      env: { ...process.env, NODE: process.execPath, BIN: bin },
    });
    return { status: run.status, out: run.stdout, err: run.stderr };
  };

  test('a closed pipe ends the output, and nothing else is said', () => {
    const lines = Array.from({ length: 5000 }, (_, index) => `FORM a${index}\n`).join('');
    mkdirSync(join(work, 'many'));
    writeFileSync(join(work, 'many/Dockerfile'), `FROM alpine:3.22\n${lines}`);
    expect(shell('"$NODE" "$BIN" many | head -c 10 > /dev/null')).toEqual({ status: 0, out: '', err: '' });
    expect(shell('"$NODE" "$BIN" --help | true')).toEqual({ status: 0, out: '', err: '' });
    expect(shell('"$NODE" "$BIN" none 2>&1 >/dev/null | true').status).toBe(0);
  });

  test('all of a large output arrives in a pipe', () => {
    const { out } = run('many', '--format', 'json');
    expect(rulesIn(out).length).toBeGreaterThanOrEqual(5000);
  });

  test('an interrupt ends it by the signal, which a shell shows as 130', async () => {
    const argv = [bin, '--stdin', '--stdin-filename', 'Dockerfile'];
    const child = spawn(process.execPath, argv, { cwd: work, stdio: ['pipe', 'ignore', 'ignore'] });
    const ended = new Promise((resolve) => child.on('close', (status, signal) => resolve([status, signal])));
    await new Promise((resolve) => setTimeout(resolve, 300));
    child.kill('SIGINT');
    expect(await ended).toEqual([null, 'SIGINT']);
  });
});
