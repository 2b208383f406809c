import type { ActiveRule, ResolvedConfig } from '../lint/active-rules.ts';
import type { ConfigOf } from '../lint/file-configs.ts';
import { namesOf } from '../lint/rule-names.ts';
import { type Rule, ruleApiVersion, type Severity } from '../rule/rule-types.ts';
import { checkStack, type RuleChange } from './check-settings.ts';
import { ConfigError } from './config-error.ts';
import type { ConfigOrigin } from './config-origin.ts';
import type { LintConfig } from './config-shape.ts';
import { pathFilter } from './path-filter.ts';
import { isInPreset, type PresetChoice, presetNamed, presetSetting } from './presets.ts';
import { type ConfigStack, callerEntries, type Placed } from './settings.ts';

/** How one rule is set for a file, with where each part was set. */
export interface ResolvedRule {
  readonly rule: Rule;
  readonly severity: Placed<Severity | 'off'>;
  /** The preset that decided the severity; undefined if a setting did. */
  readonly preset: PresetChoice | undefined;
  /** Every option of the rule, by name. */
  readonly options: ReadonlyMap<string, Placed<unknown>>;
}

/** A checked configuration. */
export interface ConfigResolver {
  /** The configuration of a file, by its path in the project. Files that are configured alike share one. */
  readonly configOf: ConfigOf;
  /** Every rule with what is set for a file, in the order of the rules. */
  readonly explain: (path: string) => readonly ResolvedRule[];
}

/**
 * Decides which rules are on without looking at any file, with which severity and options: `overrides` do not count.
 * Throws as `makeResolver` does.
 */
export function resolveConfig(config: LintConfig): ResolvedConfig {
  return makeResolver(config.rules, stackOf({ ...config, overrides: [] })).configOf('');
}

/** The stack of a caller's configuration. Throws `ConfigError` for an unknown preset. */
export function stackOf({ preset, settings = {}, overrides = [] }: Omit<LintConfig, 'rules'>): ConfigStack {
  const names = preset === undefined ? [] : [preset].flat();
  const origin: ConfigOrigin = { kind: 'caller', shown: undefined };
  return {
    presets: names.map((name) => ({ value: presetNamed(name), origin })),
    layers: [
      { applies: undefined, entries: callerEntries(settings) },
      ...overrides.map(({ files, settings: own }) => ({
        applies: pathFilter('.', [files].flat()),
        entries: callerEntries(own),
      })),
    ],
  };
}

/**
 * Checks a configuration whole and makes what resolves it for files. Throws `ConfigError`, with all problems, for an
 * unknown rule, severity or option, for a rule of another API version and for two rules with one id.
 */
export function makeResolver(rules: readonly Rule[], stack: ConfigStack): ConfigResolver {
  checkRules(rules);
  const idsByName = namesOf(rules);
  const changes = checkStack(rules, idsByName, stack);
  const filters = stack.layers.map(({ applies }) => applies);
  const known = new Map<string, ResolvedConfig>();
  const chosen = (path: string): readonly boolean[] => filters.map((applies) => applies?.(path) ?? true);
  const explain = (on: readonly boolean[]): readonly ResolvedRule[] => {
    const counting = changes.flatMap((layer, index) => (on[index] ? layer : []));
    return resolveRules(rules, stack.presets, counting);
  };
  return {
    explain: (path) => explain(chosen(path)),
    configOf: (path) => {
      const on = chosen(path);
      const key = on.map(Number).join('');
      const config = known.get(key) ?? { active: explain(on).flatMap(activeOf), idsByName };
      known.set(key, config);
      return config;
    },
  };
}

const byDefault: ConfigOrigin = { kind: 'default' };
const recommended: readonly Placed<PresetChoice>[] = [{ value: 'recommended', origin: byDefault }];

function resolveRules(
  rules: readonly Rule[],
  given: readonly Placed<PresetChoice>[],
  changes: readonly RuleChange[],
): readonly ResolvedRule[] {
  const presets = given.length > 0 ? given : recommended;
  const byId = new Map<string, RuleChange[]>();
  for (const change of changes) {
    const list = byId.get(change.id) ?? [];
    list.push(change);
    byId.set(change.id, list);
  }
  return rules.map((rule) => {
    const preset = presets.find(({ value }) => isInPreset(rule, value));
    const options = new Map<string, Placed<unknown>>();
    for (const [name, option] of Object.entries(rule.options)) {
      options.set(name, { value: option.default, origin: byDefault });
    }
    const given = preset && presetSetting(rule, preset.value);
    for (const [name, value] of Object.entries(given?.options ?? {})) {
      options.set(name, { value, origin: preset?.origin ?? byDefault });
    }
    const own = byId.get(rule.id) ?? [];
    for (const change of own) for (const option of change.options) options.set(option.name, option);
    const set = own.findLast((change) => change.severity)?.severity;
    if (set) return { rule, severity: set, preset: undefined, options };
    const severity = { value: given?.severity ?? 'off', origin: preset?.origin ?? byDefault } as const;
    return { rule, severity, preset: preset?.value, options };
  });
}

function activeOf({ rule, severity, options }: ResolvedRule): readonly ActiveRule[] {
  if (severity.value === 'off') return [];
  const values = Object.fromEntries([...options].map(([name, { value }]) => [name, value]));
  return [{ rule, severity: severity.value, options: values }];
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

function checkApiVersion(rule: Rule): void {
  if (rule.apiVersion === ruleApiVersion) return;
  throw new ConfigError(
    `the rule ${rule.id} is written for rule API ${rule.apiVersion}, and this version of Plimsoll has ${ruleApiVersion}`,
  );
}
