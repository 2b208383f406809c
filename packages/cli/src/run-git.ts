import { spawnSync } from 'node:child_process';
import { codeOf, messageOf } from './file-system.ts';
import { UserError } from './user-error.ts';

/** How a call of git ended. */
export interface GitAnswer {
  readonly isGood: boolean;
  readonly bytes: Buffer;
  /** The first line that git complained with. */
  readonly complaint: string;
}

export type Git = (args: readonly string[], limit?: number) => GitAnswer;

/** Lists of files are this long at most, in bytes. */
const maxAnswer = 200_000_000;

/**
 * Runs git in a directory, without a shell, and waits for it. Nothing that the repository configures is run: no external
 * diff, no file system monitor, no pager. Throws `UserError` if there is no git, or if it answers more than `limit` bytes.
 */
export function gitIn(cwd: string): Git {
  return (args, limit = maxAnswer) => {
    const run = spawnSync('git', ['--no-pager', '-c', 'core.fsmonitor=false', ...args], {
      cwd,
      env: { ...process.env, GIT_OPTIONAL_LOCKS: '0', LC_ALL: 'C' },
      maxBuffer: limit,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    if (codeOf(run.error) === 'ENOENT') throw new UserError('git was not found, which tells what changed');
    if (run.error) throw new UserError(`git ${args[0]}: ${messageOf(run.error)}`);
    const [complaint = ''] = run.stderr.toString('utf8').trim().split('\n');
    return { isGood: run.status === 0, bytes: run.stdout, complaint: complaint.replace(/^fatal: /, '') };
  };
}

/** The entries of a list that ends each with NUL. */
export function zeroTerminated(bytes: Buffer): readonly string[] {
  return bytes.toString('utf8').split('\0').slice(0, -1);
}
