import {
  type ComposeModel,
  type ComposeProblem,
  type ComposeProblemCode,
  type Located,
  replace,
  type TextEdit,
  textAt,
} from '@plimsoll/core/rule';

/** The rules that say what Docker Compose refuses about the effective application. */
export type ProblemRule =
  | 'compose/valid-schema'
  | 'compose/valid-interpolation'
  | 'compose/valid-reference'
  | 'compose/valid-extends'
  | 'compose/valid-include'
  | 'compose/valid-merge'
  | 'compose/valid-dependencies'
  | 'compose/valid-combination'
  | 'compose/valid-env-file';

/** Which rule speaks of which problem: the one table. */
export const problemRules = {
  'unknown-key': 'compose/valid-schema',
  'wrong-type': 'compose/valid-schema',
  'invalid-value': 'compose/valid-schema',
  'missing-key': 'compose/valid-schema',
  'duplicate-item': 'compose/valid-schema',
  'invalid-template': 'compose/valid-interpolation',
  'required-variable': 'compose/valid-interpolation',
  'cast-failed': 'compose/valid-interpolation',
  'undefined-service': 'compose/valid-reference',
  'undefined-network': 'compose/valid-reference',
  'undefined-volume': 'compose/valid-reference',
  'undefined-secret': 'compose/valid-reference',
  'undefined-config': 'compose/valid-reference',
  'undefined-model': 'compose/valid-reference',
  'extends-cycle': 'compose/valid-extends',
  'extends-not-found': 'compose/valid-extends',
  'include-cycle': 'compose/valid-include',
  'include-not-found': 'compose/valid-include',
  'merge-conflict': 'compose/valid-merge',
  'dependency-cycle': 'compose/valid-dependencies',
  'conflicting-keys': 'compose/valid-combination',
  'missing-image': 'compose/valid-combination',
  'empty-application': 'compose/valid-schema',
  'env-file-not-found': 'compose/valid-env-file',
  'invalid-env-file': 'compose/valid-env-file',
} as const satisfies Readonly<Record<ComposeProblemCode, ProblemRule>>;

/** The codes of one rule. */
export type CodesOf<R extends ProblemRule> = {
  [C in ComposeProblemCode]: (typeof problemRules)[C] extends R ? C : never;
}[ComposeProblemCode];

/** The problems of the application that one rule speaks of, in the order of loading. */
export function problemsFor<R extends ProblemRule>(
  model: ComposeModel,
  rule: R,
): readonly (ComposeProblem & { readonly code: CodesOf<R> })[] {
  return model.problems.filter(
    (problem): problem is ComposeProblem & { readonly code: CodesOf<R> } => problemRules[problem.code] === rule,
  );
}

/** True if loading refuses what stands exactly here: then only that is worth a finding. */
export function isRefused(model: ComposeModel, { source, span }: Located): boolean {
  return model.problems.some(
    (problem) => problem.source === source && problem.span.start <= span.start && span.end <= problem.span.end,
  );
}

/** What messages about problems may say; a text that a problem doesn't have is empty. */
export interface ProblemTexts {
  readonly path: string;
  readonly key: string;
  readonly value: string;
  /** The value in quotes; `the value` where it is not a single one. */
  readonly quoted: string;
  readonly expected: string;
  readonly found: string;
  readonly other: string;
  readonly variable: string;
  /** What the author of `${X:?text}` says, after a colon; empty without. */
  readonly reason: string;
  readonly template: string;
  readonly name: string;
  readonly service: string;
  readonly file: string;
  /** ` in x.yaml`, or empty for the same file. */
  readonly inFile: string;
  readonly cycle: string;
  /** ` (did you mean "x"?)`, or empty. */
  readonly hint: string;
}

/** The texts of a problem, for the holes of its message. */
export function textsOf({ data, suggestion }: ComposeProblem): ProblemTexts {
  const text = (key: string): string => data[key] ?? '';
  const reason = text('message').replace(/[.\s]+$/, '');
  return {
    path: text('path'),
    key: text('key'),
    value: text('value'),
    quoted: text('value') === '' ? 'the value' : `"${text('value')}"`,
    expected: text('expected'),
    found: text('found'),
    other: text('other'),
    variable: text('variable'),
    reason: reason === '' ? '' : `: ${reason}`,
    template: text('template'),
    name: text('name'),
    service: text('service'),
    file: text('file'),
    inFile: text('file') === '' ? '' : ` in ${text('file')}`,
    cycle: text('cycle'),
    hint: suggestion === undefined ? '' : ` (did you mean "${suggestion}"?)`,
  };
}

/** Puts the suggestion in place of `written`, where exactly that stands at the problem; null otherwise. */
export function fixBySuggestion(problem: ComposeProblem, written: string): (() => readonly TextEdit[]) | null {
  const { suggestion } = problem;
  if (suggestion === undefined || written === '' || textAt(problem) !== written) return null;
  return () => [replace(problem, suggestion)];
}
