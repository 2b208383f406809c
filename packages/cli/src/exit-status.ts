import type { LintResult } from '@plimsoll/core';

/** 0: nothing to fail on; 1: findings; 2: the job could not be done. */
export type ExitStatus = 0 | 1 | 2;

/** From which severity on a finding fails the run. */
export type FailOn = 'error' | 'warning' | 'info' | 'none';

export interface Verdict {
  readonly failOn: FailOn;
  readonly maxWarnings: number | undefined;
}

/** What linting alone says about the exit status; the caller knows whether anything could not be done. */
export function statusOf({ summary }: Pick<LintResult, 'summary'>, { failOn, maxWarnings }: Verdict): 0 | 1 {
  if (failOn === 'none') return 0;
  if (exceedsWarnings(summary, maxWarnings)) return 1;
  const { errors, warnings, infos } = summary;
  const counted = { error: errors, warning: errors + warnings, info: errors + warnings + infos };
  return counted[failOn] > 0 ? 1 : 0;
}

/** True if there are more warnings than were allowed. */
export function exceedsWarnings(summary: LintResult['summary'], maxWarnings: number | undefined): boolean {
  return maxWarnings !== undefined && summary.warnings > maxWarnings;
}
