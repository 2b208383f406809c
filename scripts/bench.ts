// Speed as ratios in one run: times on shared machines vary, and so does `node -e 0`. `pnpm bench [--corpus DIR]` prints a
// table to be read; nothing gates on it. `--rows TEXT` takes only the rows whose name holds TEXT.
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createLinter, documentKindOfPath, parseDockerfile } from '@plimsoll/core';
import { rules } from '@plimsoll/rules';
import { keystrokeCost } from './bench-editor.ts';
import { includingCosts } from './bench-includes.ts';
import { growthShapes } from './bench-shapes.ts';
import { folderOf, readCorpus } from './corpus/read-corpus.ts';
import { projectFiles, root } from './project-files.ts';

interface Row {
  readonly name: string;
  readonly value: string;
  readonly goal: string;
}

const bin = join(root, 'packages/cli/bin/plimsoll.js');
const rounds = 15;
const turnsOfGrowth = 7;
const { values } = parseArgs({ options: { corpus: { type: 'string' }, rows: { type: 'string', default: '' } } });
const work = mkdtempSync(join(tmpdir(), 'plimsoll-bench-'));

function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[numbers.length >> 1] ?? Number.NaN;
}

function time(task: () => void): number {
  const start = performance.now();
  task();
  return performance.now() - start;
}

function runNode(args: readonly string[]): number {
  return time(() => {
    const run = spawnSync(process.execPath, args, { cwd: work, maxBuffer: 1 << 30 });
    if (run.status !== 0) throw new Error(`node ${args.join(' ')}: ${run.stderr}`);
  });
}

/** Process starts, each round one of every command and one of `node -e 0`. */
function startRows(commands: readonly { name: string; args: readonly string[]; goal: number }[]): readonly Row[] {
  const chosen = commands.filter(({ name }) => name.includes(values.rows));
  const bare: number[] = [];
  const times = chosen.map((): number[] => []);
  for (let round = 0; round < rounds && chosen.length > 0; round++) {
    bare.push(runNode(['-e', '0']));
    for (const [index, { args }] of chosen.entries()) times[index]?.push(runNode([bin, ...args]));
  }
  const base = median(bare);
  return chosen.map(({ name, goal }, index) => {
    const own = median(times[index] ?? []);
    return { name, value: `${(own / base).toFixed(2)} (${own.toFixed(0)} ms)`, goal: `at most ${goal}` };
  });
}

/** The smallest files of a kind: of the corpus, or of the fixtures, repeated. A list for `--files-from`. */
function smallest(kind: 'dockerfile' | 'compose', count: number): readonly string[] {
  const sized = filesOf(kind).map((path) => ({ path, bytes: readFileSync(path).length }));
  sized.sort((a, b) => a.bytes - b.bytes || (a.path < b.path ? -1 : 1));
  if (values.corpus !== undefined) return sized.slice(0, count).map(({ path }) => path);
  return Array.from({ length: count }, (_, index) => {
    const folder = join(work, kind, String(index));
    const copy = join(folder, kind === 'compose' ? 'compose.yaml' : 'Dockerfile');
    mkdirSync(folder, { recursive: true });
    copyFileSync(sized[index % sized.length]?.path ?? '', copy);
    return copy;
  });
}

function filesOf(kind: 'dockerfile' | 'compose'): readonly string[] {
  const { corpus } = values;
  if (corpus === undefined) {
    const fixtures = projectFiles(join(root, 'fixtures')).filter((path) => documentKindOfPath(path) === kind);
    return fixtures.map((path) => join(root, path));
  }
  const files = readCorpus(corpus).filter((file) => file.kind === kind);
  return files.map((file) => join(folderOf(corpus, file.repository), file.path)).filter((path) => existsSync(path));
}

function listArguments(kind: 'dockerfile' | 'compose', count: number): readonly string[] {
  const list = join(work, `${kind}.list`);
  writeFileSync(list, smallest(kind, count).join('\0'));
  return ['--files-from', list, '--root', values.corpus ?? work, '--fail-on', 'none'];
}

