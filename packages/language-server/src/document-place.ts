import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type DocumentKind, documentKindOfPath } from '@plimsoll/core';

/** Where a document is: a file, or a text that was never saved, by its name. */
export type DocumentPlace =
  | { readonly kind: 'file'; readonly disk: string }
  | { readonly kind: 'untitled'; readonly name: string };

/** Undefined for what is neither: a document out of git's history, say, which is linted where it is worked on. */
export function placeOfUri(uri: string): DocumentPlace | undefined {
  if (uri.startsWith('untitled:')) return { kind: 'untitled', name: uri.slice('untitled:'.length) || 'untitled' };
  if (!uri.startsWith('file:')) return undefined;
  try {
    const disk = fileURLToPath(uri);
    // Neovim names a buffer without a name so.
    return basename(disk) === '' ? { kind: 'untitled', name: 'untitled' } : { kind: 'file', disk };
  } catch {
    return undefined;
  }
}

const languages: Readonly<Record<string, DocumentKind>> = {
  dockerfile: 'dockerfile',
  dockercompose: 'compose',
  'yaml.docker-compose': 'compose',
};

/**
 * What a document is linted as. The name of a file decides as on the command line; the language of the editor decides where
 * the name says nothing, and for texts without a file. YAML without a name is a Compose file if it looks like one, which core
 * decides.
 */
export function kindOf(place: DocumentPlace, languageId: string): DocumentKind | undefined {
  const byLanguage = languages[languageId.toLowerCase()];
  if (place.kind === 'untitled') return byLanguage ?? (languageId.toLowerCase() === 'yaml' ? 'compose' : undefined);
  const byName = documentKindOfPath(place.disk);
  if (byName) return byName;
  // Templates and backups, which editors take for Dockerfiles all the same.
  return /docker|container|compose/i.test(basename(place.disk)) ? undefined : byLanguage;
}
