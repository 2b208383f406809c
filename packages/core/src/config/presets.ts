import { currentEdition, type PresetName, presetNames, type Rule } from '../rule/rule-types.ts';
import { nearest } from '../text/nearest.ts';
import { ConfigError } from './config-error.ts';
import { type PresetSetting, peerSetting } from './peer-presets.ts';

/** Presets that no rule names: they follow from the aliases of rules. */
export const derivedPresetNames = ['hadolint', 'buildkit'] as const;

/**
 * What may be asked for: a preset of rules' metadata, one that derives from their aliases, a yearly edition, `all` or
 * `none`.
 */
export type PresetChoice =
  | PresetName
  | (typeof derivedPresetNames)[number]
  | `recommended-${number}`
  | `strict-${number}`
  | 'all'
  | 'none';

/** The first edition there is. */
const firstEdition = 2026;

/** The edition that can be had before it becomes the current one. */
const nextEdition = currentEdition + 1;

function editions(): readonly PresetChoice[] {
  const names: PresetChoice[] = [];
  for (let year = firstEdition; year <= nextEdition; year++) names.push(`recommended-${year}`, `strict-${year}`);
  return names;
}

/** Every preset, `all` and `none` last. */
export const presetChoices: readonly PresetChoice[] = [
  ...presetNames,
  ...derivedPresetNames,
  ...editions(),
  'all',
  'none',
];

/** The preset of a name, which may begin with `plimsoll/`; undefined if there is none. */
export function findPreset(name: string): PresetChoice | undefined {
  const bare = name.startsWith('plimsoll/') ? name.slice('plimsoll/'.length) : name;
  return presetChoices.find((choice) => choice === bare);
}

/** The preset of a name. Throws `ConfigError` with a suggestion if there is none. */
export function presetNamed(name: string): PresetChoice {
  const found = findPreset(name);
  if (found) return found;
  throw new ConfigError(`unknown preset "${name}"${suggestPreset(name)}`);
}

/** The end of a complaint about a name that is no preset. */
export function suggestPreset(name: string): string {
  const near = nearest(name.replace(/^plimsoll\//, ''), presetChoices);
  return near ? `, did you mean "${near}"?` : ` (one of ${presetChoices.join(', ')})`;
}

/**
 * Whether a preset turns a rule on. `strict` contains `recommended`. A rule of a later edition than the current one is in
 * `recommended-<its year>` and later, and not yet in `recommended`. `hadolint` and `buildkit` hold the rules with an alias of
 * what the tool has on, and `cis` those with one of the benchmark.
 */
export function isInPreset(rule: Rule, preset: PresetChoice): boolean {
  if (preset === 'all') return true;
  if (preset === 'none') return false;
  const [name = '', year] = preset.split('-');
  if (rule.edition > (year === undefined ? currentEdition : Number(year))) return false;
  if (name === 'cis' && rule.aliases.some((other) => other.startsWith('cis/'))) return true;
  if (peerSetting(rule, name)) return true;
  return rule.presets.some((own) => own === name || (name === 'strict' && own === 'recommended'));
}

/** How a preset that turns a rule on sets it: those that stand for a tool have severities and options of their own. */
export function presetSetting(rule: Rule, preset: PresetChoice): PresetSetting {
  return peerSetting(rule, preset) ?? { severity: rule.severity, options: {} };
}
