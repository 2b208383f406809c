import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Rule } from '@plimsoll/core/rule';
import { root } from '../project-files.ts';

/** The kinds of rules, each a flat folder of packages/rules/src; the order of the registry and of the docs. */
export const ruleKinds = ['dockerfile', 'compose', 'project', 'daemon', 'plimsoll'] as const;
export type RuleKind = (typeof ruleKinds)[number];

/** A rule's place: `packages/rules/src/<kind>/<name>.ts`. */
export interface RuleFile {
  readonly kind: RuleKind;
  readonly name: string;
}

/** Where rules live, relative to the root. */
export const rulesFolder = 'packages/rules/src';

/** Every rule file, by kind and name. */
export function ruleFiles(): readonly RuleFile[] {
  return ruleKinds.flatMap((kind) => {
    const folder = join(root, rulesFolder, kind);
    const names = existsSync(folder) ? readdirSync(folder) : [];
    return names
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
      .sort()
      .map((name) => ({ kind, name: name.slice(0, -'.ts'.length) }));
  });
}

/** The rule in a file, from source. */
export async function loadRule({ kind, name }: RuleFile): Promise<Rule> {
  const path = `${rulesFolder}/${kind}/${name}.ts`;
  const module: { default?: Rule } = await import(pathToFileURL(join(root, path)).href);
  if (!module.default) throw new Error(`${path} has no default export`);
  return module.default;
}
