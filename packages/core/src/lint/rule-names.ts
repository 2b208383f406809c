import type { Rule } from '../rule/rule-types.ts';
import { nearest } from '../text/nearest.ts';

/** Every id and alias (in lower case) with the ids that it stands for; an upstream id may stand for several rules. */
export function namesOf(rules: readonly Rule[]): ReadonlyMap<string, readonly string[]> {
  const names = new Map<string, string[]>();
  for (const rule of rules) {
    for (const name of [rule.id, ...rule.aliases]) {
      const key = name.toLowerCase();
      const ids = names.get(key);
      if (!ids) names.set(key, [rule.id]);
      else if (!ids.includes(rule.id)) ids.push(rule.id);
    }
  }
  return names;
}

/** The rule that an unknown name was probably meant to be; a name without its kind is found too. */
export function suggestRule(name: string, idsByName: ReadonlyMap<string, readonly string[]>): string | undefined {
  const wanted = name.toLowerCase();
  for (const key of idsByName.keys()) if (shortName(key) === wanted) return key;
  return nearest(wanted, idsByName.keys()) ?? nearestShort(wanted, idsByName);
}

function nearestShort(name: string, idsByName: ReadonlyMap<string, readonly string[]>): string | undefined {
  const byShort = new Map([...idsByName.keys()].map((key) => [shortName(key), key]));
  const near = nearest(name, byShort.keys());
  return near === undefined ? undefined : byShort.get(near);
}

function shortName(name: string): string {
  return name.slice(name.indexOf('/') + 1);
}
