import {
  createProject,
  type HostAnswer,
  type Linter,
  type LintResult,
  openRequests,
  type Project,
  type ProjectFile,
  type ScriptCheckAnswer,
  type ScriptCheckRequest,
  summarise,
  withAnswers,
  withScriptChecks,
} from '@plimsoll/core';
import { absenceOf, codeOf, isAbsence, messageOf, reasonOf, stackOf } from './file-system.ts';
import type { FoundFile, SearchContext } from './find-files.ts';
import { loadCompose } from './load-compose.ts';
import type { Host } from './node-host.ts';
import type { Step } from './pacer.ts';
import { decodeText, tooLarge } from './read-text.ts';

/** What linting found files needs beside the disk. */
export interface LintContext extends SearchContext {
  readonly host: Host;
  readonly linter: Linter;
  /** The caller's environment; undefined unless the user asked for it. */
  readonly shell?: ReadonlyMap<string, string> | undefined;
  /** Told how far the linting is, which never pauses. */
  readonly onStep?: (step: Step) => void;
  /** Set by `withScriptChecker` where a configuration asks for ShellCheck. */
  readonly checkScripts?: ScriptChecker | undefined;
}

/** Asks ShellCheck about scripts. Never throws: what it could not do is told to the user, and answered as unknown. */
export type ScriptChecker = (requests: readonly ScriptCheckRequest[]) => readonly ScriptCheckAnswer[];

/** The files' texts, in order. What can't be read is reported and left out; the others are read all the same. */
export async function readFiles(found: readonly FoundFile[], context: SearchContext): Promise<readonly ProjectFile[]> {
  const files: ProjectFile[] = [];
  for (const [index, { disk, kind, named }] of found.entries()) {
    const pause = context.pacer({ doing: 'reading', done: index, total: found.length });
    if (pause) await pause;
    try {
      const read = context.fs.read(disk, context.maxFileSize);
      const path = context.paths.toProject(disk);
      if (read.state === 'read') files.push({ path, kind, ...decodeText(read.bytes) });
      else if (read.state === 'too-large') files.push({ path, kind, ...tooLarge(read.size, context.maxFileSize) });
      else context.fail(disk, 'no longer a regular file');
    } catch (error) {
      if (codeOf(error) === undefined) throw error;
      if (isAbsence(error) && !named) context.note(disk, `skipped: ${absenceOf(disk)}`);
      else context.fail(disk, reasonOf(error));
    }
  }
  return files;
}

/**
 * Lints files together with what they refer to. A file that core itself breaks on becomes a crash, and the others are
 * linted without it.
 */
export async function lintFound(files: readonly ProjectFile[], given: LintContext): Promise<LintResult> {
  const context = await withScriptChecker(files, given);
  const pause = context.pacer({ doing: 'linting', done: 0, total: files.length });
  if (pause) await pause;
  const needsCompose = files.some(({ kind }) => kind === 'compose');
  if (needsCompose) await loadCompose();
  const result = lintTogether(files, context);
  if (needsCompose || (result !== undefined && result.crashes.length === 0))
    return result ?? lintOneByOne(files, context);
  // A Dockerfile may lead to a Compose file, which this run was not prepared for.
  await loadCompose();
  return lintTogether(files, context) ?? lintOneByOne(files, context);
}

/** Undefined if core broke. */
function lintTogether(files: readonly ProjectFile[], context: LintContext): LintResult | undefined {
  try {
    return lintAll(files, context);
  } catch {
    // Which file it was, and how, is found out one by one.
    return undefined;
  }
}

function lintOneByOne(files: readonly ProjectFile[], context: LintContext): LintResult {
  const results = files.map((file): LintResult => {
    try {
      return lintAll([file], context);
    } catch (error) {
      return { files: [], crashes: [crashOf(file.path, error)], summary: summarise([]) };
    }
  });
  const linted = results.flatMap((result) => result.files);
  return { files: linted, crashes: results.flatMap((result) => result.crashes), summary: summarise(linted) };
}

function lintAll(files: readonly ProjectFile[], context: LintContext): LintResult {
  const { linter, host, onStep } = context;
  let read = 0;
  const answer: Host['answer'] = (request) => {
    onStep?.({ doing: 'looking', done: read++, total: undefined });
    return host.answer(request);
  };
  const project = checkScripts(readAlong(makeProject(files, context), { answer }), context);
  return linter.lintProject(project, (done, total) => onStep?.({ doing: 'linting', done, total }));
}

/** The context with ShellCheck, if the configuration of any file asks for it. */
export async function withScriptChecker(files: readonly ProjectFile[], context: LintContext): Promise<LintContext> {
  if (context.checkScripts || !files.some(({ path }) => context.linter.wantsScriptChecks(path))) return context;
  const { makeScriptChecker } = await import('./check-scripts.ts');
  return { ...context, checkScripts: makeScriptChecker(context) };
}

/** The project with what ShellCheck says of its scripts, if it is to be asked. */
export function checkScripts(project: Project, { linter, checkScripts: check }: LintContext): Project {
  const requests = check ? linter.scriptCheckRequests(project) : [];
  return check && requests.length > 0 ? withScriptChecks(project, check(requests)) : project;
}

/** The project of files, before anything else was read. */
export function makeProject(files: readonly ProjectFile[], { shell }: LintContext): Project {
  return createProject({ files, today: today(), ...(shell ? { shell } : {}) });
}

function crashOf(path: string, error: unknown): LintResult['crashes'][number] {
  return { rule: 'plimsoll', path, message: messageOf(error), stack: stackOf(error) };
}

/** References lead to further references; a chain longer than this is a loop that core failed to see. */
const maxRounds = 1000;

/** The project with everything that it refers to, as far as the host has it. */
export function readAlong(project: Project, host: Pick<Host, 'answer'>): Project {
  let complete = project;
  for (let round = 0; round < maxRounds; round++) {
    const requests = openRequests(complete);
    if (requests.length === 0) return complete;
    const answers: HostAnswer[] = requests.map((request) => host.answer(request));
    complete = withAnswers(complete, answers);
  }
  throw new Error('core asks for files without end');
}

function today(): string {
  return new Date().toISOString().slice(0, 10);
}
