import type { Application } from './application.ts';
import type { ResetPath } from './decode.ts';
import type { Environment } from './environment.ts';
import type { ComposeProblem } from './model.ts';
import type { ComposeDocument } from './nodes.ts';
import { type MapValue, shadowing, type Value, valueAt, withEntry, withoutEntry } from './values.ts';

/** One loading of an application. */
export interface Loading {
  readonly application: Application;
  readonly problems: ComposeProblem[];
  /** Files that are in the process of being included, outermost first. */
  readonly including: readonly string[];
  /** Checks a merged model against the schema. */
  readonly check: (model: MapValue) => void;
  /** `complete` turns false once something could not be read that another file supplies; `included` counts files. */
  readonly state: { complete: boolean; included: number; readonly documents: Set<ComposeDocument> };
  /** Loads one more file onto a model; a function here, as files name files. */
  readonly loadFile: LoadFile;
}

/** How one file is loaded. */
export interface FileContext {
  readonly environment: Environment;
  /** Project path of what relative paths are relative to. */
  readonly directory: string;
  /** True for the target of `extends`: nothing but its own text is read. */
  readonly target: boolean;
}

export type LoadFile = (
  loading: Loading,
  file: ComposeDocument,
  context: FileContext,
  base: MapValue | undefined,
) => { readonly model: MapValue | undefined; readonly resets: readonly ResetPath[] };

/** A document's values with the paths that it resets. */
export interface DocumentModel {
  readonly root: MapValue;
  readonly resets: readonly ResetPath[];
}

/** Adds a problem to those of the loading. */
export function reporter(loading: Loading): (problem: ComposeProblem) => void {
  return (problem) => {
    loading.problems.push(problem);
  };
}

/** Removes what `!reset` and `!override` name from a model that was loaded before. */
export function applyResets(model: MapValue, resets: readonly ResetPath[]): MapValue {
  let left = model;
  for (const { path } of resets) left = withoutPath(left, path, 0);
  return left;
}

/** `model` where what `!override` brought remembers what it replaced in `base`, the model from before. */
export function rememberOverridden(model: MapValue, base: MapValue, resets: readonly ResetPath[]): MapValue {
  let changed = model;
  for (const { path, reset } of resets) {
    const old = reset ? undefined : valueAt(base, ...path);
    if (old) changed = shadowingAt(changed, path, 0, old);
  }
  return changed;
}

function shadowingAt(map: MapValue, path: readonly string[], depth: number, old: Value): MapValue {
  const key = path[depth];
  const value = key === undefined ? undefined : map.entries.get(key);
  if (key === undefined || !value) return map;
  if (depth === path.length - 1) return withEntry(map, key, shadowing(value, old));
  return value.kind === 'map' ? withEntry(map, key, shadowingAt(value, path, depth + 1, old)) : map;
}

function withoutPath(map: MapValue, path: readonly string[], depth: number): MapValue {
  const key = path[depth];
  if (key === undefined) return map;
  if (depth === path.length - 1) return withoutEntry(map, key);
  const below = map.entries.get(key);
  if (below?.kind !== 'map') return map;
  const left = withoutPath(below, path, depth + 1);
  return left === below ? map : withEntry(map, key, left);
}
