import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { type LintedFile, type LintResult, type ProjectFile, SourceText, summarise } from '@plimsoll/core';
import type { Arguments } from './arguments.ts';
import { type LintContext, lintFound } from './lint-found.ts';
import { isFixing, narrows } from './lint-options.ts';
import type { FileProblem } from './read-options.ts';
import type { Session } from './session.ts';

/** What sharing needs beside the files: where the thread's troubles are told. */
export type SharedContext = LintContext & Pick<Session, 'fail' | 'note' | 'paths'>;

/** What a thread is asked to lint, as plain data. */
export interface Share {
  readonly argv: readonly string[];
  readonly files: readonly ProjectFile[];
}

/** What it answers: the result without the texts, which the other side has, and what could not be done. */
export interface ShareOutcome {
  readonly files: readonly Omit<LintedFile, 'source'>[];
  readonly crashes: LintResult['crashes'];
  readonly errors: readonly FileProblem[];
  readonly notes: readonly FileProblem[];
}

/** Fewer characters than this are linted before a thread has started. */
const worthwhile = 100_000;

/** How much of the work the thread gets: it starts later. */
const portion = 0.45;

/**
 * Lints with a second thread where that is faster: many Dockerfiles and nothing else, since only Compose files bring files
 * together. Undefined where it is not, or where the thread failed: then nothing was done.
 */
export async function lintShared(
  files: readonly ProjectFile[],
  args: Arguments,
  context: SharedContext,
): Promise<LintResult | undefined> {
  const program = workerProgram();
  if (program === undefined || isFixing(args) || narrows(args) || args.has('allow-config-code')) return undefined;
  if (files.some(({ kind }) => kind !== 'dockerfile') || availableParallelism() < 2) return undefined;
  const cut = cutOf(files);
  if (cut === undefined) return undefined;
  const theirs = files.slice(cut);
  const answer = ask(program, { argv: args.argv, files: theirs });
  const ours = await lintFound(files.slice(0, cut), context);
  const other = await answer;
  if (!other) return undefined;
  for (const { path, message } of other.errors) context.fail(context.paths.fromUser(path), message);
  for (const { path, message } of other.notes) context.note(context.paths.fromUser(path), message);
  return joined(ours, other, theirs);
}

/** The index of the first file for the thread; undefined if there is too little to do. */
function cutOf(files: readonly ProjectFile[]): number | undefined {
  const total = files.reduce((sum, { text }) => sum + text.length, 0);
  if (total < worthwhile) return undefined;
  let sum = 0;
  return files.findIndex(({ text }) => {
    sum += text.length;
    return sum > total * (1 - portion);
  });
}

/** Set by `bin/plimsoll.js`; what runs from sources has no second program. */
function workerProgram(): string | undefined {
  const holder: { readonly [key: symbol]: unknown } = globalThis;
  const program = holder[Symbol.for('plimsoll.lint-worker')];
  return typeof program === 'string' ? program : undefined;
}

/** Undefined if the thread could not be started, or ended without an answer. */
function ask(program: string, share: Share): Promise<ShareOutcome | undefined> {
  return new Promise((resolve) => {
    const worker = new Worker(program, { workerData: share });
    worker.once('message', (outcome: ShareOutcome | undefined) => resolve(outcome));
    worker.once('error', () => resolve(undefined));
    worker.once('exit', () => resolve(undefined));
  });
}

function joined(ours: LintResult, other: ShareOutcome, files: readonly ProjectFile[]): LintResult {
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  const theirs = other.files.map((file) => ({
    ...file,
    source: new SourceText(texts.get(file.path) ?? '', file.path),
  }));
  const all = [...ours.files, ...theirs];
  return { files: all, crashes: [...ours.crashes, ...other.crashes], summary: summarise(all) };
}
