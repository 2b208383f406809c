import { type Finding, suppressionEdit } from '@plimsoll/core';
import { type ClientAbilities, readAbilities, readFolders, uriOf } from './client-abilities.ts';
import { codeActions, fixAllKind, quickFixKind } from './code-actions.ts';
import { type Connection, type Handler, makeConnection } from './connection.ts';
import { rangeOf, touches } from './editor-places.ts';
import { changedDocument, openedDocument } from './open-documents.ts';
import {
  type CodeAction,
  errorCodes,
  type Hover,
  isObject,
  listIn,
  objectIn,
  ProtocolError,
  positionIn,
  rangeIn,
  textIn,
} from './protocol.ts';
import type { Entry } from './root.ts';
import { rulePage } from './rule-hover.ts';
import type { ServerHost } from './server-host.ts';
import { type ReadSettings, readSettings } from './settings.ts';
import { textDifference } from './text-difference.ts';
import { toDiagnostic } from './to-diagnostic.ts';
import { makeWorkspace, type Workspace } from './workspace.ts';

/** A server, without the process around it. */
export interface Server {
  /** Takes bytes from the client as they arrive. */
  readonly receive: (chunk: Buffer) => void;
}

export interface ServerOptions {
  readonly host: ServerHost;
  readonly write: (bytes: Buffer) => void;
  /** Told once that the client is done; `orderly`: it said so before. */
  readonly onExit: (orderly: boolean) => void;
  /** Told the process that the client is, to end with it. */
  readonly onClient: (processId: number) => void;
}

/** Files whose change may change what is found. Compose names others in `env_file`, which are read at the next keystroke. */
const watchedFiles =
  '**/{*[dD]ocker*,*[cC]ontainer*,*compose*,.env,*.env,.hadolint.yaml,plimsoll.config.*,plimsoll-suppressions.json}';

interface State {
  readonly workspace: Workspace;
  readonly connection: Connection;
  readonly host: ServerHost;
  readonly abilities: () => ClientAbilities;
}

/** Speaks the Language Server Protocol over bytes. Nothing that a client sends makes it throw. */
export function makeServer({ host, write, onExit, onClient }: ServerOptions): Server {
  let phase: 'new' | 'running' | 'shut down' = 'new';
  let abilities = readAbilities({});
  let trusted = true;
  let initial: unknown;
  let settings: ReadSettings = readSettings({}, true);
  let folders: readonly string[] = [];
  const handlers = new Map<string, Handler>();
  const connection = makeConnection({
    write,
    log: (message) => connection.notify('window/logMessage', { type: 2, message: `plimsoll: ${message}` }),
    handlerOf: (method) => {
      if (phase === 'new' && method !== 'initialize' && method !== 'exit') return refuseEarly;
      if (phase === 'shut down' && method !== 'exit') return refuseLate;
      return handlers.get(method);
    },
  });
  const log = (message: string): void =>
    connection.notify('window/logMessage', { type: 2, message: `plimsoll: ${message}` });
  const complain = (message: string): void =>
    connection.notify('window/showMessage', { type: 1, message: `plimsoll: ${message}` });
  const workspace = makeWorkspace({
    host,
    settings: () => settings.settings,
    onJudged: (entry) => publish(entry, { workspace, connection, host, abilities: () => abilities }),
    log,
    complain,
  });
  const state: State = { workspace, connection, host, abilities: () => abilities };
  const configure = async (pushed: unknown): Promise<void> => {
    let given = isObject(pushed) && 'plimsoll' in pushed ? pushed.plimsoll : initial;
    if (abilities.configuration) {
      const [pulled] = listOf(
        await connection
          .request('workspace/configuration', { items: [{ section: 'plimsoll' }] })
          .catch(() => undefined),
      );
      if (isObject(pulled)) given = { ...(isObject(initial) ? initial : {}), ...pulled };
    }
    settings = readSettings(given, trusted);
    for (const problem of settings.problems) complain(problem);
    workspace.reconfigure();
  };

  handlers.set('initialize', (params) => {
    if (phase !== 'new') throw new ProtocolError(errorCodes.invalidRequest, 'initialize comes once');
    if (!isObject(params)) throw new ProtocolError(errorCodes.invalidParams, 'initialize has no parameters');
    phase = 'running';
    abilities = readAbilities(params);
    initial = params.initializationOptions;
    trusted = !(isObject(initial) && initial.trusted === false);
    settings = readSettings(initial, trusted);
    folders = readFolders(params);
    if (typeof params.processId === 'number') onClient(params.processId);
    return { capabilities: serverCapabilities, serverInfo: { name: 'plimsoll', version: host.version } };
  });
  handlers.set('initialized', () => {
    workspace.setFolders(folders);
    if (abilities.watchesFiles) {
      const registration = {
        id: 'plimsoll-files',
        method: 'workspace/didChangeWatchedFiles',
        registerOptions: { watchers: [{ globPattern: watchedFiles }] },
      };
      connection.request('client/registerCapability', { registrations: [registration] }).catch(() => undefined);
    }
    return abilities.configuration ? configure(undefined) : undefined;
  });
  handlers.set('shutdown', () => {
    phase = 'shut down';
    return null;
  });
  handlers.set('exit', () => onExit(phase === 'shut down'));
  handlers.set('workspace/didChangeConfiguration', (params) => configure(objectIn(params, 'settings')));
  handlers.set('workspace/didChangeWatchedFiles', (params) => {
    filesChanged(listIn(params, 'changes').flatMap(uriOf), workspace);
  });
  handlers.set('workspace/didChangeWorkspaceFolders', (params) => {
    const { event } = isObject(params) ? params : {};
    const removed = new Set(listIn(event, 'removed').flatMap(uriOf));
    folders = [...folders.filter((uri) => !removed.has(uri)), ...listIn(event, 'added').flatMap(uriOf)];
    workspace.setFolders(folders);
  });
  addDocumentHandlers(handlers, state);
  return { receive: connection.receive };
}

