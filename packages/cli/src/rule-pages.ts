import { findRuleIds, namesOf } from '@plimsoll/core';
import { listRules as formatList, explainRule as formatPage, listRulesJson } from '@plimsoll/core/formatters';
import type { Rule } from '@plimsoll/core/rule';
import { rules } from '@plimsoll/rules';
import type { Arguments } from './arguments.ts';
import { pluginRules } from './rules-in-force.ts';
import { pageOptions } from './show-result.ts';
import type { Terminal } from './terminal.ts';

/** The shipped rules with their documentation, which the command that lints does without (scripts/lean-rules.mjs). */
export const describedRules: readonly Rule[] = rules;

/**
 * The pages of the rules that a name stands for: an id, an alias, or either without the part before its slash. The plugins
 * that are in force are asked too if their code may run, or if no rule of ours has the name. Throws `ConfigError` with a
 * suggestion if there is none.
 */
export async function explainRule(args: Arguments, terminal: Terminal): Promise<string> {
  const name = (args.value('explain') ?? '').toLowerCase();
  const isOurs = idsNamed(name, describedRules).size > 0;
  const more = isOurs && !args.has('allow-config-code') ? [] : await pluginRules(args, terminal);
  const all = [...describedRules, ...more];
  const named = idsNamed(name, all);
  const ids = named.size > 0 ? named : new Set(findRuleIds(name, namesOf(all)));
  const options = pageOptions(args, terminal);
  return all
    .filter(({ id }) => ids.has(id))
    .map((rule) => formatPage(rule, options))
    .join('\n');
}

function idsNamed(name: string, all: readonly Rule[]): ReadonlySet<string> {
  const isShortOf = (full: string): boolean => full.slice(full.indexOf('/') + 1) === name;
  // Another linter's rule may be called as one of ours and mean something else.
  const own = all.filter(({ id }) => isShortOf(id)).map(({ id }) => id);
  if (own.length > 0) return new Set(own);
  const names = namesOf(all);
  const short = [...names].filter(([full]) => isShortOf(full)).flatMap(([, ids]) => ids);
  return new Set(short.length > 0 ? short : names.get(name));
}

/** All rules, as a table or as data; with `--allow-config-code` those of the plugins that are in force too. */
export async function listRules(args: Arguments, terminal: Terminal): Promise<string> {
  const more = args.has('allow-config-code') ? await pluginRules(args, terminal) : [];
  const list = args.value('format') === 'json' ? listRulesJson : formatList;
  return list([...describedRules, ...more], pageOptions(args, terminal));
}
