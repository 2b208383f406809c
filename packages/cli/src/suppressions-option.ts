import type { AcceptedFindings, LintResult } from '@plimsoll/core';
import type { Accepted } from './accepted-findings.ts';
import type { Arguments } from './arguments.ts';
import type { Session } from './session.ts';
import { UserError } from './user-error.ts';

// As in core, which this spares a plain run from loading.
const fileName = 'plimsoll-suppressions.json';

/**
 * The result without the findings that the file of suppressions accepts: the one that `--suppressions` names, or the one at
 * the root, if there is one. Throws `UserError` for a file that can't be read or written.
 */
export async function withoutAccepted(result: LintResult, args: Arguments, session: Session): Promise<Accepted> {
  const given = args.value('suppressions');
  const isWritten = args.has('suppress-all') || args.has('prune-suppressions');
  const { disk, isThere } = placeOf(given, session);
  if (given === undefined && !isWritten && !isThere) return { result, messages: [] };
  return (await import('./accepted-findings.ts')).acceptFindings(result, disk, args, session);
}

/**
 * What the file of suppressions accepts that a caller names, or the one at the root; undefined if there is none. Throws
 * `UserError` for a file that can't be read.
 */
export async function readAccepted(given: string | undefined, session: Session): Promise<AcceptedFindings | undefined> {
  const { disk, isThere } = placeOf(given, session);
  if (given === undefined && !isThere) return undefined;
  return (await import('./accepted-findings.ts')).readAcceptedAt(disk, given !== undefined, session);
}

/** Where the file is. Throws `UserError` for one that nobody named and that leads outside of the root. */
function placeOf(given: string | undefined, session: Session): { readonly disk: string; readonly isThere: boolean } {
  const { paths, path, fs } = session;
  const disk = given === undefined ? path.join(paths.root, fileName) : paths.fromUser(given);
  const found = isThere(disk, fs);
  if (given === undefined && found && !session.mayRead(disk)) {
    throw new UserError(`${paths.toShown(disk)} leads outside of the root; name it with --suppressions to use it`);
  }
  return { disk, isThere: found };
}

function isThere(disk: string, fs: Session['fs']): boolean {
  try {
    return fs.entryKind(disk) !== 'missing';
  } catch {
    // A directory that may not be searched has none for us.
    return false;
  }
}
