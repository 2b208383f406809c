import { lookupFor } from './application-files.ts';
import { canonicalModel } from './canonical.ts';
import { decodeDocument, type ResetPath } from './decode.ts';
import { applyExtends } from './extends.ts';
import { applyIncludes } from './include.ts';
import {
  applyResets,
  type DocumentModel,
  type FileContext,
  type LoadFile,
  type Loading,
  rememberOverridden,
  reporter,
} from './loading.ts';
import { mergeModels } from './merge.ts';
import type { ComposeDocument } from './nodes.ts';
import { enforceUnicity } from './unicity.ts';
import { type MapValue, textOf, type Value, withEntry, withoutEntry } from './values.ts';

/** The model with one more file on it, document by document, in the order of compose-go (loader.go, loadYamlFile). */
export const loadFile: LoadFile = (loading, file, context, base) => {
  loading.state.documents.add(file);
  let model = base;
  let resets: readonly ResetPath[] = [];
  const report = reporter(loading);
  const lookup = lookupFor(loading.application, context.environment);
  for (const document of file.root.documents) {
    const decoded = decodeDocument(file, document, { lookup, directory: context.directory, report });
    if (!decoded.root) continue;
    resets = decoded.resets;
    model = loadDocument({ loading, file, context }, { root: decoded.root, resets: decoded.resets }, model);
  }
  return { model, resets };
};

interface LoadingFile {
  readonly loading: Loading;
  readonly file: ComposeDocument;
  readonly context: FileContext;
}

function loadDocument(at: LoadingFile, decoded: DocumentModel, base: MapValue | undefined): MapValue {
  const { loading, file, context } = at;
  const report = reporter(loading);
  let root = decoded.root;
  const { resets } = decoded;
  if (!context.target) root = withoutEntry(applyIncludes(loading, file, context, { root, resets }), 'include');
  let model = base && applyResets(base, resets);
  if (!context.target) root = applyExtends(loading, file, context, { root, resets });
  if (model && base) model = rememberOverridden(mergeModels(model, root, report), base, resets);
  model = enforceUnicity(model ?? root);
  if (!context.target) loading.check(model);
  model = canonicalModel(withoutEntry(model, 'version'), report);
  return enforceUnicity(withoutEmptyDns(model));
}

/** Empty entries of `dns` are dropped (compose-go, omitEmpty.go). */
function withoutEmptyDns(model: MapValue): MapValue {
  const services = model.entries.get('services');
  if (services?.kind !== 'map') return model;
  let changed = services;
  for (const [name, service] of services.entries) {
    const dns = service.kind === 'map' ? service.entries.get('dns') : undefined;
    if (service.kind !== 'map' || dns?.kind !== 'list') continue;
    const items = dns.items.filter((item: Value) => item.kind !== 'scalar' || textOf(item) !== '');
    if (items.length < dns.items.length)
      changed = withEntry(changed, name, withEntry(service, 'dns', { ...dns, items }));
  }
  return changed === services ? model : withEntry(model, 'services', changed);
}
