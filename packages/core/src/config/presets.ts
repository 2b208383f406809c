import { currentEdition, type PresetName, presetNames, type Rule } from '../rule/rule-types.ts';
import { nearest } from '../text/nearest.ts';
import { ConfigError } from './config-error.ts';

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

const aliasesOf: Readonly<Partial<Record<string, string>>> = {
  hadolint: 'hadolint/DL',
  buildkit: 'buildkit/',
  cis: 'cis/',
};

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
 * `recommended-<its year>` and later, and not yet in `recommended`. `hadolint`, `buildkit` and `cis` also hold the rules
 * with an alias of that tool or benchmark.
 */
export function isInPreset(rule: Rule, preset: PresetChoice): boolean {
  if (preset === 'all') return true;
  if (preset === 'none') return false;
  const [name = '', year] = preset.split('-');
  if (rule.edition > (year === undefined ? currentEdition : Number(year))) return false;
  const alias = aliasesOf[name];
  if (alias !== undefined && rule.aliases.some((other) => other.startsWith(alias))) return true;
  return rule.presets.some((own) => own === name || (name === 'strict' && own === 'recommended'));
}
