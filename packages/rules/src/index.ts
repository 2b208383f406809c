import { isInPreset, type PresetChoice, presetChoices, type Rule } from '@plimsoll/core/rule';
import { registry } from './generated/registry.ts';

/** Every rule that Plimsoll ships, sorted by id. Give them to `createLinter` of `@plimsoll/core`. */
export const rules: readonly Rule[] = registry;

/** The ids of the shipped rules. */
export type RuleId = (typeof registry)[number]['id'];

/** The ids of the rules that each preset turns on; `strict` contains `recommended`. */
export const presets: ReadonlyMap<PresetChoice, readonly string[]> = new Map(
  presetChoices.map((name) => [name, rules.filter((rule) => isInPreset(rule, name)).map(({ id }) => id)]),
);

export type { GivenLimits } from './harden/limit-steps.ts';
export { type Hardening, planHardening } from './harden/plan-hardening.ts';
