import type { AnyContext, Rule } from '../rule/rule-types.ts';
import type { ActiveRule, ResolvedConfig } from './active-rules.ts';

/** One rule's ear for one kind of node. */
export interface Listener {
  readonly active: ActiveRule;
  /** Which of the active rules it is. */
  readonly index: number;
  readonly hear: (node: object, context: AnyContext) => void;
}

/** Who listens to what, by node kind; built once per configuration and used for every document. */
export type ListenerTable = ReadonlyMap<string, readonly Listener[]>;

const nobody: readonly Listener[] = [];
const tables = new WeakMap<ResolvedConfig, ListenerTable>();

/** The listener table of a configuration. */
export function listenerTable(config: ResolvedConfig): ListenerTable {
  const known = tables.get(config);
  if (known) return known;
  const table = new Map<string, Listener[]>();
  for (const [index, active] of config.active.entries()) {
    for (const kind of Object.keys(active.rule.on)) {
      const listeners = table.get(kind) ?? [];
      listeners.push({ active, index, hear: listenerOf(active.rule, kind) });
      table.set(kind, listeners);
    }
  }
  tables.set(config, table);
  return table;
}

export function listenersFor(table: ListenerTable, kind: string): readonly Listener[] {
  return table.get(kind) ?? nobody;
}

/** True if anybody listens to one of these kinds. */
export function hears(table: ListenerTable, kinds: readonly string[]): boolean {
  return kinds.some((kind) => table.has(kind));
}

/**
 * The listener, with its parameter types forgotten. `dockerfileRule` and its siblings let a rule listen only to node
 * kinds with the right parameters, and the walk calls by kind: the pairing is theirs.
 */
function listenerOf(rule: Rule, kind: string): Listener['hear'] {
  return rule.on[kind] as unknown as Listener['hear'];
}
