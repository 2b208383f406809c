import { documentKindOfPath, type Linter, type ProjectFile } from '@plimsoll/core';
import type { Arguments } from './arguments.ts';
import { type ConfigRequest, configure } from './configure.ts';
import { reasonOf } from './file-system.ts';
import { findFiles } from './find-files.ts';
import { readFiles } from './lint-found.ts';
import { decodeText, tooLarge } from './read-text.ts';
import { makeSearchFilter } from './search-filter.ts';
import { defaultPaths, type Session } from './session.ts';
import type { Terminal } from './terminal.ts';
import { UserError } from './user-error.ts';

/** What the command line gives to lint. */
export interface LintInput {
  readonly files: readonly ProjectFile[];
  /** It knows the configuration of each of the files. */
  readonly linter: Linter;
  /** What came by standard input; without bytes if it is over the limit. */
  readonly given?: { readonly name: string; readonly bytes: Buffer | undefined };
}

/**
 * Reads what the command line names: files, or standard input, and their configurations. Throws `UserError` for a list
 * that can't be read, and `ConfigError` for what is wrong in a configuration.
 */
export async function readInput(
  args: Arguments,
  session: Session,
  terminal: Terminal,
  request: ConfigRequest,
): Promise<LintInput> {
  if (args.has('stdin')) return readStandardInput(args, session, terminal, request);
  const listed = args.value('files-from');
  const list = listed === undefined ? [] : await readList(listed, session, terminal);
  const isDefault = args.paths.length === 0 && listed === undefined;
  const context = { ...session, leavesOut: makeSearchFilter(request, session) };
  const found = await findFiles(isDefault ? defaultPaths(session) : args.paths, context, list);
  const { files, linter } = await configure(found, request, session);
  return { files: await readFiles(files, session), linter };
}

/** A list of paths is names only; this many bytes hold a million of them. */
const maxListSize = 100_000_000;

async function readList(listed: string, session: Session, terminal: Terminal): Promise<readonly string[]> {
  const text = (await readListBytes(listed, session, terminal)).toString('utf8').replace(/^\ufeff/, '');
  const names = text.includes('\0') ? text.split('\0') : text.split(/\r?\n/);
  return names.filter((name) => name !== '');
}

async function readListBytes(listed: string, session: Session, terminal: Terminal): Promise<Buffer> {
  try {
    if (listed === '-') {
      const bytes = await terminal.readInput(maxListSize);
      if (bytes) return bytes;
    } else {
      const read = session.fs.readAny(session.paths.fromUser(listed), maxListSize);
      if (read.state === 'read') return read.bytes;
    }
  } catch (error) {
    throw new UserError(`--files-from ${listed}: ${reasonOf(error)}`);
  }
  throw new UserError(`--files-from ${listed}: larger than any list of paths`);
}

/** The text on standard input, in place of the file that it names; no file if that is none to lint by its name. */
async function readStandardInput(
  args: Arguments,
  session: Session,
  terminal: Terminal,
  request: ConfigRequest,
): Promise<LintInput> {
  const name = args.value('stdin-filename') ?? '';
  const bytes = await terminal.readInput(session.maxFileSize);
  const given = { name, bytes };
  const kind = documentKindOfPath(name);
  const disk = session.paths.fromUser(name);
  const { linter } = await configure(kind ? [{ disk, kind, named: true }] : [], request, session);
  if (!kind) return { files: [], given, linter };
  const path = session.paths.toProject(disk);
  const text = bytes ? decodeText(bytes) : tooLarge(session.maxFileSize + 1, session.maxFileSize);
  return { files: [{ path, kind, ...text }], given, linter };
}
