import type { ExitStatus } from './exit-status.ts';

/** What a command gives: its result for standard output, lines for standard error, and how it ends. */
export interface Outcome {
  readonly out: string;
  readonly messages: readonly string[];
  readonly status: ExitStatus;
}
