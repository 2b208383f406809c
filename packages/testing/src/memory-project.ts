import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import {
  createProject,
  documentKindOfPath,
  type HostAnswer,
  type HostRequest,
  type InputProblemCode,
  openRequests,
  type Project,
  type ProjectFile,
  withAnswers,
} from '@plimsoll/core';

/** A file of a project in memory. */
export interface MemoryFile {
  readonly path: string;
  readonly text: string;
  /** The host's complaint about the bytes; found in the text where absent (see `memoryProject`). */
  readonly input?: string | undefined;
}

/** The files of a directory on disk, by their path below it; what is expected of them (`*.txt` at its top) is none. */
export function filesBelow(folder: string): readonly MemoryFile[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && !(entry.parentPath === folder && entry.name.endsWith('.txt')))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted()
    .map((path) => ({ path: relative(folder, path).split(sep).join('/'), text: readFileSync(path, 'utf8') }));
}

/** What lies beside the files: nothing (`closed`), or nobody knows (`open`). */
export type World = 'closed' | 'open';

/** How often a host asks again; a project that wants more goes round in circles. */
const maxRounds = 100;

/** The day on which examples and fixtures are linted. */
export const exampleDay = '2026-11-22';

/**
 * A project as a host would read it from a directory with these files. Files with a Dockerfile's or Compose file's name
 * are linted, the others are there to be read. Since the files are texts, U+FFFD stands for bytes that are no UTF-8
 * and NUL for a binary file.
 */
export function memoryProject(files: readonly MemoryFile[], world: World, today?: string): Project {
  const targets = files.flatMap((file) => targetOf(file) ?? []);
  let project = createProject(today === undefined ? { files: targets } : { files: targets, today });
  for (let round = 0; round < maxRounds; round++) {
    const requests = openRequests(project);
    if (requests.length === 0) return project;
    project = withAnswers(
      project,
      requests.map((request) => answer(request, files, world)),
    );
  }
  throw new Error('the project does not stop asking for files');
}

function targetOf({ path, text, input }: MemoryFile): ProjectFile | undefined {
  const kind = documentKindOfPath(path);
  if (!kind) return undefined;
  const code = input === undefined ? problemIn(text) : problemNamed(input);
  if (!code) return { path, text, kind };
  return { path, text: code === 'invalid-utf-8' ? text : '', kind, problem: { code } };
}

function problemIn(text: string): InputProblemCode | undefined {
  if (text.includes('\0')) return 'binary';
  return text.includes('\uFFFD') ? 'invalid-utf-8' : undefined;
}

function problemNamed(name: string): InputProblemCode {
  if (name === 'invalid-utf-8' || name === 'utf-16' || name === 'binary' || name === 'too-large') return name;
  throw new Error(`"# input ${name}" is not a code of an input problem`);
}

function answer(request: HostRequest, files: readonly MemoryFile[], world: World): HostAnswer {
  const { path } = request;
  const file = files.find((one) => one.path === path);
  const directory = path === '.' || files.some((one) => one.path.startsWith(`${path}/`));
  switch (request.kind) {
    case 'file':
      if (file) return { kind: 'file', path, state: 'read', text: file.text };
      if (directory) return { kind: 'file', path, state: 'directory' };
      return { kind: 'file', path, state: world === 'closed' ? 'missing' : 'refused' };
    case 'listing':
      return { kind: 'listing', path, names: world === 'closed' || directory ? namesIn(path, files) : undefined };
    case 'exists':
      if (file) return { kind: 'exists', path, what: 'file' };
      if (directory) return { kind: 'exists', path, what: 'directory' };
      return { kind: 'exists', path, what: world === 'closed' ? 'missing' : undefined };
    case 'tracked':
      return { kind: 'tracked', path, tracked: trackedIn(path, files) };
  }
}

/** By the file `.git/index`, which here is a list of paths, one a line. */
function trackedIn(path: string, files: readonly MemoryFile[]): boolean | undefined {
  return files
    .find((file) => file.path === '.git/index')
    ?.text.split(/\r?\n/)
    .includes(path);
}

function namesIn(directory: string, files: readonly MemoryFile[]): readonly string[] {
  const prefix = directory === '.' ? '' : `${directory}/`;
  const names = new Set<string>();
  for (const { path } of files) {
    if (!path.startsWith(prefix)) continue;
    const rest = path.slice(prefix.length);
    const slash = rest.indexOf('/');
    names.add(slash === -1 ? rest : rest.slice(0, slash + 1));
  }
  return [...names];
}
