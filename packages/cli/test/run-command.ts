import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type FileSystem, nodeFileSystem } from '../src/file-system.ts';
import { main } from '../src/main.ts';
import type { Output } from '../src/terminal.ts';

export interface RunOptions {
  readonly cwd: string;
  readonly input?: string | Buffer | undefined;
  readonly env?: Readonly<Record<string, string>>;
  readonly isTerminal?: boolean;
  readonly fs?: FileSystem;
  /** Why nothing can be written to standard output. */
  readonly outFailure?: string;
}

export interface RunOutcome {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the command line in this process, from its sources, with streams that only remember. */
export async function runCommand(argv: readonly string[], options: RunOptions): Promise<RunOutcome> {
  const written = { out: '', err: '' };
  const output = (name: 'out' | 'err'): Output => ({
    write: (text) => {
      written[name] += typeof text === 'string' ? text : Buffer.from(text).toString('latin1');
      return name === 'out' ? options.outFailure : undefined;
    },
    isTerminal: options.isTerminal ?? false,
    columns: options.isTerminal ? 80 : undefined,
  });
  const input = Buffer.from(options.input ?? '');
  const status = await main(argv, {
    cwd: options.cwd,
    env: options.env ?? {},
    fs: options.fs ?? nodeFileSystem(),
    out: output('out'),
    err: output('err'),
    readInput: async (limit) => (input.length > limit ? undefined : input),
  });
  return { status, ...written };
}

/** A new directory that is a git root with these files; remove it with `removeDirectory`. */
export function makeDirectory(files: Readonly<Record<string, string | Buffer>> = {}): string {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'plimsoll-cli-')));
  for (const [path, text] of Object.entries({ '.git/HEAD': '', ...files })) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), text);
  }
  return directory;
}

export function removeDirectory(directory: string): void {
  rmSync(directory, { recursive: true, force: true });
}
