import { looksLikeCompose } from '../compose/parse-compose.ts';
import type { Document } from '../project/document.ts';
import type { ResolvedConfig } from './active-rules.ts';
import { engineName } from './findings.ts';
import type { FinishContext } from './finish.ts';

/**
 * The ids of rules that ran to their end where a configuration holds: what they did not find is not there. Not those that
 * crashed, nor those about several files where only one kind was read.
 */
export function rulesThatRan(
  { active }: Pick<ResolvedConfig, 'active'>,
  { project, crashes }: Pick<FinishContext, 'project' | 'crashes'>,
): ReadonlySet<string> {
  const kinds = new Set([...project.targets.values()].map(({ kind }) => kind));
  const crashed = new Set(crashes.map(({ rule }) => rule));
  const ran = new Set<string>();
  if (crashed.has(engineName)) return ran;
  for (const { rule } of active) {
    // Rules about comments have no listeners: the engine speaks for them, whatever the files.
    const needsBoth = rule.language === 'project' && Object.keys(rule.on).length > 0;
    if (!crashed.has(rule.id) && (!needsBoth || kinds.size === 2)) ran.add(rule.id);
  }
  return ran;
}

/** False for a file that could not be read to its end. */
export function isWhollyLinted(document: Document): boolean {
  if (document.kind === 'dockerfile') return true;
  return looksLikeCompose(document) === 'compose' && document.root.problems.length === 0;
}