/** Megabytes of Dockerfiles parsed in a second, once the parser is warm. */
function parseRow(): readonly Row[] {
  const name = 'warm parse of Dockerfiles, MB/s';
  if (!name.includes(values.rows)) return [];
  const paths = filesOf('dockerfile');
  const bytes = paths.reduce((sum, path) => sum + readFileSync(path).length, 0);
  const texts = paths.map((path) => readFileSync(path, 'utf8'));
  const pass = (): void => {
    for (const text of texts) parseDockerfile(text, { path: 'Dockerfile' });
  };
  const repeats = Math.max(1, Math.ceil(2_000_000 / bytes));
  const times = Array.from({ length: rounds }, () => time(() => Array.from({ length: repeats }, pass)));
  const speed = (bytes * repeats) / 1e6 / (median(times.slice(3)) / 1000);
  return [{ name, value: speed.toFixed(1), goal: 'at least 20' }];
}

/** How the time to lint grows with the size of one file. */
function growthRows(): readonly Row[] {
  const linter = createLinter({ rules });
  return Object.entries(growthShapes).flatMap(([shape, make]) => {
    const name = `growth, ${shape}: t(4 MB)/t(1 MB)`;
    if (!name.includes(values.rows)) return [];
    const texts = [0.25, 1, 4].map((megabytes) => make(megabytes * 1_000_000));
    const lint = (text: string): number => time(() => linter.lintText(text, { path: 'Dockerfile' }));
    for (const text of texts) lint(text);
    // In turns, as the other rows: what else the machine does then meets all sizes alike.
    const turns = Array.from({ length: turnsOfGrowth }, () => texts.map(lint));
    const times = texts.map((_, size) => median(turns.map((turn) => turn[size] ?? Number.NaN)));
    const [, one = Number.NaN, four = Number.NaN] = times;
    const shown = times.map((milliseconds) => milliseconds.toFixed(0)).join(' / ');
    return [{ name, value: `${(four / one).toFixed(2)} (${shown} ms)`, goal: 'at most 5' }];
  });
}

/** What including costs beyond the files that are included. */
function includeRow(): readonly Row[] {
  const name = 'an application of 50 included files, share of the sum of its files';
  if (!name.includes(values.rows)) return [];
  const pairs = Array.from({ length: rounds }, includingCosts);
  const [together, alone] = [median(pairs.map((pair) => pair.together)), median(pairs.map((pair) => pair.alone))];
  const shown = `${(together / alone).toFixed(2)} (${together.toFixed(1)} / ${alone.toFixed(1)} ms)`;
  return [{ name, value: shown, goal: 'at most 1.2' }];
}

/** What a user waits for in an editor. */
async function editorRows(): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const [file, lines, goal] of [
    ['Dockerfile', 200, 15],
    ['Dockerfile', 2000, 50],
    ['compose.yaml', 200, 15],
    ['compose.yaml', 2000, 50],
  ] as const) {
    const name = `keystroke to diagnostics, ${file} of ${lines} lines, ms`;
    if (!name.includes(values.rows)) continue;
    rows.push({ name, value: (await keystrokeCost(work, file, lines)).toFixed(1), goal: `at most ${goal}` });
  }
  return rows;
}

function print(rows: readonly Row[]): void {
  const width = Math.max(...rows.map(({ name }) => name.length));
  for (const { name, value, goal } of rows) console.log(`${name.padEnd(width)}  ${value.padEnd(28)}  ${goal}`);
}

if (!existsSync(join(root, 'packages/cli/dist/entry.cjs'))) {
  console.error('There is no build to measure: run `pnpm build` first.');
  process.exit(2);
}
try {
  writeFileSync(join(work, 'Dockerfile'), 'FROM alpine:3.22\nCOPY app /usr/bin/app\nUSER app\nCMD ["app"]\n');
  print([
    ...startRows([
      { name: '--version, ratio to node -e 0', args: ['--version'], goal: 1.2 },
      { name: 'one small Dockerfile, ratio', args: ['Dockerfile'], goal: 1.6 },
      { name: '750 small Dockerfiles, ratio', args: listArguments('dockerfile', 750), goal: 6 },
      { name: '135 small Compose files, ratio', args: listArguments('compose', 135), goal: 9 },
    ]),
    ...parseRow(),
    ...growthRows(),
    ...includeRow(),
    ...(await editorRows()),
  ]);
} finally {
  rmSync(work, { recursive: true });
}
