import type { Finding, LintResult } from '../lint/findings.ts';
import { severities } from '../rule/rule-types.ts';

/** All findings, errors first and infos last, each kind in the order of the files: for readers who stop at some point. */
export function bySeverity({ files }: Pick<LintResult, 'files'>): readonly Finding[] {
  const all = files.flatMap(({ findings }) => findings);
  return severities.flatMap((wanted) => all.filter(({ severity }) => severity === wanted));
}
