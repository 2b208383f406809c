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
