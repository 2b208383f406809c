import { nearest } from '../text/nearest.ts';
import { directoryOf } from '../text/paths.ts';
import { composeFileAt } from './application-files.ts';
import { projectPath } from './compose-paths.ts';
import type { ResetPath } from './decode.ts';
import { applyResets, type DocumentModel, type FileContext, type Loading, reporter } from './loading.ts';
import { mergeService } from './merge.ts';
import type { Via } from './model.ts';
import type { ComposeDocument } from './nodes.ts';
import {
  entryOf,
  isNull,
  isUnknown,
  type MapValue,
  type ScalarValue,
  textOf,
  usedVia,
  type Value,
  withEntry,
  withoutEntry,
} from './values.ts';

/** A file's services with what is needed to follow their `extends`. */
interface Services {
  readonly loading: Loading;
  readonly file: ComposeDocument;
  readonly context: FileContext;
  readonly resets: readonly ResetPath[];
  /** Services as written, and as extended so far. */
  readonly written: ReadonlyMap<string, Value>;
  readonly done: Map<string, Value>;
  /** Files that were read for `extends`, by project path. */
  readonly files: Map<string, Services | undefined>;
}

/** Longer chains are not followed: each link is a level of recursion. */
const maxChain = 1000;

/** The model with every `extends` of its services resolved (compose-go, loader/extends.go). */
export function applyExtends(
  loading: Loading,
  file: ComposeDocument,
  context: FileContext,
  { root, resets }: DocumentModel,
): MapValue {
  const services = root.entries.get('services');
  if (services?.kind !== 'map') return root;
  if (![...services.entries.values()].some((service) => entryOf(service, 'extends'))) return root;
  const all: Services = {
    loading,
    file,
    context,
    resets,
    written: services.entries,
    done: new Map(),
    files: new Map(),
  };
  const entries = new Map<string, Value>();
  for (const [name, service] of services.entries) entries.set(name, extended(all, name, []) ?? service);
  return withEntry(root, 'services', { ...services, entries });
}

/** The service with its bases merged in; undefined if it is not there. */
function extended(services: Services, name: string, chain: readonly string[]): Value | undefined {
  const known = services.done.get(name);
  if (known) return known;
  const service = services.written.get(name);
  const reference = entryOf(service, 'extends');
  if (service?.kind !== 'map' || !reference) return service;
  const result = merged(services, { name, service, reference }, chain);
  services.done.set(name, result);
  return result;
}

interface Extending {
  readonly name: string;
  readonly service: MapValue;
  readonly reference: Value;
}

function merged(services: Services, { name, service, reference }: Extending, chain: readonly string[]): Value {
  const own = withoutEntry(service, 'extends');
  const { loading } = services;
  const target = reference.kind === 'map' ? reference.entries.get('service') : reference;
  const file = entryOf(reference, 'file');
  if (target?.kind !== 'scalar' || isNull(target)) {
    reportMissingService(loading, reference);
    return own;
  }
  if (isUnknown(target)) return markIncomplete(loading, own);
  const link = `${services.file.source.path}#${name}`;
  if (chain.length > maxChain) return markIncomplete(loading, own);
  if (chain.includes(link)) {
    reportCycle(loading, reference, [...chain.slice(chain.indexOf(link)), link]);
    return markIncomplete(loading, own);
  }
  const from = file && !isNull(file) ? servicesOf(services, file) : services;
  if (!from) return own;
  const base = extended(from, textOf(target), [...chain, link]);
  if (!base) {
    if (loading.state.complete || from.context.target) reportNotFound(from, target, file);
    return markIncomplete(loading, own);
  }
  if (base.kind !== 'map') return isNull(base) ? own : markIncomplete(loading, own);
  const via: Via = { source: reference.origin.source, span: reference.origin.span, how: 'extends' };
  const used = usedVia(base, via);
  const source = used.kind === 'map' ? withoutReset(used, name, services.resets) : base;
  return mergeService(source, own, reporter(loading));
}

function markIncomplete(loading: Loading, service: MapValue): MapValue {
  loading.state.complete = false;
  return service;
}

/** `!reset` and `!override` in the extending file act on the base too. */
function withoutReset(base: MapValue, name: string, resets: readonly ResetPath[]): MapValue {
  const below = resets.filter(({ path }) => path[0] === 'services' && path[1] === name && path.length > 2);
  return applyResets(
    base,
    below.map((reset) => ({ ...reset, path: reset.path.slice(2) })),
  );
}

/** The services of another file; undefined where they can't be had. */
function servicesOf(services: Services, file: Value): Services | undefined {
  const { loading, context } = services;
  if (file.kind !== 'scalar' || isUnknown(file)) {
    loading.state.complete = false;
    return undefined;
  }
  const path = projectPath(file.directory, textOf(file));
  if (path === undefined) {
    loading.state.complete = false;
    return undefined;
  }
  if (services.files.has(path)) return services.files.get(path);
  const found = composeFileAt(loading.application, path);
  if (found.state !== 'compose') {
    loading.state.complete = false;
    if (found.state === 'missing') reportMissingFile(loading, file, path);
    services.files.set(path, undefined);
    return undefined;
  }
  const below: FileContext = { environment: context.environment, directory: directoryOf(path), target: true };
  const { model, resets } = loading.loadFile(loading, found.document, below, undefined);
  const written = entryOf(model, 'services');
  const read: Services = {
    ...services,
    file: found.document,
    context: below,
    resets,
    written: written?.kind === 'map' ? written.entries : new Map(),
    done: new Map(),
  };
  services.files.set(path, read);
  return read;
}

function reportMissingService(loading: Loading, reference: Value): void {
  if (isUnknown(reference)) return;
  const { source, span } = reference.origin;
  const data = { path: 'extends', key: 'service', expected: 'the name of a service' };
  loading.problems.push({ source, span, code: 'missing-key', data, related: [], suggestion: undefined });
}

function reportCycle(loading: Loading, reference: Value, links: readonly string[]): void {
  const { source, span } = reference.origin;
  const names = links.map((link) => link.slice(link.lastIndexOf('#') + 1));
  const data = { path: 'extends', cycle: names.join(' -> ') };
  loading.problems.push({ source, span, code: 'extends-cycle', data, related: [], suggestion: undefined });
}

function reportMissingFile(loading: Loading, file: ScalarValue, path: string): void {
  const { source, span } = file.origin;
  const data = { path: 'extends.file', file: path, service: '' };
  loading.problems.push({ source, span, code: 'extends-not-found', data, related: [], suggestion: undefined });
}

function reportNotFound(from: Services, target: ScalarValue, file: Value | undefined): void {
  const { source, span } = target.origin;
  const name = textOf(target);
  const data = { path: 'extends.service', service: name, file: file ? from.file.source.path : '' };
  const suggestion = nearest(name, from.written.keys());
  from.loading.problems.push({ source, span, code: 'extends-not-found', data, related: [], suggestion });
}
