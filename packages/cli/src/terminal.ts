import { isatty } from 'node:tty';
import { codeOf, type FileSystem, nodeFileSystem } from './file-system.ts';

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
  readonly write: (text: string) => void;
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

/** A stream is only made when something is written to it. */
function outputOf(descriptor: 1 | 2, streamOf: () => NodeJS.WriteStream): Output {
  let stream: NodeJS.WriteStream | undefined;
  let isClosed = false;
  const open = (): NodeJS.WriteStream => {
    if (stream) return stream;
    stream = streamOf();
    stream.on('error', (error) => {
      isClosed = true;
      // Nobody is left to be told that the other end is closed; anything else is a failure.
      if (codeOf(error) !== 'EPIPE') process.exitCode = 2;
    });
    return stream;
  };
  return {
    write: (text) => {
      if (!isClosed && text !== '') open().write(text);
    },
    get isTerminal() {
      return isatty(descriptor);
    },
    get columns() {
      return isatty(descriptor) ? open().columns : undefined;
    },
  };
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
