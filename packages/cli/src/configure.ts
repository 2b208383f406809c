import {
  type ConfigResolver,
  findRuleIds,
  type Linter,
  linterOf,
  lookUpName,
  makeResolver,
  namesOf,
  type Placed,
  type PresetChoice,
  type Rule,
  type SettingLayer,
} from '@plimsoll/core';
import type { FoundFile } from './find-files.ts';
import type { LoadedConfig } from './load-config.ts';
import type { Session } from './session.ts';

/** What the caller says about configuration. */
export interface ConfigRequest {
  /** The shipped rules, and those that a caller of the library adds. */
  readonly rules: readonly Rule[];
  /** In place of the presets of configuration files; empty if nothing was said. */
  readonly presets: readonly Placed<PresetChoice>[];
  /** On top of everything. */
  readonly layers: readonly SettingLayer[];
  /** The one configuration for all files, as the user names it; false for none at all. */
  readonly file: string | false | undefined;
  readonly allowCode: boolean;
}

/** The files to lint, each with its configuration. */
export interface Configured {
  readonly linter: Linter;
  /** Without those that their configuration leaves out; named files stay. */
  readonly files: readonly FoundFile[];
  /** The configuration of one of the files, and the file that it is from. */
  readonly of: (disk: string) => { readonly resolver: ConfigResolver; readonly config: LoadedConfig | undefined };
}

/**
 * Finds, reads and checks the configuration of each file. Nothing is loaded for files without any. Throws `ConfigError`
 * for what is wrong in a configuration or in the request.
 */
export async function configure(
  found: readonly FoundFile[],
  request: ConfigRequest,
  session: Session,
): Promise<Configured> {
  const resolvers = new Map<LoadedConfig | undefined, ConfigResolver>();
  const names = new Set<string>();
  const resolverOf = (config: LoadedConfig | undefined): ConfigResolver => {
    const known = resolvers.get(config) ?? makeOwnResolver(config, request, names);
    resolvers.set(config, known);
    return known;
  };
  const chosen = await chooseConfigs(found, request, session);
  for (const config of chosen.values()) resolverOf(config);
  resolverOf(undefined);
  checkNames(request, names);
  const files = found.filter(({ disk }) => chosen.has(disk));
  const byPath = new Map(files.map(({ disk }) => [session.paths.toProject(disk), resolverOf(chosen.get(disk))]));
  return {
    files,
    linter: linterOf((path) => (byPath.get(path) ?? resolverOf(undefined)).configOf(path)),
    of: (disk) => ({ resolver: resolverOf(chosen.get(disk)), config: chosen.get(disk) }),
  };
}

/** The configuration of each file that is not left out. */
async function chooseConfigs(
  found: readonly FoundFile[],
  request: ConfigRequest,
  session: Session,
): Promise<ReadonlyMap<string, LoadedConfig | undefined>> {
  const { path, paths, configs } = session;
  const one = typeof request.file === 'string' ? paths.fromUser(request.file) : undefined;
  const candidatesOf = (disk: string): readonly string[] =>
    request.file === false ? [] : one === undefined ? configs.above(path.dirname(disk)) : [one];
  const chosen = new Map<string, LoadedConfig | undefined>();
  const isPlain = one === undefined && found.every(({ disk }) => candidatesOf(disk).length === 0);
  if (isPlain) return new Map(found.map(({ disk }) => [disk, undefined]));
  const { makeConfigLoader } = await import('./load-config.ts');
  const load = makeConfigLoader(request, session, one);
  if (one !== undefined) await load(one);
  for (const { disk, named } of found) {
    const candidates = candidatesOf(disk);
    const project = paths.toProject(disk);
    let config: LoadedConfig | undefined;
    let isLeftOut = false;
    // From the root down: what an outer configuration leaves out is not looked into any further.
    for (const candidate of named ? candidates.slice(0, 1) : candidates.toReversed()) {
      config = await load(candidate);
      isLeftOut = !named && config.flat.ignores.some((ignores) => ignores(project));
      if (isLeftOut) break;
    }
    if (!isLeftOut) chosen.set(disk, config);
  }
  return chosen;
}

/** Settings of the caller count where their rule is known: a plugin is not everywhere. */
function makeOwnResolver(config: LoadedConfig | undefined, request: ConfigRequest, names: Set<string>): ConfigResolver {
  const rules = [...request.rules, ...(config?.flat.rules ?? [])];
  const known = namesOf(rules);
  const layers = request.layers.map(({ applies, entries }) => ({
    applies,
    entries: entries.filter(({ name }) => lookUpName(name.value, known) !== undefined),
  }));
  for (const { entries } of layers) for (const { name } of entries) names.add(name.value);
  return makeResolver(rules, {
    presets: request.presets.length > 0 ? request.presets : (config?.flat.presets ?? []),
    layers: [...(config?.flat.layers ?? []), ...layers],
  });
}

function checkNames({ rules, layers }: ConfigRequest, names: ReadonlySet<string>): void {
  for (const { name } of layers.flatMap(({ entries }) => entries))
    if (!names.has(name.value)) findRuleIds(name.value, namesOf(rules));
}
