import type { LintResult } from '@plimsoll/core';
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
  const { paths, path, fs } = session;
  const given = args.value('suppressions');
  const disk = given === undefined ? path.join(paths.root, fileName) : paths.fromUser(given);
  const isAsked = given !== undefined || args.has('suppress-all') || args.has('prune-suppressions');
  if (!isAsked && !isThere(disk, fs)) return { result, messages: [] };
  if (given === undefined && isThere(disk, fs) && !session.mayRead(disk)) {
    throw new UserError(`${paths.toShown(disk)} leads outside of the root; name it with --suppressions to use it`);
  }
  return (await import('./accepted-findings.ts')).acceptFindings(result, disk, args, session);
}

function isThere(disk: string, fs: Session['fs']): boolean {
  try {
    return fs.entryKind(disk) !== 'missing';
  } catch {
    // A directory that may not be searched has none for us.
    return false;
  }
}
