import type { Rule } from '../rule/rule-types.ts';
import { nearest } from '../text/nearest.ts';

/**
 * Every id and alias, as it is written and in lower case, with the ids that it stands for; an upstream id may stand for
 * several rules. Names are looked up in lower case; the others are for suggestions.
 */
export function namesOf(rules: readonly Rule[]): ReadonlyMap<string, readonly string[]> {
  const names = new Map<string, string[]>();
  for (const rule of rules) {
    for (const name of [rule.id, ...rule.aliases]) {
      addName(names, name, rule.id);
      addName(names, name.toLowerCase(), rule.id);
    }
  }
  return names;
}

/**
 * What a name stands for: ids, or one code of a rule (`reportName`) where an alias of it has `nnnn` in place of the
 * digits. Undefined for an unknown name. `names` is of `namesOf`.
 */
export function lookUpName(name: string, names: ReadonlyMap<string, readonly string[]>): readonly string[] | undefined {
  const lower = name.toLowerCase();
  const known = names.get(lower);
  if (known || !/[a-z]\d{4}$/.test(lower)) return known;
  const code = lower.slice(lower.lastIndexOf('/') + 1).toUpperCase();
  return names.get(lower.replace(/\d{4}$/, 'nnnn'))?.map((id) => reportName(id, code));
}

/** The id of a rule, or the id with the code of one of its reports. */
export function reportName(id: string, code: string | undefined): string {
  return code === undefined ? id : `${id}#${code}`;
}

/** Takes `reportName` apart. */
export function splitReportName(name: string): { readonly id: string; readonly code: string | undefined } {
  const [id = '', code] = name.split('#');
  return { id, code };
}

function addName(names: Map<string, string[]>, name: string, id: string): void {
  const ids = names.get(name);
  if (!ids) names.set(name, [id]);
  else if (!ids.includes(id)) ids.push(id);
}

/** The rule that an unknown name was probably meant to be; a name without its kind is found too. */
export function suggestRule(name: string, idsByName: ReadonlyMap<string, readonly string[]>): string | undefined {
  const wanted = name.toLowerCase();
  for (const key of idsByName.keys()) if (shortName(key).toLowerCase() === wanted) return key;
  return nearest(wanted, idsByName.keys()) ?? nearestShort(wanted, idsByName);
}

function nearestShort(name: string, idsByName: ReadonlyMap<string, readonly string[]>): string | undefined {
  const byShort = new Map([...idsByName.keys()].reverse().map((key) => [shortName(key), key]));
  const near = nearest(name, byShort.keys());
  return near === undefined ? undefined : byShort.get(near);
}

function shortName(name: string): string {
  return name.slice(name.indexOf('/') + 1);
}
