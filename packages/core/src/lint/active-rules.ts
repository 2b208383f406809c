import type { Rule, Severity } from '../rule/rule-types.ts';

/** A rule that is on, with its severity and options. */
export interface ActiveRule {
  readonly rule: Rule;
  readonly severity: Severity;
  readonly options: Readonly<Record<string, unknown>>;
}

/** The rules that are on, checked; made by `resolveConfig`. */
export interface ResolvedConfig {
  readonly active: readonly ActiveRule[];
  /** Every known id and alias, with the ids it stands for: suppressions may name any. */
  readonly idsByName: ReadonlyMap<string, readonly string[]>;
}
