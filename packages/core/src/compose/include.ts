import { directoryOf } from '../text/paths.ts';
import { composeFileAt, dotenvFrom } from './application-files.ts';
import { projectPath } from './compose-paths.ts';
import type { ResetPath } from './decode.ts';
import type { Environment } from './environment.ts';
import { applyResets, type DocumentModel, type FileContext, type Loading, reporter } from './loading.ts';
import { mergeResource, toList } from './merge.ts';
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
} from './values.ts';

/** How deep files include files, and how many are read in all: one that is included twice is read twice. */
const maxIncluding = 100;
const maxIncluded = 2000;

const imported = ['services', 'volumes', 'networks', 'secrets', 'configs', 'models'];

/** The model with what its `include` brings (compose-go, loader/include.go); the local file overrides it. */
export function applyIncludes(
  loading: Loading,
  file: ComposeDocument,
  context: FileContext,
  { root, resets }: DocumentModel,
): MapValue {
  const include = root.entries.get('include');
  if (!include || isNull(include)) return root;
  if (include.kind !== 'list') {
    const { source, span } = include.origin;
    const data = { path: 'include', key: 'include', expected: 'a list', found: include.kind };
    if (!isUnknown(include)) {
      loading.problems.push({ source, span, code: 'wrong-type', data, related: [], suggestion: undefined });
    }
    loading.state.complete = false;
    return root;
  }
  let model = root;
  const including = [...loading.including, file.source.path];
  for (const item of include.items) {
    const below = includedModel({ ...loading, including }, item, context);
    if (!below) continue;
    const { source, span } = item.origin;
    model = importResources({ loading, resets, via: { source, span, how: 'include' } }, model, below);
  }
  return model;
}

/** The paths of an item, each as the scalar that names it; undefined if one of them is not known. */
export function includePaths(item: Value): readonly ScalarValue[] | undefined {
  const path = item.kind === 'map' ? item.entries.get('path') : item;
  if (!path || isNull(path) || path.kind === 'map') return undefined;
  const paths: ScalarValue[] = [];
  for (const part of toList(path).items) {
    if (part.kind !== 'scalar' || isUnknown(part)) return undefined;
    paths.push(part);
  }
  return paths;
}

/** The project directory of an item, as a project path. */
export function includeDirectory(item: Value, first: string): string | undefined {
  const written = entryOf(item, 'project_directory');
  if (written?.kind !== 'scalar' || isNull(written) || textOf(written) === '') return directoryOf(first);
  return isUnknown(written) ? undefined : projectPath(written.directory, textOf(written));
}

/** Project paths of an item's dotenv files; undefined if one of them is not known. */
export function includeEnvFiles(item: Value, directory: string): readonly string[] | undefined {
  const written = entryOf(item, 'env_file');
  const listed = written && written.kind !== 'map' ? toList(written).items : [];
  if (listed.length === 0) {
    const path = projectPath(directory, '.env');
    return path === undefined ? undefined : [path];
  }
  const paths: string[] = [];
  for (const part of listed) {
    if (part.kind !== 'scalar' || isUnknown(part)) return undefined;
    if (textOf(part) === '/dev/null') continue;
    const path = projectPath(part.directory, textOf(part));
    if (path === undefined) return undefined;
    paths.push(path);
  }
  return paths;
}

const unread = { state: 'unknown' } as const;

function includedModel(loading: Loading, item: Value, context: FileContext): MapValue | undefined {
  const incomplete = (): undefined => {
    loading.state.complete = false;
    return undefined;
  };
  const scalars = includePaths(item);
  const paths = scalars?.map((scalar) => projectPath(scalar.directory, textOf(scalar)));
  const first = paths?.[0];
  const directory = first === undefined ? undefined : includeDirectory(item, first);
  if (!scalars || !paths || first === undefined || directory === undefined) return incomplete();
  const envFiles = includeEnvFiles(item, directory);
  const own = envFiles && dotenvFrom(loading.application, envFiles, context.environment);
  const environment = combined(context.environment, own);
  let model: MapValue | undefined;
  for (const [index, path] of paths.entries()) {
    const scalar = scalars[index];
    if (path === undefined || !scalar) return incomplete();
    if (loading.including.includes(path)) {
      reportCycle(loading, scalar, path);
      return incomplete();
    }
    const isTooMuch = loading.including.length > maxIncluding || ++loading.state.included > maxIncluded;
    const found = isTooMuch ? unread : composeFileAt(loading.application, path);
    if (found.state !== 'compose') {
      if (found.state === 'missing') reportMissing(loading, scalar, path);
      return incomplete();
    }
    model = loading.loadFile(loading, found.document, { environment, directory, target: false }, model).model;
  }
  return model;
}

/** The parent's variables win over those of the included files. */
function combined(parent: Environment, own: ReadonlyMap<string, string> | undefined): Environment {
  if (!own || !parent.dotenv) return { shell: parent.shell, dotenv: undefined };
  return { shell: parent.shell, dotenv: new Map([...own, ...parent.dotenv]) };
}

function reportCycle(loading: Loading, scalar: ScalarValue, path: string): void {
  const { source, span } = scalar.origin;
  const cycle = [...loading.including.slice(loading.including.indexOf(path)), path].join(' -> ');
  const data = { path: 'include', file: path, cycle };
  loading.problems.push({ source, span, code: 'include-cycle', data, related: [], suggestion: undefined });
}

function reportMissing(loading: Loading, scalar: ScalarValue, path: string): void {
  const { source, span } = scalar.origin;
  const data = { path: 'include', file: path };
  loading.problems.push({ source, span, code: 'include-not-found', data, related: [], suggestion: undefined });
}

interface Importing {
  readonly loading: Loading;
  readonly resets: readonly ResetPath[];
  readonly via: Via;
}

function importResources({ loading, resets, via }: Importing, model: MapValue, source: MapValue): MapValue {
  let result = model;
  for (const section of imported) {
    const from = source.entries.get(section);
    if (from?.kind !== 'map') continue;
    const own = result.entries.get(section);
    const entries = new Map<string, Value>();
    for (const [name, value] of from.entries) entries.set(name, usedVia(value, via));
    const reset = applyResets({ ...source, entries: new Map([[section, { ...from, entries }]]) }, resets);
    const left = entryOf(reset, section);
    if (own?.kind === 'map') {
      for (const [name, value] of own.entries) {
        const base = entryOf(left, name);
        entries.set(name, base ? mergeResource(base, value, [section, name], reporter(loading)) : value);
      }
    }
    result = withEntry(result, section, {
      kind: 'map',
      entries,
      origin: own?.kind === 'map' ? own.origin : from.origin,
    });
  }
  return result;
}
