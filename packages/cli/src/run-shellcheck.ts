import { spawnSync } from 'node:child_process';
import { accessSync, constants, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, isAbsolute, join } from 'node:path';
import type { ScriptCheckRequest, ScriptRemark } from '@plimsoll/core';
import { codeOf, messageOf } from './file-system.ts';

/** For one process, in milliseconds. */
const timeLimit = 30_000;

/** What one process may say, in bytes. */
const maxAnswer = 50_000_000;

/** The disk path of a program; directories of the PATH that are not absolute count for nothing: a checkout may be there. */
export function findProgram(name: string): string | undefined {
  const names = process.platform === 'win32' ? [`${name}.exe`] : [name];
  for (const directory of (process.env.PATH ?? '').split(delimiter)) {
    if (!isAbsolute(directory)) continue;
    const found = names.map((one) => join(directory, one)).find(isProgram);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isProgram(disk: string): boolean {
  try {
    accessSync(disk, constants.X_OK);
    return statSync(disk).isFile();
  } catch {
    return false;
  }
}

/**
 * Runs ShellCheck over scripts of one dialect, in a private directory that is gone afterwards, without a shell and without
 * configuration files. The remarks of each script, in the order of the requests. Throws an error with one line for a
 * program that can't be run, hangs, crashes or says something else than its format.
 */
export function runShellcheck(
  program: string,
  requests: readonly ScriptCheckRequest[],
  timeLeft: number,
): readonly (readonly ScriptRemark[])[] {
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-shellcheck-'));
  try {
    const names = requests.map((_, index) => `${index}.sh`);
    for (const [index, { text }] of requests.entries()) {
      writeFileSync(join(folder, names[index] ?? ''), text, { mode: 0o600 });
    }
    const args = [...options, `--shell=${requests[0]?.dialect ?? 'sh'}`, ...names];
    const answer = readAnswer(runProgram(program, args, { cwd: folder, timeLeft }));
    return names.map((name) => answer.get(name) ?? []);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** SC1090 and SC1091 are about files that are not here, SC2187 about the shell that we chose; hadolint leaves them out too. */
const options = ['--norc', '--format=json1', '--severity=style', '--exclude=SC1090,SC1091,SC2187'];

interface RunOptions {
  readonly cwd: string;
  /** In milliseconds. */
  readonly timeLeft: number;
  /** For standard input. */
  readonly input?: string;
}

/** What a program says, which ends with status 0 or 1. Throws an error with one line for anything else. */
export function runProgram(program: string, args: readonly string[], { cwd, timeLeft, input }: RunOptions): string {
  const { SHELLCHECK_OPTS: _, ...env } = process.env;
  const timeout = Math.max(1, Math.min(timeLimit, timeLeft));
  const run = spawnSync(program, args, {
    cwd,
    input: input ?? '',
    env: { ...env, LC_ALL: 'C.UTF-8' },
    timeout,
    killSignal: 'SIGKILL',
    maxBuffer: maxAnswer,
  });
  if (codeOf(run.error) === 'ETIMEDOUT') throw new Error(`did not answer within ${Math.ceil(timeout / 1000)} s`);
  if (codeOf(run.error) === 'ENOBUFS') throw new Error(`said more than ${maxAnswer} bytes`);
  if (run.error) throw new Error(`could not be run: ${messageOf(run.error)}`);
  if (run.signal) throw new Error(`was ended by ${run.signal}`);
  // 1: there are remarks. 2: some file could not be read, which can't be. 3 and 4: it does not know our options.
  if (run.status === 0 || run.status === 1) return run.stdout.toString('utf8');
  const [complaint = ''] = run.stderr.toString('utf8').trim().split('\n');
  throw new Error(`failed with status ${run.status}${complaint === '' ? '' : `: ${printable(complaint)}`}`);
}

/** What a program says may hold sequences for the terminal. */
function printable(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, '?').slice(0, 200);
}

/** The remarks of a text in the format json1, by file. Throws an error with one line for anything else. */
export function readAnswer(text: string): ReadonlyMap<string, readonly ScriptRemark[]> {
  const comments = commentsIn(text);
  if (!comments) throw new Error('said something that is not its format json1');
  const byFile = new Map<string, ScriptRemark[]>();
  for (const comment of comments) {
    const read = readComment(comment);
    if (!read) throw new Error('said something that is not its format json1');
    const list = byFile.get(read.file) ?? [];
    byFile.set(read.file, list);
    list.push(read.remark);
  }
  return byFile;
}

function commentsIn(text: string): readonly unknown[] | undefined {
  try {
    const answer: unknown = JSON.parse(text);
    const isTable = typeof answer === 'object' && answer !== null && 'comments' in answer;
    return isTable && Array.isArray(answer.comments) ? answer.comments : undefined;
  } catch {
    return undefined;
  }
}

const levels: readonly ScriptRemark['level'][] = ['error', 'warning', 'info', 'style'];

/** Undefined for anything else than a comment of `json1`. */
function readComment(comment: unknown): { readonly file: string; readonly remark: ScriptRemark } | undefined {
  if (typeof comment !== 'object' || comment === null) return undefined;
  const fields = new Map<string, unknown>(Object.entries(comment));
  const [file, message] = [fields.get('file'), fields.get('message')];
  const level = levels.find((known) => known === fields.get('level'));
  const [code, line, column, endLine, endColumn] = ['code', 'line', 'column', 'endLine', 'endColumn'].map((name) =>
    wholeNumber(fields.get(name)),
  );
  if (typeof file !== 'string' || typeof message !== 'string' || !level) return undefined;
  if (code === undefined || line === undefined || column === undefined) return undefined;
  if (endLine === undefined || endColumn === undefined) return undefined;
  const remark = { code: `SC${String(code).padStart(4, '0')}`, level, message, line, column, endLine, endColumn };
  return { file, remark };
}

function wholeNumber(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : undefined;
}
