import { randomUUID } from 'node:crypto';
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import {
  type AcceptedFindings,
  acceptAll,
  applySuppressionsFile,
  formatSuppressionsFile,
  type LintResult,
  parseSuppressionsFile,
  pruneAccepted,
} from '@plimsoll/core';
import type { Arguments } from './arguments.ts';
import { messageOf, reasonOf } from './file-system.ts';
import type { Session } from './session.ts';
import { UserError } from './user-error.ts';

/** A result without what is accepted, and what to tell of it. */
export interface Accepted {
  readonly result: LintResult;
  readonly messages: readonly string[];
}

/** Lists findings of large projects; this many bytes hold about a million of them. */
const maxSize = 100_000_000;

/**
 * Reads, applies and, on request, writes the file of suppressions at `disk`. Throws `UserError` for a file that can't be
 * read, is no such file or can't be written. Paths of the result are project paths, as in the file.
 */
export function acceptFindings(result: LintResult, disk: string, args: Arguments, session: Session): Accepted {
  const shown = session.paths.toShown(disk);
  const before = readAcceptedAt(disk, args.has('suppressions') && !args.has('suppress-all'), session);
  const after = args.has('suppress-all') ? acceptAll(result, before) : before;
  const { kept, stale } = pruneAccepted(result, after, { isJudged: judgeOf(result, session) });
  const isPruning = args.has('prune-suppressions');
  const written = isPruning ? kept : after;
  if (isPruning || args.has('suppress-all')) writeAccepted(disk, shown, written, before);
  const applied = applySuppressionsFile(result, after);
  const messages: string[] = [];
  if (args.has('suppress-all')) {
    const added = applied.summary.suppressed - applySuppressionsFile(result, before).summary.suppressed;
    messages.push(`${count(added, 'more finding')} suppressed by ${shown}`);
  }
  if (isPruning) messages.push(`${count(stale.findings, 'suppression')} removed from ${shown}`);
  else if (stale.findings > 0 && !args.has('stdin')) {
    const what = `${count(stale.findings, 'suppression')} in ${shown}`;
    const say = stale.findings === 1 ? 'is no longer needed' : 'are no longer needed';
    messages.push(`${what} ${say} (--prune-suppressions removes ${stale.findings === 1 ? 'it' : 'them'})`);
  }
  return { result: applied, messages };
}

/** The content of the file at `disk`; nothing for one that is missing unless it is required. Throws `UserError`. */
export function readAcceptedAt(disk: string, isRequired: boolean, session: Session): AcceptedFindings {
  const shown = session.paths.toShown(disk);
  const text = readText(disk, shown, isRequired, session);
  if (text === undefined) return new Map();
  try {
    return parseSuppressionsFile(text);
  } catch (error) {
    throw new UserError(`${shown} is no file of suppressions: ${messageOf(error)}`);
  }
}

function readText(disk: string, shown: string, isRequired: boolean, { fs }: Session): string | undefined {
  try {
    if (fs.kindOf(disk) === 'missing' && !isRequired) return undefined;
    const read = fs.read(disk, maxSize);
    if (read.state === 'read') return read.bytes.toString('utf8');
  } catch (error) {
    throw new UserError(`${shown} can't be read: ${reasonOf(error)}`);
  }
  throw new UserError(`${shown} can't be read: no regular file of at most ${maxSize} bytes`);
}

/**
 * A file that was linted is judged by the rules that ran to their end on it, and one that is gone by its absence. Nothing
 * is known of others.
 */
function judgeOf({ files }: LintResult, { fs, paths }: Session): (path: string, rule: string) => boolean {
  const linted = new Map(files.map((file) => [file.path, file.rulesRun]));
  const gone = new Map<string, boolean>();
  const isGone = (path: string): boolean => {
    const known = gone.get(path);
    if (known !== undefined) return known;
    let missing = false;
    try {
      missing = fs.kindOf(paths.fromProject(path)) === 'missing';
    } catch {
      // What may not be looked at may be there.
    }
    gone.set(path, missing);
    return missing;
  };
  return (path, rule) => (linted.has(path) ? linted.get(path)?.has(rule) === true : isGone(path));
}

/** In one step, so that a run that is cut off leaves the old file. A link is replaced, never followed. */
function writeAccepted(disk: string, shown: string, accepted: AcceptedFindings, before: AcceptedFindings): void {
  // Nothing to note, and nothing noted yet: no file.
  if (accepted.size === 0 && before.size === 0) return;
  const temporary = `${disk}.${randomUUID()}.tmp`;
  try {
    writeFileSync(temporary, formatSuppressionsFile(accepted), { flag: 'wx' });
    renameSync(temporary, disk);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw new UserError(`${shown} can't be written: ${reasonOf(error)}`);
  }
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
