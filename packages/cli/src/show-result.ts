import type { LintResult } from '@plimsoll/core';
import type { Arguments } from './arguments.ts';
import type { FailOn } from './exit-status.ts';
import type { FileProblem } from './session.ts';
import type { Terminal } from './terminal.ts';

export interface Shown {
  readonly result: LintResult;
  readonly errors: readonly FileProblem[];
  readonly failOn: FailOn;
  readonly args: Arguments;
  readonly terminal: Terminal;
}

export function showResult(shown: Shown): string {
  return JSON.stringify(shown.result);
}
