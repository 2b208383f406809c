import type { Rule } from '@plimsoll/core/rule';
import { registry } from './generated/registry.ts';

/** Every rule that Plimsoll ships, sorted by id. Give them to `createLinter` of `@plimsoll/core`. */
export const rules: readonly Rule[] = registry;

/** The ids of the shipped rules. */
export type RuleId = (typeof registry)[number]['id'];
