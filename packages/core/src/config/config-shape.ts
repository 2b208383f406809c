import type { Rule, Severity } from '../rule/rule-types.ts';
import type { PresetChoice } from './presets.ts';

/** Off, a severity, or a severity with the rule's options. */
export type RuleSetting = Severity | 'off' | readonly [Severity | 'off', Readonly<Record<string, unknown>>];

/** Settings for some files. */
export interface LintOverride {
  /** Patterns in the syntax of `.gitignore`, relative to the root of the project; one without a slash is a name. */
  readonly files: string | readonly string[];
  readonly settings: Readonly<Record<string, RuleSetting>>;
}

/** What a linter is made from. Ids may be aliases (`hadolint/DL3020`), wherever an id may stand. */
export interface LintConfig {
  readonly rules: readonly Rule[];
  /** One or several. `recommended` if absent; `all` turns every rule on, `none` leaves them to `settings`. */
  readonly preset?: PresetChoice | readonly PresetChoice[];
  /** Overrides the preset, rule by rule. */
  readonly settings?: Readonly<Record<string, RuleSetting>>;
  /** Overrides both for some files; the last that speaks of a file and a rule decides. */
  readonly overrides?: readonly LintOverride[];
}
