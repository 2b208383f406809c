import type { Located } from '../text/located.ts';
import type { SyntaxProblem, SyntaxProblemCode } from './nodes.ts';

/** What every problem says; more keys are the code's own. */
export interface ProblemData {
  /** What is wrong, one sentence with its full stop. */
  readonly problem: string;
  /** What to do, one sentence with its full stop. */
  readonly advice: string;
  readonly [key: string]: string;
}

/** A problem at a place. `correction` replaces exactly that place. */
export function syntaxProblem(
  code: SyntaxProblemCode,
  at: Located,
  data: ProblemData,
  correction?: string,
): SyntaxProblem {
  return { code, source: at.source, span: at.span, data, correction, deferred: false };
}
