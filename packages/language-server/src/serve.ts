import { makeServer } from './server.ts';
import type { ServerHost } from './server-host.ts';

/** The streams of a process that a client started. */
export interface Streams {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
}

/** How often it is asked whether the client's process still lives, in milliseconds. */
const pulse = 3000;

/**
 * Serves until the client says `exit`, closes the stream, or its process is gone. Resolves with the exit status that the
 * protocol asks for: 0 after `shutdown`, else 1.
 */
export function serveLanguage(host: ServerHost, { input, output }: Streams): Promise<number> {
  return new Promise((resolve) => {
    let watch: NodeJS.Timeout | undefined;
    const end = (status: number): void => {
      clearInterval(watch);
      resolve(status);
    };
    const server = makeServer({
      host,
      write: (bytes) => void output.write(bytes),
      onExit: (orderly) => end(orderly ? 0 : 1),
      onClient: (processId) => {
        clearInterval(watch);
        watch = setInterval(() => {
          if (!isAlive(processId)) end(1);
        }, pulse);
      },
    });
    input.on('data', (chunk: Buffer) => server.receive(chunk));
    for (const event of ['end', 'close', 'error']) input.on(event, () => end(1));
    // Nobody reads any more.
    output.on('error', () => end(1));
  });
}

function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    // It may belong to somebody else, and lives.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
