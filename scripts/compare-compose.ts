// `pnpm compare-compose DIR [--docker-compose PATH] [--limit N]`: every Compose file below DIR, and every base with its
// override, loaded by us and by the real docker-compose. Prints numbers and each disagreement; exits with 1 if there is
// one that nothing below explains.
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { parseArgs } from 'node:util';
import {
  type Application,
  documentKindOfPath,
  looksLikeCompose,
  parseCompose,
  type ReferencedFile,
} from '@plimsoll/core';
import {
  applicationRequests,
  discoveredFiles,
  loadApplication,
  printConfig,
  projectName,
  projectVariables,
} from '@plimsoll/core/compose';
import { explanations } from './compare-compose-table.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { 'docker-compose': { type: 'string', default: 'docker-compose' }, limit: { type: 'string' } },
});
const [given] = positionals;
if (given === undefined) throw new Error('usage: pnpm compare-compose DIR [--docker-compose PATH] [--limit N]');
const root = resolve(given);
/** What both sides get; nothing else of the caller's environment. */
const variables: Readonly<Record<string, string>> = { HOME: '/home/u', PATH: '/usr/bin:/bin' };

type Answer = { readonly refused: string } | { readonly model: unknown };

function composeFiles(): readonly (readonly string[])[] {
  const sets: string[][] = [];
  const open = [root];
  for (let directory = open.pop(); directory !== undefined; directory = open.pop()) {
    const names: string[] = [];
    for (const entry of readdirSync(directory, { withFileTypes: true })) {
      const path = join(directory, entry.name);
      if (entry.isDirectory() && entry.name !== '.git' && entry.name !== 'node_modules') open.push(path);
      else if (entry.isFile()) names.push(entry.name);
    }
    const together = discoveredFiles(names);
    if (together.length > 1) sets.push(together.map((name) => join(directory, name)));
    for (const name of names) {
      const path = join(directory, name);
      if (documentKindOfPath(name) === 'compose' && isCompose(path)) sets.push([path]);
    }
  }
  return sets.sort((a, b) => (a.join() < b.join() ? -1 : 1)).slice(0, values.limit ? Number(values.limit) : undefined);
}

/** Values of Helm charts and the like have the names of Compose files too. */
function isCompose(path: string): boolean {
  return looksLikeCompose(parseCompose(readFileSync(path, 'utf8'), { path })) === 'compose';
}

/** The corpus holds a part of each repository only: whether what a file names is there says nothing about the file. */
const isIncomplete = (refusal: string): boolean =>
  /env file .* not found|no such file or directory|couldn't find env file|failed to read .*: is a directory/i.test(
    refusal,
  );

function theirs(files: readonly string[]): Promise<Answer> {
  const args = [...files.flatMap((file) => ['-f', file]), '--profile', '*', 'config', '--format', 'json'];
  const options = { cwd: dirname(files[0] ?? root), env: variables, maxBuffer: 1 << 28, timeout: 60_000 };
  return new Promise((done) => {
    execFile(values['docker-compose'], args, options, (error, out, err) => {
      if (error && typeof error.code !== 'number') throw error;
      const complaint = err.split('\n').filter((line) => !line.includes('level=warning'));
      done(error ? { refused: complaint.join(' ').trim() } : { model: JSON.parse(out) });
    });
  });
}

const toProject = (path: string): string => relative(root, path).split(sep).join('/') || '.';

