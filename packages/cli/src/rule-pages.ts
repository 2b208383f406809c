import { findRuleIds, namesOf } from '@plimsoll/core';
import { listRules as formatList, explainRule as formatPage, listRulesJson } from '@plimsoll/core/formatters';
import type { Rule } from '@plimsoll/core/rule';
import { rules } from '@plimsoll/rules';
import type { Arguments } from './arguments.ts';
import { pageOptions } from './show-result.ts';
import type { Terminal } from './terminal.ts';

/** The shipped rules with their documentation, which the command that lints does without (scripts/lean-rules.mjs). */
export const describedRules: readonly Rule[] = rules;

/**
 * The pages of the rules that a name stands for: an id, an alias, or either without the part before its slash. Throws
 * `ConfigError` with a suggestion if there is none.
 */
export function explainRule(args: Arguments, terminal: Terminal): string {
  const name = (args.value('explain') ?? '').toLowerCase();
  const names = namesOf(rules);
  const short = [...names].filter(([full]) => full.slice(full.indexOf('/') + 1) === name).flatMap(([, ids]) => ids);
  const ids = new Set(short.length > 0 ? short : findRuleIds(name, names));
  const options = pageOptions(args, terminal);
  return rules
    .filter(({ id }) => ids.has(id))
    .map((rule) => formatPage(rule, options))
    .join('\n');
}

/** All rules, as a table or as data. */
export function listRules(args: Arguments, terminal: Terminal): string {
  const list = args.value('format') === 'json' ? listRulesJson : formatList;
  return list(rules, pageOptions(args, terminal));
}
