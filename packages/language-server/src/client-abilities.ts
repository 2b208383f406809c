import type { EditSupport } from './code-actions.ts';
import { isObject, type Json, listIn, objectIn } from './protocol.ts';

/** What the client can do, as far as it changes what is sent. */
export interface ClientAbilities extends EditSupport {
  readonly markdown: boolean;
  /** It answers `workspace/configuration`. */
  readonly configuration: boolean;
  /** It takes registrations of files to watch. */
  readonly watchesFiles: boolean;
}

/** Reads the parameters of `initialize`. What the client does not say it cannot do. */
export function readAbilities(params: unknown): ClientAbilities {
  const capabilities = objectIn(params, 'capabilities');
  const workspace = objectIn(capabilities, 'workspace');
  const textDocument = objectIn(capabilities, 'textDocument');
  const diagnostics = objectIn(textDocument, 'publishDiagnostics');
  return {
    relatedInformation: diagnostics.relatedInformation === true,
    tags: isObject(diagnostics.tagSupport),
    documentChanges: objectIn(workspace, 'workspaceEdit').documentChanges === true,
    markdown: listIn(objectIn(textDocument, 'hover'), 'contentFormat').includes('markdown'),
    configuration: workspace.configuration === true,
    watchesFiles: objectIn(workspace, 'didChangeWatchedFiles').dynamicRegistration === true,
  };
}

/** The folders that the client works in, as URIs. `rootUri` is what clients sent before there were several. */
export function readFolders(params: Json): readonly string[] {
  const folders = listIn(params, 'workspaceFolders').flatMap(uriOf);
  if (folders.length > 0 || Array.isArray(params.workspaceFolders)) return folders;
  return typeof params.rootUri === 'string' ? [params.rootUri] : [];
}

/** The `uri` of an object, as a list of one or none. */
export function uriOf(value: unknown): readonly string[] {
  return isObject(value) && typeof value.uri === 'string' ? [value.uri] : [];
}