function ours(files: readonly string[]): Answer {
  const documents = files.map((file) => parseCompose(readFileSync(file, 'utf8'), { path: toProject(file) }));
  const disk = dirname(files[0] ?? root);
  const directory = toProject(disk);
  // Compose sets `PWD` itself.
  const shell = new Map(Object.entries({ ...variables, PWD: disk }));
  const dotenv = directory === '.' ? '.env' : `${directory}/.env`;
  const referenced = new Map([[dotenv, read(dotenv, 'text')]]);
  const bare: Application = {
    kind: 'ComposeApplication',
    files: documents,
    referenced,
    directory,
    shell,
    fragment: false,
  };
  const directoryName = basename(disk);
  const name = projectVariables(bare)('COMPOSE_PROJECT_NAME');
  // Compose sets it before it reads the files, and they may name the project.
  const isNamed = documents.some(({ source }) => /^name:/m.test(source.text));
  if (name === undefined && !isNamed) shell.set('COMPOSE_PROJECT_NAME', projectName(directoryName));
  const application = complete(bare);
  const profiles = new Set(['*']);
  const faults = documents.flatMap(({ root: file }) => file.problems.map(({ code }) => `yaml ${code}`));
  const { problems } = loadApplication(application, { profiles });
  faults.push(...problems.map(({ code, data }) => `${code} ${JSON.stringify(data)}`));
  if (faults.length > 0) return { refused: faults.join('; ') };
  return { model: printConfig(application, { name, directoryName, root, profiles, escape: true }) };
}

function complete(bare: Application): Application {
  const referenced = new Map(bare.referenced);
  let application = bare;
  for (let grown = true; grown; application = { ...bare, referenced: new Map(referenced) }) {
    grown = false;
    for (const { path, as } of applicationRequests(application)) {
      if (referenced.has(path)) continue;
      referenced.set(path, read(path, as));
      grown = true;
    }
  }
  return application;
}

function read(path: string, as: 'compose' | 'text'): ReferencedFile {
  const disk = join(root, path);
  if (!statSync(disk, { throwIfNoEntry: false })?.isFile()) return { state: 'missing' };
  const text = readFileSync(disk, 'utf8');
  return as === 'compose' ? { state: 'compose', document: parseCompose(text, { path }) } : { state: 'text', text };
}

/** The paths at which two values differ, with both sides. */
function differences(mine: unknown, real: unknown, path = ''): readonly string[] {
  if (Object.is(mine, real)) return [];
  if (isObject(mine) && isObject(real) && Array.isArray(mine) === Array.isArray(real)) {
    const keys = new Set([...Object.keys(mine), ...Object.keys(real)]);
    return [...keys].flatMap((key) => differences(mine[key], real[key], path === '' ? key : `${path}.${key}`));
  }
  return [`${path}: ours ${JSON.stringify(mine)}, real ${JSON.stringify(real)}`];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

const counts = {
  loaded: 0,
  same: 0,
  differ: 0,
  falseRefusals: 0,
  refused: 0,
  alsoRefused: 0,
  missed: 0,
  incomplete: 0,
  explained: 0,
};

function compare(name: string, mine: Answer, real: Answer): void {
  const disagree = (what: string): void => {
    const known = explanations.find(({ says }) => says.test(what));
    if (known) counts.explained++;
    console.log(`${name}: ${what}${known ? `\n  explained: ${known.because}` : ''}`);
    if (!known) process.exitCode = 1;
  };
  if ('refused' in real) {
    if (isIncomplete(real.refused)) counts.incomplete++;
    counts.refused++;
    if ('refused' in mine) counts.alsoRefused++;
    else {
      counts.missed++;
      disagree(`only the real one refuses: ${real.refused}`);
    }
    return;
  }
  counts.loaded++;
  if ('refused' in mine) {
    counts.falseRefusals++;
    disagree(`only we refuse: ${mine.refused}`);
    return;
  }
  const found = differences(mine.model, real.model);
  if (found.length === 0) counts.same++;
  else {
    counts.differ++;
    disagree(found.slice(0, 5).join('; '));
  }
}

const sets = composeFiles();
const open = [...sets];
async function work(): Promise<void> {
  for (let files = open.shift(); files; files = open.shift()) {
    const real = await theirs(files);
    compare(files.map(toProject).join(' + '), ours(files), real);
  }
}
await Promise.all([work(), work()]);
console.log(
  [
    `${sets.length} applications (files alone, and bases with their override)`,
    `the real one loads ${counts.loaded}: same JSON ${counts.same}, different ${counts.differ}, refused by us ${counts.falseRefusals}`,
    `the real one refuses ${counts.refused} (${counts.incomplete} for files that are not in DIR): we too ${counts.alsoRefused}, not ${counts.missed}`,
    `explained disagreements: ${counts.explained}`,
  ].join('\n'),
);
