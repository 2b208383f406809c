import { documentKindOfPath } from '@plimsoll/core';
import { absenceOf, codeOf, type DirectoryEntry, isAbsence, reasonOf } from './file-system.ts';
import type { FoundFile, SearchContext } from './find-files.ts';
import { type IgnoreRules, makeIgnoreRules } from './ignore-files.ts';
import { isInside } from './paths.ts';

/** Other than the directories that are ignored: nobody means what is in them. */
const neverSearched: ReadonlySet<string> = new Set(['.git', 'node_modules']);

/** What to take from a directory. */
export interface Wanted {
  /** Takes paths relative to the directory, with `/`. */
  readonly matches: (relative: string) => boolean;
  readonly depth: number | undefined;
}

interface OpenDirectory {
  readonly disk: string;
  /** Relative to where the search began, with a `/` at the end; empty there. */
  readonly relative: string;
  readonly depth: number;
  readonly rules: IgnoreRules;
}

/**
 * Files to lint in a directory and below, sorted by path. Hidden directories are searched, `.git` and `node_modules`
 * are not, and links to directories are not followed, so that there are no cycles. Links to files are taken if they
 * lead to a file inside the root that is not found by itself.
 */
export async function searchDirectory(
  start: string,
  context: SearchContext,
  wanted?: Wanted,
): Promise<readonly FoundFile[]> {
  const found: FoundFile[] = [];
  const links: FoundFile[] = [];
  const rules = rulesAbove(start, context);
  const open: OpenDirectory[] = rules ? [{ disk: start, relative: '', depth: 1, rules }] : [];
  let searched = 0;
  for (let directory = open.pop(); directory; directory = open.pop()) {
    const pause = context.pacer({ doing: 'searching', done: searched++, total: undefined });
    if (pause) await pause;
    const entries = listEntries(directory.disk, context);
    context.saw?.(directory.disk, entries);
    const below: OpenDirectory[] = [];
    const rules = entries.some(isGitignore) ? rulesIn(directory, context) : directory.rules;
    for (const entry of entries) {
      const disk = context.path.join(directory.disk, entry.name);
      const relative = directory.relative + entry.name;
      if (entry.kind === 'directory') {
        const isTooDeep = wanted?.depth !== undefined && directory.depth >= wanted.depth;
        if (isTooDeep || neverSearched.has(entry.name) || rules.ignores(slashed(disk, context), true)) continue;
        const isLeftOut = context.leavesOut?.(disk) ?? false;
        if (isLeftOut === true || (isLeftOut !== false && (await isLeftOut))) continue;
        below.push({ disk, relative: `${relative}/`, depth: directory.depth + 1, rules });
        continue;
      }
      const kind = documentKindOfPath(entry.name);
      if (!kind || entry.kind === 'other' || (wanted && !wanted.matches(relative))) continue;
      if (rules.ignores(slashed(disk, context), false)) continue;
      if (entry.kind === 'file') found.push({ disk, kind, named: false });
      else if (leadsToFile(disk, context)) links.push({ disk, kind, named: false });
    }
    for (const next of below.reverse()) open.push(next);
  }
  return [...found, ...withoutTwins(links, found, context)].sort(byPath);
}

function isGitignore({ name, kind }: DirectoryEntry): boolean {
  return name === '.gitignore' && kind === 'file';
}

/** Sorted, so that what is said about them comes in the same order everywhere. */
function listEntries(disk: string, context: SearchContext): readonly DirectoryEntry[] {
  try {
    return [...context.fs.list(disk)].sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    if (isAbsence(error)) context.note(disk, `skipped: ${absenceOf(disk)}`);
    else context.fail(disk, reasonOf(error));
    return [];
  }
}

function rulesIn({ disk, rules }: Pick<OpenDirectory, 'disk' | 'rules'>, context: SearchContext): IgnoreRules {
  const file = context.path.join(disk, '.gitignore');
  try {
    const read = context.fs.read(file, context.maxFileSize);
    if (read.state !== 'read') return rules;
    return rules.below(slashed(disk, context), read.bytes.toString('utf8').replace(/^\ufeff/, ''));
  } catch (error) {
    context.note(file, `${reasonOf(error)}; its patterns do not count`);
    return rules;
  }
}

/**
 * Rules of the directories from the root down to here, as git applies them, unless they ignore what the user named.
 * Undefined if the user's own patterns ignore it: those were named too.
 */
function rulesAbove(start: string, context: SearchContext): IgnoreRules | undefined {
  const { path, paths, fs } = context;
  const own = makeIgnoreRules({
    ignoreCase: context.ignoreCase,
    patterns: context.ignorePatterns,
    directory: slashed(paths.cwd, context),
  });
  const isIgnored = (rules: IgnoreRules, disk: string): boolean => rules.ignores(slashed(disk, context), true);
  const inside = (top: string): boolean => start !== top && isInside(path, top, start);
  if (inside(paths.cwd)) {
    const [, ...named] = [...directoriesAround(start, paths.cwd, path), start];
    if (named.some((disk) => isIgnored(own, disk))) return undefined;
  }
  if (!inside(paths.root)) return own;
  let rules = own;
  for (const disk of directoriesAround(start, paths.root, path)) {
    if (isIgnored(rules, disk)) return own;
    if (fs.kindOf(path.join(disk, '.gitignore')) === 'file') rules = rulesIn({ disk, rules }, context);
  }
  return isIgnored(rules, start) ? own : rules;
}

/** The directories around one, from `top`, which is one of them, down. */
function directoriesAround(start: string, top: string, path: SearchContext['path']): readonly string[] {
  const around: string[] = [];
  for (let disk = start; disk !== top; ) {
    disk = path.dirname(disk);
    around.unshift(disk);
  }
  return around;
}

function leadsToFile(disk: string, context: SearchContext): boolean {
  try {
    const what = context.fs.kindOf(disk);
    if (what === 'missing') context.note(disk, 'skipped: a link to nothing');
    if (what !== 'file') return false;
    if (context.mayRead(disk)) return true;
    context.note(disk, 'skipped: a link that leads outside of the root');
    return false;
  } catch (error) {
    if (codeOf(error) === undefined) throw error;
    context.note(disk, `skipped: ${reasonOf(error)}`);
    return false;
  }
}

/** Links to files that are found by themselves would report everything twice. */
function withoutTwins(links: readonly FoundFile[], found: readonly FoundFile[], { fs }: SearchContext): FoundFile[] {
  if (links.length === 0) return [];
  const realPath = (disk: string): string => {
    try {
      return fs.realPath(disk);
    } catch {
      // It vanished; reading it says so.
      return disk;
    }
  };
  const taken = new Set(found.map(({ disk }) => realPath(disk)));
  return links.filter(({ disk }) => {
    const target = realPath(disk);
    const isTwin = taken.has(target);
    taken.add(target);
    return !isTwin;
  });
}

function slashed(disk: string, { path }: SearchContext): string {
  return path.sep === '\\' ? disk.replaceAll('\\', '/') : disk;
}

function byPath(a: FoundFile, b: FoundFile): number {
  return a.disk < b.disk ? -1 : a.disk > b.disk ? 1 : 0;
}
