import { parentPort, workerData } from 'node:worker_threads';
import { rules } from '@plimsoll/rules';
import { parseArguments } from './arguments.ts';
import { readConfigRequest } from './config-request.ts';
import { configure } from './configure.ts';
import { lintFound } from './lint-found.ts';
import { readOptions } from './lint-options.ts';
import { openSession } from './session.ts';
import type { Share, ShareOutcome } from './share-linting.ts';
import { readShell } from './shell-variables.ts';
import { processTerminal } from './terminal.ts';

/** Lints a share of the files as the command line would lint them alone. */
async function lintShare({ argv, files }: Share): Promise<ShareOutcome> {
  const terminal = processTerminal();
  const args = parseArguments(argv);
  const session = openSession(readOptions(args, terminal), terminal.fs, () => undefined);
  const found = files.map(({ path, kind }) => ({ disk: session.paths.fromProject(path), kind, named: true }));
  const { linter } = await configure(found, readConfigRequest(args, rules), session);
  const result = await lintFound(files, { ...session, linter, shell: readShell(args, terminal) });
  const linted = result.files.map(({ source: _source, ...file }) => file);
  return { files: linted, crashes: result.crashes, errors: session.errors, notes: session.notes };
}

// What goes wrong here went unsaid: the other side then lints everything itself, and tells.
void lintShare(workerData as Share).then(
  (outcome) => parentPort?.postMessage(outcome),
  () => parentPort?.postMessage(undefined),
);
