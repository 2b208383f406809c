import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './project-files.ts';

const server = join(root, 'packages/language-server/dist/server.js');
const strokes = 30;
/** Between two strokes, in milliseconds: ten a second is fast typing. */
const pause = 100;
/** Strokes until Node has compiled what is used all the time. */
const warmUp = 40;

const dockerfilePart = `FROM node:22-slim AS build-N
WORKDIR /app
COPY package.json package-lock.json ./
RUN --mount=type=cache,target=/root/.npm \\
    npm ci && \\
    npm cache clean --force
COPY . .
ENV NODE_ENV=production \\
    PORT=8080
RUN npm run build
`;

const composePart = `  service-N:
    image: registry.example/team/service-N:\${TAG:-1.4}
    restart: unless-stopped
    environment:
      MODE: production
      DATABASE_URL: postgres://db/service-N
    ports:
      - "127.0.0.1::80"
    volumes:
      - data-N:/var/lib/data
`;

function repeat(part: string, lines: number): string {
  return Array.from({ length: lines / 10 }, (_, index) => part.replaceAll('-N', `-${index}`)).join('');
}

/** Files of about so many lines, as people write them. */
const texts: Readonly<Record<string, (lines: number) => string>> = {
  Dockerfile: (lines) => `${repeat(dockerfilePart, lines)}USER node\n`,
  'compose.yaml': (lines) => `services:\n${repeat(composePart, lines)}`,
};

/** Milliseconds from sending a keystroke to the arrival of its diagnostics, over the streams of a real process; the median. */
export async function keystrokeCost(work: string, name: string, lines: number): Promise<number> {
  const folder = join(work, `editor-${name}-${lines}`);
  mkdirSync(join(folder, '.git'), { recursive: true });
  const text = texts[name]?.(lines) ?? '';
  writeFileSync(join(folder, name), text);
  const child = spawn(process.execPath, [server, '--stdio'], { cwd: folder, stdio: ['pipe', 'pipe', 'inherit'] });
  const send = (message: object): void => {
    const body = Buffer.from(JSON.stringify({ jsonrpc: '2.0', ...message }));
    child.stdin.write(Buffer.concat([Buffer.from(`Content-Length: ${body.length}\r\n\r\n`), body]));
  };
  let onVersion: (version: number) => void = () => undefined;
  let tail = '';
  child.stdout.on('data', (chunk: Buffer) => {
    tail += chunk.toString('utf8');
    const found = [...tail.matchAll(/"uri":"[^"]*","version":(\d+),"diagnostics":/g)].at(-1);
    tail = tail.slice(-200);
    if (found) onVersion(Number(found[1]));
  });
  const arrival = (version: number): Promise<void> =>
    new Promise((resolve) => {
      onVersion = (seen) => seen === version && resolve();
    });
  try {
    const uri = pathToFileURL(join(folder, name)).href;
    const workspaceFolders = [{ uri: pathToFileURL(folder).href, name }];
    send({ id: 1, method: 'initialize', params: { processId: process.pid, workspaceFolders, capabilities: {} } });
    send({ method: 'initialized', params: {} });
    const opened = arrival(1);
    const textDocument = { uri, languageId: name === 'Dockerfile' ? 'dockerfile' : 'yaml', version: 1, text };
    send({ method: 'textDocument/didOpen', params: { textDocument } });
    await opened;
    const times: number[] = [];
    for (let stroke = 0; stroke < strokes + warmUp; stroke++) {
      const version = stroke + 2;
      const line = 10 * Math.floor(lines / 20);
      // A comment that grows in the middle of the file.
      const range = { start: { line, character: 0 }, end: { line, character: 0 } };
      const next = arrival(version);
      const start = performance.now();
      const contentChanges = [{ range, text: stroke === 0 ? '# a\n' : '#' }];
      send({ method: 'textDocument/didChange', params: { textDocument: { uri, version }, contentChanges } });
      await next;
      if (stroke >= warmUp) times.push(performance.now() - start);
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
    return times.sort((a, b) => a - b)[times.length >> 1] ?? Number.NaN;
  } finally {
    child.kill();
  }
}
