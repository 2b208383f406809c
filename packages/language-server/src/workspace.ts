import { dirname, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { documentKindOfPath } from '@plimsoll/core';
import { type DocumentPlace, kindOf, placeOfUri } from './document-place.ts';
import type { EditorPlaces } from './editor-places.ts';
import type { OpenDocument } from './open-documents.ts';
import { type Entry, makeRoot, type Root, type WorkspaceOptions } from './root.ts';

/** Everything that the client has open, by root. */
export interface Workspace {
  readonly setFolders: (uris: readonly string[]) => void;
  readonly open: (document: OpenDocument) => void;
  readonly change: (document: OpenDocument) => void;
  readonly close: (uri: string) => void;
  readonly entry: (uri: string) => Entry | undefined;
  /** The entry once it is judged as it is now. */
  readonly settled: (uri: string) => Promise<Entry | undefined>;
  /** Files on disk changed; all open documents are judged again. */
  readonly filesChanged: (uris: readonly string[]) => void;
  /** Settings or configuration files changed. */
  readonly reconfigure: () => void;
  readonly placesOf: (root: Root) => EditorPlaces;
}

export function makeWorkspace(options: WorkspaceOptions): Workspace {
  const entries = new Map<string, Entry>();
  const roots = new Map<string, Root>();
  const addRoot = (key: string, directory: string | undefined, isFolder: boolean): Root => {
    const root = makeRoot(options.host.openRoot(directory, isFolder), { ...options, entries });
    roots.set(key, root);
    for (const { document, place } of entries.values()) root.show(document, place);
    return root;
  };
  const rootOf = (place: DocumentPlace): Root => {
    if (place.kind === 'untitled') return roots.get('') ?? addRoot('', undefined, false);
    const around = [...roots].filter(([directory]) => isBelow(directory, place.disk));
    const [nearest] = around.sort(([a], [b]) => b.length - a.length);
    if (nearest) return nearest[1];
    const loose = [...roots].find(([key, { files }]) => key !== '' && files.contains(place.disk))?.[1];
    return loose ?? addRoot(dirname(place.disk), dirname(place.disk), false);
  };
  const show = ({ document, place }: Entry): void => {
    for (const root of roots.values()) root.show(document, place);
  };
  const open = (document: OpenDocument): void => {
    const place = placeOfUri(document.uri);
    if (!place) return;
    const root = rootOf(place);
    const path = place.kind === 'file' ? root.files.toProject(place.disk) : place.name;
    const kind = kindOf(place, document.languageId);
    const entry: Entry = { document, place, kind, root, path, judged: undefined };
    entries.set(document.uri, entry);
    show(entry);
  };

  return {
    open,
    setFolders: (uris) => {
      const kept = new Set<string>();
      for (const uri of uris) {
        const place = placeOfUri(uri.replace(/(?<!:|\/)\/+$/, ''));
        if (place?.kind !== 'file') continue;
        kept.add(place.disk);
        if (!roots.has(place.disk)) addRoot(place.disk, place.disk, true);
      }
      for (const key of [...roots.keys()]) if (key !== '' && !kept.has(key)) roots.delete(key);
      // Who judges a document may be another now.
      for (const { document } of [...entries.values()]) open(document);
    },
    change: (document) => {
      const entry = entries.get(document.uri);
      if (!entry) return;
      entry.document = document;
      show(entry);
    },
    close: (uri) => {
      const entry = entries.get(uri);
      if (!entry) return;
      entries.delete(uri);
      options.onJudged(entry, undefined);
      for (const root of roots.values()) root.hide(entry.place);
    },
    entry: (uri) => entries.get(uri),
    settled: async (uri) => {
      const entry = entries.get(uri);
      await entry?.root.settled();
      return entries.get(uri);
    },
    filesChanged: (uris) => {
      for (const root of roots.values()) {
        const paths = uris.flatMap((uri) => {
          const place = placeOfUri(uri);
          return place?.kind === 'file' && root.files.contains(place.disk) ? [root.files.toProject(place.disk)] : [];
        });
        if (paths.length > 0) root.refresh(paths.filter((path) => documentKindOfPath(path) === 'compose'));
      }
    },
    reconfigure: () => {
      for (const root of roots.values()) root.reconfigure();
    },
    placesOf: (root) => placesOf(root, entries),
  };
}

function isBelow(directory: string, disk: string): boolean {
  return directory !== '' && disk.startsWith(directory.endsWith(sep) ? directory : `${directory}${sep}`);
}

function placesOf(root: Root, entries: ReadonlyMap<string, Entry>): EditorPlaces {
  const find = (path: string): OpenDocument | undefined => {
    const uri = root.uriOf(path);
    return uri === undefined ? undefined : entries.get(uri)?.document;
  };
  return {
    uriOf: (path) => root.uriOf(path) ?? pathToFileURL(root.files.fromProject(path)).href,
    openText: find,
  };
}
