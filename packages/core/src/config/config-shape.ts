import type { PresetName, Rule, Severity } from '../rule/rule-types.ts';

/** Off, a severity, or a severity with the rule's options. */
export type RuleSetting = Severity | 'off' | readonly [Severity | 'off', Readonly<Record<string, unknown>>];

/** What a linter is made from. Ids may be aliases (`hadolint/DL3020`), wherever an id may stand. */
export interface LintConfig {
  readonly rules: readonly Rule[];
  /** `recommended` if absent. `all` turns every rule on, `none` leaves them to `settings`. */
  readonly preset?: PresetName | 'all' | 'none';
  /** Overrides the preset, rule by rule. */
  readonly settings?: Readonly<Record<string, RuleSetting>>;
}

/** The request is wrong (an unknown rule, a bad option): one line that says what is and what is allowed. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}
