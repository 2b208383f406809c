import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll } from '@jest/globals';
import { build } from 'esbuild';
import {
  createMessageConnection,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-jsonrpc/node.js';
import { languageServerOptions } from '../../../scripts/cli-bundle.mjs';
import type { Diagnostic } from '../src/protocol.ts';

/** What the server says of a document. */
export interface Published {
  readonly uri: string;
  readonly version?: number;
  readonly diagnostics: readonly Diagnostic[];
}

/** A server in a process of its own, and a client of VS Code's library at the other end. */
export interface Client {
  readonly child: ChildProcess;
  readonly connection: MessageConnection;
  readonly root: string;
  readonly uri: (path: string) => string;
  readonly start: (params?: object) => Promise<unknown>;
  readonly open: (path: string, text: string, languageId?: string) => Promise<Published>;
  readonly change: (path: string, version: number, changes: readonly object[]) => Promise<Published>;
  /** The next publication for a file. */
  readonly published: (path: string) => Promise<Published>;
  /** What the server said to the user or in the log. */
  readonly said: readonly string[];
  readonly ended: Promise<number | null>;
}

const bundle = realpathSync(mkdtempSync(join(tmpdir(), 'plimsoll-server-')));

/** The server as it is shipped: one file, bundled from the sources. */
export const serverFile = join(bundle, 'server.js');

/** Makes the server before the tests of the calling file, and ends everything after each of them. */
export function useServer(): void {
  beforeAll(async () => {
    writeFileSync(join(bundle, 'package.json'), '{"type":"module"}');
    await build({ ...languageServerOptions, outdir: bundle });
  });
  afterEach(endClients);
  afterAll(() => rmSync(bundle, { recursive: true }));
}

export const abilities = {
  workspace: { workspaceEdit: { documentChanges: true }, didChangeWatchedFiles: { dynamicRegistration: false } },
  textDocument: {
    publishDiagnostics: { relatedInformation: true, tagSupport: { valueSet: [1, 2] } },
    hover: { contentFormat: ['markdown'] },
  },
};

const open = new Set<Client>();

/** A server for a new directory with these files.  */
export function startClient(files: Readonly<Record<string, string>> = {}): Client {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'plimsoll-lsp-')));
  for (const [path, text] of Object.entries({ '.git/HEAD': '', ...files })) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  const child = spawn(process.execPath, [serverFile, '--stdio'], { cwd: root });
  const connection = createMessageConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  const uri = (path: string): string => (path.includes(':') ? path : pathToFileURL(join(root, path)).href);
  const waiting = new Map<string, ((published: Published) => void)[]>();
  const said: string[] = [];
  connection.onNotification('textDocument/publishDiagnostics', (published: Published) => {
    for (const resolve of waiting.get(published.uri)?.splice(0) ?? []) resolve(published);
  });
  for (const method of ['window/logMessage', 'window/showMessage']) {
    connection.onNotification(method, ({ message }: { message: string }) => void said.push(message));
  }
  connection.listen();
  const published = (path: string): Promise<Published> =>
    new Promise((resolve) => waiting.set(uri(path), [...(waiting.get(uri(path)) ?? []), resolve]));
  const notify = (method: string, params: object): void => void connection.sendNotification(method, params);
  const client: Client = {
    child,
    connection,
    root,
    uri,
    said,
    published,
    ended: new Promise((resolve) => child.on('close', resolve)),
    start: async (params = {}) => {
      const folders = [{ uri: pathToFileURL(root).href, name: 'root' }];
      const all = { processId: process.pid, workspaceFolders: folders, capabilities: abilities, ...params };
      const answer = await connection.sendRequest('initialize', all);
      await connection.sendNotification('initialized', {});
      return answer;
    },
    open: (path, text, languageId = path.endsWith('yaml') ? 'yaml' : 'dockerfile') => {
      const next = published(path);
      notify('textDocument/didOpen', { textDocument: { uri: uri(path), languageId, version: 1, text } });
      return next;
    },
    change: (path, version, contentChanges) => {
      const next = published(path);
      notify('textDocument/didChange', { textDocument: { uri: uri(path), version }, contentChanges });
      return next;
    },
  };
  open.add(client);
  return client;
}

/** Ends all servers and removes their directories. */
async function endClients(): Promise<void> {
  for (const { child, connection, root, ended } of open) {
    connection.dispose();
    child.kill();
    await ended;
    rmSync(root, { recursive: true, force: true });
  }
  open.clear();
}

/** `rule line:character` of each diagnostic, 0-based as the protocol has it. */
export function shown({ diagnostics }: Published): readonly string[] {
  return diagnostics.map(({ code, range: { start } }) => `${code} ${start.line}:${start.character}`);
}
