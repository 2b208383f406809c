// Uses every public entry as a dependent would; `scripts/types.mjs` compiles it against the built declarations.
import * as core from '@plimsoll/core';
import * as formatters from '@plimsoll/core/formatters';
import * as rule from '@plimsoll/core/rule';
import * as rules from '@plimsoll/rules';
import * as plimsoll from 'plimsoll';

export const entries: readonly object[] = [core, formatters, rule, rules, plimsoll];
