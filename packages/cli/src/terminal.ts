import { fstatSync, writeSync } from 'node:fs';
import { codeOf, type FileSystem, nodeFileSystem, reasonOf } from './file-system.ts';

/** Where the command line runs: everything that it takes from its process and gives to it. */
export interface Terminal {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly fs: FileSystem;
  readonly out: Output;
  readonly err: Output;
  /** All of standard input, up to `limit` bytes; undefined if there is more. */
  readonly readInput: (limit: number) => Promise<Buffer | undefined>;
}

export interface Output {
  /** Answers why nothing more can be written; undefined if it can, or if the reader has seen enough. */
  readonly write: (text: string | Uint8Array) => string | undefined;
  readonly isTerminal: boolean;
  /** Columns; undefined if it is no terminal. */
  readonly columns: number | undefined;
}

/** The process's own streams. Who closes the other end early, as `head` does, has seen enough: no message, no trace. */
export function processTerminal(): Terminal {
  return {
    cwd: process.cwd(),
    env: process.env,
    fs: nodeFileSystem(),
    out: outputOf(1, () => process.stdout),
    err: outputOf(2, () => process.stderr),
    readInput,
  };
}

/**
 * Written to without a stream, and asked for one only where it is a character device: Node's streams bring `node:tty`
 * and with it the network, which takes a small run longer to load than its file to lint.
 */
function outputOf(descriptor: 1 | 2, streamOf: () => NodeJS.WriteStream): Output {
  let isClosed = false;
  let failure: string | undefined;
  const terminal = (): NodeJS.WriteStream | undefined => {
    const stream = isCharacterDevice(descriptor) ? streamOf() : undefined;
    return stream?.isTTY ? stream : undefined;
  };
  return {
    write: (text) => {
      if (isClosed) return failure;
      const ended = writeAll(descriptor, typeof text === 'string' ? Buffer.from(text) : text);
      isClosed = ended !== 'written';
      failure = ended === 'written' || ended === 'closed' ? undefined : reasonOf(ended.error);
      return failure;
    },
    get isTerminal() {
      return terminal() !== undefined;
    },
    get columns() {
      return terminal()?.columns;
    },
  };
}

function isCharacterDevice(descriptor: number): boolean {
  try {
    return fstatSync(descriptor).isCharacterDevice();
  } catch {
    // A descriptor that is closed is no terminal either.
    return false;
  }
}

/** How long to wait for a reader who is slower than we are, in milliseconds. */
const patience = 2;

/** How writing ended. A pipe may be set not to block by whoever shares it; then writing waits for its reader. */
function writeAll(descriptor: number, bytes: Uint8Array): 'written' | 'closed' | { readonly error: unknown } {
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(descriptor, bytes, at);
    } catch (error) {
      const code = codeOf(error);
      if (code === 'EAGAIN') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, patience);
      // Nobody is left to be told that the other end is closed; anything else is a failure.
      else return code === 'EPIPE' ? 'closed' : { error };
    }
  }
  return 'written';
}

async function readInput(limit: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of process.stdin) {
    const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    size += bytes.length;
    if (size > limit) return undefined;
    chunks.push(bytes);
  }
  return Buffer.concat(chunks, size);
}

/** Whether to colour: the options, then FORCE_COLOR and NO_COLOR as Node reads them, then the terminal. */
export function wantsColour(chosen: 'color' | 'no-color' | undefined, out: Output, env: Terminal['env']): boolean {
  if (chosen !== undefined) return chosen === 'color';
  const forced = env.FORCE_COLOR;
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  if (env.NO_COLOR) return false;
  return out.isTerminal && env.TERM !== 'dumb';
}
