import { type Git, gitIn, zeroTerminated } from './run-git.ts';
import { UserError } from './user-error.ts';

/** What differs between two states of a repository. Paths are relative to `top`, with `/`. */
export interface Changes {
  /** The work tree's top, absolute. */
  readonly top: string;
  readonly git: Git;
  /** How the state that is linted differs from the work tree: the blob of a path, undefined where there is no file. */
  readonly linted: ReadonlyMap<string, string | undefined>;
  /** How the state before differs from the work tree. */
  readonly base: ReadonlyMap<string, string | undefined>;
  /** The path before, by the path now. */
  readonly renames: ReadonlyMap<string, string>;
  /** False if there is no state before: everything is new. */
  readonly hasBase: boolean;
}

/** What is in the index, against the last commit. Throws `UserError` if that can't be told. */
export function readStaged(directory: string): Changes {
  const { git, top } = openRepository(directory, '--staged');
  const hasBase = git(['rev-parse', '--verify', '--quiet', 'HEAD^{commit}']).isGood;
  const untracked = untrackedFiles(git);
  const staged = diff(git, ['--no-renames', '--']);
  refuseConflicts(staged.unmerged);
  const linted = new Map([...untracked, ...staged.blobs]);
  if (!hasBase) return { top, git, linted, base: new Map(), renames: new Map(), hasBase };
  const base = new Map([...untracked, ...diff(git, ['--no-renames', 'HEAD', '--']).blobs]);
  return { top, git, linted, base, renames: diff(git, ['--cached', '-M', 'HEAD', '--']).renames, hasBase };
}

/** git makes no commit of an index with conflicts, so there is no state to judge. */
function refuseConflicts([first, ...others]: readonly string[]): void {
  if (first === undefined) return;
  const more = others.length > 0 ? ` and ${others.length} more` : '';
  throw new UserError(`--staged: ${first}${more}: there is a conflict of a merge; resolve it and "git add" the file`);
}

/**
 * What is in the work tree, against the commit where it and `ref` parted. Throws `UserError` if that can't be told: an
 * unknown name, no common commit, a shallow clone that does not have it.
 */
export function readChangedSince(directory: string, ref: string): Changes {
  const { git, top } = openRepository(directory, '--changed-since');
  const fail = (problem: string): never => {
    const isShallow = git(['rev-parse', '--is-shallow-repository']).bytes.toString('utf8').trim() === 'true';
    const advice = isShallow ? '; this clone is shallow, fetch more of it (in actions/checkout: fetch-depth: 0)' : '';
    throw new UserError(`--changed-since ${ref}: ${problem}${advice}`);
  };
  const found = git(['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`]);
  if (!found.isGood) return fail('git knows no such commit');
  const commit = found.bytes.toString('utf8').trim();
  const parted = git(['merge-base', commit, 'HEAD']);
  if (!parted.isGood) return fail('it has no commit in common with HEAD');
  const base = parted.bytes.toString('utf8').trim();
  const { blobs } = diff(git, ['--no-renames', base, '--']);
  const { renames } = diff(git, ['-M', base, '--']);
  const all = new Map([...untrackedFiles(git), ...blobs]);
  return { top, git, linted: new Map(), base: all, renames, hasBase: true };
}

function openRepository(directory: string, option: string): Pick<Changes, 'git' | 'top'> {
  const { isGood, bytes, complaint } = gitIn(directory)(['rev-parse', '--show-toplevel']);
  if (!isGood) throw new UserError(`${option}: ${complaint}`);
  const top = bytes.toString('utf8').replace(/\r?\n$/, '');
  return { top, git: gitIn(top) };
}

function untrackedFiles(git: Git): readonly (readonly [string, undefined])[] {
  const { bytes } = git(['ls-files', '--others', '--exclude-standard', '-z']);
  return zeroTerminated(bytes).map((path) => [path, undefined]);
}

/** Modes of ordinary files; links and submodules stay as they are in the work tree. */
const fileModes: ReadonlySet<string> = new Set(['100644', '100755']);

interface Difference {
  readonly blobs: ReadonlyMap<string, string | undefined>;
  readonly renames: ReadonlyMap<string, string>;
  /** Paths with several versions in the index, from a merge that is not done. */
  readonly unmerged: readonly string[];
}

/** The side before of `git diff --raw`. Source: git-diff(1), "Raw output format". */
function diff(git: Git, args: readonly string[]): Difference {
  const options = ['--raw', '-z', '--no-abbrev', '--no-ext-diff', '--no-textconv', '--no-color', '--ignore-submodules'];
  const { isGood, bytes, complaint } = git(['diff', ...options, ...args]);
  if (!isGood) throw new UserError(`git diff: ${complaint}`);
  const blobs = new Map<string, string | undefined>();
  const renames = new Map<string, string>();
  const unmerged: string[] = [];
  const fields = zeroTerminated(bytes);
  for (let at = 0; at < fields.length; ) {
    const [mode = '', , blob = '', , status = ''] = (fields[at++] ?? '').slice(1).split(' ');
    const path = fields[at++] ?? '';
    if (status.startsWith('R') || status.startsWith('C')) renames.set(fields[at++] ?? '', path);
    if (status === 'U') unmerged.push(path);
    else if (fileModes.has(mode)) blobs.set(path, blob);
    else if (status === 'A') blobs.set(path, undefined);
  }
  return { blobs, renames, unmerged };
}
