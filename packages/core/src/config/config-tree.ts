import type { Rule } from '../rule/rule-types.ts';
import { type PathFilter, pathFilter } from './path-filter.ts';
import type { PresetChoice } from './presets.ts';
import type { ConfigFile } from './read-config.ts';
import type { ConfigStack, Placed, SettingLayer } from './settings.ts';

/** A configuration file with everything that it extends, read. */
export interface ConfigTree {
  readonly file: ConfigFile;
  /** The directory that its patterns are relative to, as a project path. */
  readonly base: string;
  /** In the order of `extends`. */
  readonly extended: readonly ExtendedConfig[];
  /** The rules of its own plugins. */
  readonly rules: readonly Rule[];
}

export type ExtendedConfig =
  | { readonly kind: 'preset'; readonly preset: Placed<PresetChoice> }
  | { readonly kind: 'config'; readonly tree: ConfigTree };

/** What a tree comes to. */
export interface FlatConfig extends ConfigStack {
  /** A file that any of them matches is left out. */
  readonly ignores: readonly PathFilter[];
  /** Rules of plugins, each once. */
  readonly rules: readonly Rule[];
}

/**
 * A tree as one stack: what is extended comes before what extends it, in the order of `extends`; presets say where to
 * start, wherever they are named.
 */
export function flattenConfig(tree: ConfigTree): FlatConfig {
  const presets: Placed<PresetChoice>[] = [];
  const layers: SettingLayer[] = [];
  const ignores: PathFilter[] = [];
  const rules = new Set<Rule>();
  // The loader bounds the depth of `extends`.
  const visit = ({ file, base, extended, rules: own }: ConfigTree): void => {
    for (const part of extended) {
      if (part.kind === 'preset') presets.push(part.preset);
      else visit(part.tree);
    }
    for (const rule of own) rules.add(rule);
    if (file.ignore.length > 0) ignores.push(pathFilter(base, valuesOf(file.ignore)));
    layers.push({ applies: undefined, entries: file.rules });
    for (const { files, rules: entries } of file.overrides) {
      layers.push({ applies: pathFilter(base, valuesOf(files)), entries });
    }
  };
  visit(tree);
  return { presets, layers, ignores, rules: [...rules] };
}

function valuesOf(texts: readonly Placed<string>[]): readonly string[] {
  return texts.map(({ value }) => value);
}
