import type { ActiveRule, ResolvedConfig } from '../lint/active-rules.ts';
import { namesOf, suggestRule } from '../lint/rule-names.ts';
import {
  type PresetName,
  presetNames,
  type Rule,
  ruleApiVersion,
  type Severity,
  severities,
} from '../rule/rule-types.ts';
import { nearest } from '../text/nearest.ts';
import { checkOption } from './check-option.ts';
import { ConfigError, type LintConfig, type RuleSetting } from './config-shape.ts';

/**
 * Decides which rules are on, with which severity and options. Throws `ConfigError` for an unknown rule, preset, severity
 * or option, for a rule of another API version and for two rules with one id.
 */
export function resolveConfig(config: LintConfig): ResolvedConfig {
  checkRules(config.rules);
  const preset = checkPreset(config.preset ?? 'recommended');
  const idsByName = namesOf(config.rules);
  const settings = new Map<string, RuleSetting>();
  for (const [name, setting] of Object.entries(config.settings ?? {})) {
    for (const id of findRuleIds(name, idsByName)) settings.set(id, setting);
  }
  const active: ActiveRule[] = [];
  for (const rule of config.rules) {
    const made = activate(rule, preset, settings.get(rule.id));
    if (made) active.push(made);
  }
  return { active, idsByName };
}

/** The ids that a name stands for. Throws `ConfigError` with a suggestion if it stands for none. */
export function findRuleIds(name: string, idsByName: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const found = idsByName.get(name.toLowerCase());
  if (found) return found;
  const near = suggestRule(name, idsByName);
  throw new ConfigError(`unknown rule "${name}"${near ? `, did you mean "${near}"?` : ' (--list-rules shows all)'}`);
}

function activate(
  rule: Rule,
  preset: PresetName | 'all' | 'none',
  setting: RuleSetting | undefined,
): ActiveRule | undefined {
  const [severity, options] = splitSetting(setting);
  const chosen = severity ?? (isInPreset(rule, preset) ? rule.severity : 'off');
  if (chosen === 'off') return undefined;
  if (!isSeverity(chosen)) {
    throw new ConfigError(
      `unknown severity "${String(chosen)}" for ${rule.id} (off, ${[...severities].reverse().join(', ')})`,
    );
  }
  return { rule, severity: chosen, options: optionsOf(rule, options) };
}

function splitSetting(
  setting: RuleSetting | undefined,
): readonly [Severity | 'off' | undefined, Readonly<Record<string, unknown>>] {
  if (setting === undefined || typeof setting === 'string') return [setting, {}];
  return [setting[0], setting[1] ?? {}];
}

/** `strict` contains `recommended`. */
export function isInPreset(rule: Rule, preset: PresetName | 'all' | 'none'): boolean {
  if (preset === 'all') return true;
  if (preset === 'none') return false;
  return rule.presets.includes(preset) || (preset === 'strict' && rule.presets.includes('recommended'));
}

function isSeverity(value: string): value is Severity {
  return (severities as readonly string[]).includes(value);
}

function optionsOf(rule: Rule, given: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const options: Record<string, unknown> = {};
  for (const [name, declared] of Object.entries(rule.options)) options[name] = declared.default;
  for (const [name, value] of Object.entries(given)) {
    const declared = Object.hasOwn(rule.options, name) ? rule.options[name] : undefined;
    if (!declared) {
      const near = nearest(name, Object.keys(rule.options));
      throw new ConfigError(`unknown option "${name}" of ${rule.id}${near ? `, did you mean "${near}"?` : ''}`);
    }
    const complaint = checkOption(declared.schema, value);
    if (complaint) throw new ConfigError(`option "${name}" of ${rule.id} ${complaint}`);
    options[name] = value;
  }
  return options;
}

function checkRules(rules: readonly Rule[]): void {
  if (!Array.isArray(rules)) {
    throw new ConfigError('no rules are given: pass `rules`, such as those of @plimsoll/rules');
  }
  const ids = new Set<string>();
  for (const rule of rules) {
    checkApiVersion(rule);
    if (ids.has(rule.id)) throw new ConfigError(`there are two rules with the id ${rule.id}`);
    ids.add(rule.id);
  }
}

function checkPreset(preset: PresetName | 'all' | 'none'): PresetName | 'all' | 'none' {
  const known: readonly string[] = [...presetNames, 'all', 'none'];
  if (known.includes(preset)) return preset;
  const near = nearest(preset, known);
  throw new ConfigError(
    `unknown preset "${preset}"${near ? `, did you mean "${near}"?` : ` (one of ${known.join(', ')})`}`,
  );
}

function checkApiVersion(rule: Rule): void {
  if (rule.apiVersion === ruleApiVersion) return;
  throw new ConfigError(
    `the rule ${rule.id} is written for rule API ${rule.apiVersion}, and this version of Plimsoll has ${ruleApiVersion}`,
  );
}