const refuseEarly: Handler = () => {
  throw new ProtocolError(errorCodes.serverNotInitialized, 'initialize comes first');
};

const refuseLate: Handler = () => {
  throw new ProtocolError(errorCodes.invalidRequest, 'nothing comes after shutdown but exit');
};

const serverCapabilities = {
  positionEncoding: 'utf-16',
  textDocumentSync: { openClose: true, change: 2, save: { includeText: false } },
  codeActionProvider: { codeActionKinds: [quickFixKind, fixAllKind] },
  hoverProvider: true,
  workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
};

function addDocumentHandlers(handlers: Map<string, Handler>, state: State): void {
  const { workspace } = state;
  handlers.set('textDocument/didOpen', (params) => workspace.open(openedDocument(objectIn(params, 'textDocument'))));
  handlers.set('textDocument/didChange', (params) => {
    const item = objectIn(params, 'textDocument');
    const entry = workspace.entry(textIn(item, 'uri'));
    if (entry) workspace.change(changedDocument(entry.document, listIn(params, 'contentChanges'), item));
  });
  handlers.set('textDocument/didClose', (params) => workspace.close(textIn(objectIn(params, 'textDocument'), 'uri')));
  handlers.set('textDocument/didSave', (params) =>
    filesChanged([textIn(objectIn(params, 'textDocument'), 'uri')], workspace),
  );
  handlers.set('textDocument/codeAction', (params) => answerCodeAction(params, state));
  handlers.set('textDocument/hover', (params) => answerHover(params, state));
}

/** Not every client tells of files on disk: one that is saved in the editor counts as well. */
function filesChanged(uris: readonly string[], workspace: Workspace): void {
  workspace.filesChanged(uris);
  if (uris.some((uri) => /\/(?:plimsoll[.-][^/]*|\.hadolint\.ya?ml)$/.test(uri))) workspace.reconfigure();
}

function publish(entry: Entry, { workspace, connection, abilities }: State): void {
  const { document, judged } = entry;
  if (!entry.kind) return;
  const places = workspace.placesOf(entry.root);
  const findings = judged?.document === document && workspace.entry(document.uri) === entry ? findingsOf(entry) : [];
  const diagnostics = findings.map((finding) => toDiagnostic(finding, places, abilities()));
  const version = document.version === null ? {} : { version: document.version };
  connection.notify('textDocument/publishDiagnostics', { uri: document.uri, ...version, diagnostics });
}

function findingsOf(entry: Entry): readonly Finding[] {
  return entry.judged?.judgement.findings ?? [];
}

async function answerCodeAction(params: unknown, state: State): Promise<readonly CodeAction[]> {
  const uri = textIn(objectIn(params, 'textDocument'), 'uri');
  const range = rangeIn(params, 'range');
  const context = objectIn(params, 'context');
  const only = Array.isArray(context.only) ? context.only.filter((kind) => typeof kind === 'string') : undefined;
  const entry = await state.workspace.settled(uri);
  if (!entry?.judged) return [];
  const { root, path, judged } = entry;
  const { document } = judged.judgement;
  const linter = root.configured()?.linterFor(path);
  const kind = entry.kind;
  return codeActions(range, only, {
    path,
    findings: findingsOf(entry),
    places: state.workspace.placesOf(root),
    support: state.abilities(),
    disable: (finding) => (document ? suppressionEdit(document, finding) : undefined),
    fixAll: () => {
      const { text } = judged.document.lines;
      return linter ? textDifference(path, text, root.judge.fixAll({ path, kind, text }, linter)) : [];
    },
  });
}

async function answerHover(params: unknown, state: State): Promise<Hover | null> {
  const uri = textIn(objectIn(params, 'textDocument'), 'uri');
  const position = positionIn(params, 'position');
  const entry = await state.workspace.settled(uri);
  if (!entry) return null;
  const places = state.workspace.placesOf(entry.root);
  const here = { start: position, end: position };
  const found = findingsOf(entry).filter((finding) => touches(rangeOf(finding, places), here));
  const ids = new Set(found.map(({ rule }) => rule));
  const pages = state.host.rules.filter(({ id }) => ids.has(id)).map(rulePage);
  const [first] = found;
  if (!first || pages.length === 0) return null;
  const value = pages.join('\n\n---\n\n');
  return {
    contents: { kind: state.abilities().markdown ? 'markdown' : 'plaintext', value },
    range: rangeOf(first, places),
  };
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
