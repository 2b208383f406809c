import type { DocumentKind } from '@plimsoll/core';
import { type DocumentPlace, kindOf } from './document-place.ts';
import { type Judge, type Judgement, makeJudge, type OpenFile } from './judge.ts';
import type { OpenDocument } from './open-documents.ts';
import type { ConfiguredRoot, LintRoot, ServerHost } from './server-host.ts';
import type { Settings } from './settings.ts';

/** One directory with its open documents; it decides when they are judged. */
export interface Root {
  readonly files: LintRoot;
  readonly judge: Judge;
  readonly configured: () => ConfiguredRoot | undefined;
  /** Takes the text of an open document, new or changed; a file of another root is only read. */
  readonly show: (document: OpenDocument, place: DocumentPlace) => void;
  readonly hide: (place: DocumentPlace) => void;
  /** Judges all documents again, since files on disk changed; `composeFiles` are among those. */
  readonly refresh: (composeFiles: readonly string[]) => void;
  readonly reconfigure: () => void;
  /** Resolves once every document is judged as it is now. */
  readonly settled: () => Promise<void>;
  /** The client's name of an open file. */
  readonly uriOf: (path: string) => string | undefined;
}

/** An open document with the root that judges it. */
export interface Entry {
  document: OpenDocument;
  readonly place: DocumentPlace;
  readonly kind: DocumentKind | undefined;
  readonly root: Root;
  readonly path: string;
  /** What was found in which text. */
  judged: { readonly document: OpenDocument; readonly judgement: Judgement } | undefined;
}

export interface WorkspaceOptions {
  readonly host: ServerHost;
  readonly settings: () => Settings;
  /** Told after an open document was judged; without a judgement it is not linted any more. */
  readonly onJudged: (entry: Entry, judgement: Judgement | undefined) => void;
  /** Worth a line in the log. */
  readonly log: (message: string) => void;
  /** Worth a message to the user. */
  readonly complain: (message: string) => void;
}

interface RootOptions extends WorkspaceOptions {
  /** Live. */
  readonly entries: ReadonlyMap<string, Entry>;
}

/** After a judgement that takes long the next one waits as long as it took, so that typing is never behind; in milliseconds. */
const longestWait = 300;

export function makeRoot(files: LintRoot, options: RootOptions): Root {
  const open = new Map<string, OpenFile>();
  const uris = new Map<string, string>();
  const dirty = new Set<string>();
  const judge = makeJudge({ root: files, openFiles: open, today: () => new Date().toISOString().slice(0, 10) });
  let configured: ConfiguredRoot | undefined;
  /** Configurations that are being read; nothing is judged by an old one meanwhile. */
  let configuring = 0;
  let cost = 0;
  /** When the last judgement ended. */
  let flushed = 0;
  let cancel: (() => void) | undefined;

  const flush = (): void => {
    cancel?.();
    cancel = undefined;
    if (!configured || configuring > 0 || dirty.size === 0) return;
    const start = performance.now();
    for (let pending = takeAll(dirty); pending.size > 0; pending = takeAll(dirty)) {
      for (const path of judge.dependents(pending)) {
        const entry = options.entries.get(uris.get(path) ?? '');
        if (entry?.root !== self) continue;
        const before = judge.builtBy(path);
        judgeEntry(entry, open, configured, options);
        // A Dockerfile that is built by this file now, or no longer, is another build.
        for (const built of new Set([...before, ...judge.builtBy(path)])) {
          if (before.has(built) !== judge.builtBy(path).has(built) && open.has(built)) dirty.add(built);
        }
      }
    }
    flushed = performance.now();
    cost = flushed - start;
  };
  const schedule = (): void => {
    cancel?.();
    const wait = Math.ceil(flushed + Math.min(cost, longestWait) - performance.now());
    if (wait <= 0) {
      // What arrived together is judged together.
      const immediate = setImmediate(flush);
      cancel = () => clearImmediate(immediate);
    } else {
      const timer = setTimeout(flush, wait);
      cancel = () => clearTimeout(timer);
    }
  };
  const markAll = (): void => {
    for (const path of open.keys()) dirty.add(path);
    schedule();
  };
  const configure = async (): Promise<void> => {
    try {
      const known = new Set(configured?.problems);
      configured = await files.configure(options.settings(), [...open.keys()]);
      // Asked again with every file that is opened; said once.
      for (const problem of configured.problems) if (!known.has(problem)) options.complain(problem);
    } catch (error) {
      options.complain(error instanceof Error ? error.message : String(error));
    }
    configuring--;
    markAll();
  };
  const prepare = async (): Promise<void> => {
    try {
      await judge.prepare();
    } catch (error) {
      options.log(`the Compose files are not known: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  let ready = prepare();
  const reconfigure = (): void => {
    configuring++;
    ready = ready.then(configure);
  };
  reconfigure();
  const pathOf = (place: DocumentPlace): string | undefined => {
    if (place.kind === 'untitled') return files.contains('') ? place.name : undefined;
    return files.contains(place.disk) ? files.toProject(place.disk) : undefined;
  };

  const self: Root = {
    files,
    judge,
    configured: () => configured,
    show: (document, place) => {
      const path = pathOf(place);
      if (path === undefined) return;
      // A file that was not open may be in a directory with a configuration of its own.
      if (!open.has(path)) reconfigure();
      open.set(path, { path, kind: kindOf(place, document.languageId), text: document.lines.text });
      uris.set(path, document.uri);
      dirty.add(path);
      schedule();
    },
    hide: (place) => {
      const path = pathOf(place);
      if (path === undefined || !open.delete(path)) return;
      uris.delete(path);
      judge.close(path);
      dirty.add(path);
      schedule();
    },
    refresh: (composeFiles) => {
      for (const path of composeFiles) judge.relink(path);
      markAll();
    },
    reconfigure,
    settled: async () => {
      await ready;
      flush();
    },
    uriOf: (path) => uris.get(path),
  };
  return self;
}

function takeAll(paths: Set<string>): ReadonlySet<string> {
  const taken = new Set(paths);
  paths.clear();
  return taken;
}

/** A bug of ours leaves the document as it was judged before. */
function judgeEntry(
  entry: Entry,
  open: ReadonlyMap<string, OpenFile>,
  configured: ConfiguredRoot,
  { settings, onJudged, log }: WorkspaceOptions,
): void {
  const { root, path, document } = entry;
  const file = open.get(path);
  if (!file?.kind) return;
  const linter = settings().enable ? configured.linterFor(path) : undefined;
  if (!linter) {
    entry.judged = undefined;
    onJudged(entry, undefined);
    return;
  }
  try {
    const judgement = root.judge.judge(file, linter, configured.accepted);
    for (const { rule, message } of judgement.crashes) log(`${path}: a bug in ${rule}: ${message}`);
    entry.judged = { document, judgement };
    onJudged(entry, judgement);
  } catch (error) {
    log(`${path}: a bug in Plimsoll: ${error instanceof Error ? error.message : String(error)}`);
  }
}
