import type { ExitStatus } from './exit-status.ts';

/** What a command gives: its result for standard output, lines for standard error, and how it ends. */
export interface Outcome {
  readonly out: string | Uint8Array;
  /** What goes to standard error before the lines, where the result is a fixed text or a difference. */
  readonly report?: string;
  readonly messages: readonly string[];
  readonly status: ExitStatus;
}
