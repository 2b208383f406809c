import { buildkitKinds } from './buildkit-kinds.ts';
import { buildkitLintKinds } from './buildkit-lint-kinds.ts';
import { composeKinds } from './compose-kinds.ts';
import { type ConformanceCase, dataOf, type KindTable, textOf, type Verdict } from './conformance-case.ts';
import { hadolintKinds } from './hadolint-kinds.ts';

export const allKinds: KindTable = { ...buildkitKinds, ...buildkitLintKinds, ...composeKinds, ...hadolintKinds };

/** What became of one case. `deviation`: it fails, and the list of deviations says why. */
export interface CaseOutcome extends Verdict {
  readonly testCase: ConformanceCase;
  readonly deviation: boolean;
}

/** Reads the lines of a case file. Throws on a line that is no case, naming it. */
export function readCases(text: string, path: string): readonly ConformanceCase[] {
  return text.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return [];
    const value = dataOf(JSON.parse(line));
    const [id, kind] = [textOf(value.id), textOf(value.kind)];
    if (id === '' || kind === '') throw new Error(`${path}:${index + 1} is no case`);
    return [{ source: textOf(value.source), id, kind, input: value.input, expected: value.expected }];
  });
}

/** Runs one case. A kind without API, or one that throws, fails. */
export function runCase(testCase: ConformanceCase, deviations: ReadonlySet<string>): CaseOutcome {
  const verdict = verdictOf(testCase);
  return { ...verdict, testCase, deviation: !verdict.passed && deviations.has(testCase.id) };
}

function verdictOf(testCase: ConformanceCase): Verdict {
  const runner = Object.hasOwn(allKinds, testCase.kind) ? allKinds[testCase.kind] : undefined;
  if (!runner) return { passed: false, answer: `no API for ${testCase.kind}` };
  try {
    return runner(testCase);
  } catch (error) {
    return { passed: false, answer: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
