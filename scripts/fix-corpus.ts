// Every fix of every rule on real files: `pnpm fix-corpus DIR` fixes a rebuilt corpus in memory, repository by repository,
// with all rules on, first the safe fixes and then all, and checks what every fix promises: the project parses no worse, and
// fixing again changes nothing. DIR is not written. `--refused` lists the fixes that were refused, `--diff FILE` writes
// all changes as a unified diff, to be read. Exit status 1 if a promise is broken.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type FixOutcome, type FixSafety, fixProject, type Project, unifiedDiff, withTexts } from '@plimsoll/core';
import { createLinter } from 'plimsoll';
import { nodeFileSystem } from '../packages/cli/src/file-system.ts';
import { findFiles } from '../packages/cli/src/find-files.ts';
import { makeProject, readAlong, readFiles } from '../packages/cli/src/lint-found.ts';
import { openSession } from '../packages/cli/src/session.ts';
import { countProblems, hasMoreProblems } from '../packages/core/src/fix/parse-problems.ts';
import { corpusFileSystem } from './corpus/corpus-file-system.ts';
import { folderOf, readCorpus } from './corpus/read-corpus.ts';

const linter = createLinter({ preset: 'all' });

interface Counts {
  found: number;
  applied: number;
  refused: number;
}

/** What fixing the whole corpus came to. */
interface Tally {
  files: number;
  changed: number;
  readonly total: Counts;
  readonly byRule: Map<string, Counts>;
  readonly refusals: string[];
  readonly broken: string[];
  readonly diffs: string[];
}

async function openRepository(corpus: string, repository: string, paths: readonly string[]) {
  const cwd = folderOf(corpus, repository);
  const session = openSession(
    { cwd, root: cwd },
    corpusFileSystem(nodeFileSystem(), corpus, repository),
    () => undefined,
  );
  const files = await readFiles(await findFiles(paths, session), session);
  const complete = (project: Project): Project => readAlong(project, session.host);
  return { complete, project: complete(makeProject(files, { ...session, linter })) };
}

function countByRule(tally: Tally, rule: string): Counts {
  const known = tally.byRule.get(rule) ?? { found: 0, applied: 0, refused: 0 };
  tally.byRule.set(rule, known);
  return known;
}

function add(tally: Tally, repository: string, outcome: FixOutcome): void {
  const { applied, refused, found, changes, project } = outcome;
  tally.files += project.targets.size;
  tally.changed += changes.length;
  tally.total.found += found;
  tally.total.applied += applied.length;
  tally.total.refused += refused.length;
  for (const { rule } of applied) countByRule(tally, rule).applied++;
  for (const { finding, reason } of refused) {
    countByRule(tally, finding.rule).refused++;
    tally.refusals.push(`${repository}/${finding.path}:${finding.start.line} ${finding.rule}: ${reason}`);
  }
  for (const change of changes) tally.diffs.push(unifiedDiff({ ...change, path: `${repository}/${change.path}` }));
}

/** The promises that the outcome breaks. */
function check(outcome: FixOutcome, start: Project, safety: FixSafety, complete: (project: Project) => Project) {
  const { project, changes, result } = outcome;
  const broken: string[] = result.crashes.map(({ rule, path, message }) => `${path}: ${rule} crashes: ${message}`);
  if (project.targets.size !== start.targets.size) broken.push('a file is no longer of its kind');
  // Parsed anew from the texts alone, nothing being remembered from the passes before.
  const again = complete(withTexts(start, new Map(changes.map(({ path, after }) => [path, after]))));
  if (hasMoreProblems(countProblems(start), countProblems(again))) broken.push('it parses worse');
  const second = fixProject(again, { safety, complete, lint: (fixed) => linter.lintProject(fixed) });
  for (const { path } of second.changes) broken.push(`${path}: fixing again changes it again`);
  for (const { path, before, after } of changes) {
    const [crlf, crlfAfter] = [before, after].map((text) => /\r\n/.test(text) && !/[^\r]\n/.test(text));
    if (crlf && !crlfAfter) broken.push(`${path}: line ends are no longer CRLF throughout`);
    if (before.startsWith('\ufeff') !== after.startsWith('\ufeff')) broken.push(`${path}: the byte order mark changed`);
  }
  return broken;
}

async function fixCorpus(corpus: string, safety: FixSafety): Promise<Tally> {
  const tally: Tally = {
    files: 0,
    changed: 0,
    total: { found: 0, applied: 0, refused: 0 },
    byRule: new Map(),
    refusals: [],
    broken: [],
    diffs: [],
  };
  const byRepository = new Map<string, string[]>();
  for (const { repository, path } of readCorpus(corpus)) {
    byRepository.set(repository, [...(byRepository.get(repository) ?? []), path]);
  }
  for (const [repository, paths] of byRepository) {
    const { project, complete } = await openRepository(corpus, repository, paths);
    const outcome = fixProject(project, { safety, complete, lint: (fixed) => linter.lintProject(fixed) });
    add(tally, repository, outcome);
    for (const broken of check(outcome, project, safety, complete)) tally.broken.push(`${repository}: ${broken}`);
  }
  return tally;
}

function show({ files, changed, total, byRule, refusals, broken }: Tally, title: string, listRefusals: boolean): void {
  console.log(`\n${title}: ${changed} of ${files} files changed`);
  console.log(`${total.found} found, ${total.applied} applied, ${total.refused} refused`);
  for (const [rule, { applied, refused }] of [...byRule].sort((a, b) => b[1].applied - a[1].applied)) {
    console.log(`${String(applied).padStart(7)} applied ${String(refused).padStart(5)} refused  ${rule}`);
  }
  if (listRefusals) for (const line of refusals) console.log(`refused: ${line}`);
  for (const line of broken) console.log(`BROKEN: ${line}`);
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { refused: { type: 'boolean', default: false }, diff: { type: 'string' } },
});
const [corpus] = positionals;
if (corpus === undefined) {
  console.error('pnpm fix-corpus DIR [--refused] [--diff FILE]: DIR is a rebuilt corpus with its index.tsv');
  process.exit(2);
}
const diffs: string[] = [];
for (const safety of ['safe', 'unsafe'] as const) {
  const tally = await fixCorpus(corpus, safety);
  show(tally, safety === 'safe' ? 'Safe fixes' : 'Safe and unsafe fixes', values.refused);
  if (tally.broken.length > 0) process.exitCode = 1;
  diffs.push(...(safety === 'unsafe' ? tally.diffs : []));
}
if (values.diff !== undefined) writeFileSync(values.diff, diffs.join(''));
