/** What long work tells about itself, step by step. */
export interface Step {
  /** Looking is for what the files refer to. */
  readonly doing: 'searching' | 'reading' | 'looking' | 'linting';
  readonly done: number;
  /** Undefined while it is not known. */
  readonly total: number | undefined;
}

/**
 * Called between steps of synchronous work. Answers a promise where the work has to pause, which it does by awaiting
 * it; the promise rejects if the work is to be given up.
 */
export type Pacer = (step: Step) => Promise<void> | undefined;
