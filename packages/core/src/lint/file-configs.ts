import type { Application } from '../compose/application.ts';
import type { Project } from '../project/project.ts';
import type { ActiveRule, ResolvedConfig } from './active-rules.ts';
import { type ListenerTable, listenerTable } from './listener-table.ts';

/** The configuration of a file to lint, by its project path. The same object for files that are configured alike. */
export type ConfigOf = (path: string) => ResolvedConfig;

/** The configurations of one run over a project: which rules walk what, and whose findings are kept where. */
export interface FileConfigs {
  readonly configOf: ConfigOf;
  /** What is on for any file, and every name that any configuration knows. */
  readonly all: ResolvedConfig;
  /** The rules to walk one document with. */
  readonly tableOf: (path: string) => ListenerTable;
  /** The rules to walk an application with: those that are on for any of its files. */
  readonly tableOfApplication: (application: Application) => ListenerTable;
  /**
   * The rule as it is on for the file that a finding is in; undefined if it is off there, or set otherwise than it was
   * when it ran: it then ran a second time, as that file has it.
   */
  readonly settle: (active: ActiveRule, path: string) => ActiveRule | undefined;
}

/** Configurations for a project. Tables are made once for each combination of configurations that occurs. */
export function fileConfigs(project: Project, configs: ResolvedConfig | ConfigOf): FileConfigs {
  if (typeof configs !== 'function') return oneConfig(configs);
  const distinct = [...new Set([...project.targets.keys()].map(configs))];
  const [first] = distinct;
  if (distinct.length < 2) return oneConfig(first ?? { active: [], idsByName: new Map() });
  return severalConfigs(project, configs, distinct);
}

function oneConfig(config: ResolvedConfig): FileConfigs {
  const table = listenerTable(config);
  return {
    configOf: () => config,
    all: config,
    tableOf: () => table,
    tableOfApplication: () => table,
    settle: (active) => active,
  };
}

function severalConfigs(project: Project, configOf: ConfigOf, distinct: readonly ResolvedConfig[]): FileConfigs {
  // A rule about several files may report in any of them, so it walks all.
  const across = distinct.flatMap(({ active }) => active.filter(({ rule }) => rule.language === 'project'));
  const tables = new Map<string, ListenerTable>();
  const tableOfConfigs = (configs: ReadonlySet<ResolvedConfig>): ListenerTable => {
    const key = distinct.flatMap((config, index) => (configs.has(config) ? index : [])).join();
    const table =
      tables.get(key) ??
      listenerTable(
        unite(
          distinct.filter((config) => configs.has(config)),
          across,
        ),
      );
    tables.set(key, table);
    return table;
  };
  return {
    configOf,
    all: unite(distinct, []),
    tableOf: (path) => tableOfConfigs(new Set([configOf(path)])),
    tableOfApplication: (application) => tableOfConfigs(new Set(pathsOf(application, project).map(configOf))),
    settle: (active, path) => {
      const own = rulesById(configOf(path)).get(active.rule.id);
      return own?.rule === active.rule && optionsKey(own) === optionsKey(active) ? own : undefined;
    },
  };
}

/** The files to lint of an application: named, extended and included ones. */
function pathsOf(application: Application, project: Project): readonly string[] {
  const paths = application.files.map(({ source }) => source.path);
  for (const file of application.referenced.values()) {
    if (file.state === 'compose') paths.push(file.document.source.path);
  }
  return paths.filter((path) => project.targets.has(path));
}

/** Each rule once for each way in which its options are set. */
function unite(configs: readonly ResolvedConfig[], more: readonly ActiveRule[]): ResolvedConfig {
  const known = new Map<ActiveRule['rule'], Set<string>>();
  const active = [...configs.flatMap((config) => config.active), ...more].filter((candidate) => {
    const keys = known.get(candidate.rule) ?? new Set<string>();
    known.set(candidate.rule, keys);
    const key = optionsKey(candidate);
    if (keys.has(key)) return false;
    keys.add(key);
    return true;
  });
  const idsByName = new Map<string, readonly string[]>();
  for (const config of configs) {
    for (const [name, ids] of config.idsByName) {
      idsByName.set(name, [...new Set([...(idsByName.get(name) ?? []), ...ids])]);
    }
  }
  return { active, idsByName };
}

const keys = new WeakMap<ActiveRule, string>();

function optionsKey(active: ActiveRule): string {
  const known = keys.get(active) ?? JSON.stringify(active.options);
  keys.set(active, known);
  return known;
}

const indexes = new WeakMap<ResolvedConfig, ReadonlyMap<string, ActiveRule>>();

function rulesById(config: ResolvedConfig): ReadonlyMap<string, ActiveRule> {
  const known = indexes.get(config) ?? new Map(config.active.map((active) => [active.rule.id, active]));
  indexes.set(config, known);
  return known;
}
