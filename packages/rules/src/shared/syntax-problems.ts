import {
  type Build,
  buildProblems,
  type DockerfileDocument,
  type Located,
  replace,
  type SyntaxProblem,
  type SyntaxProblemCode,
  type TextEdit,
  textAt,
} from '@plimsoll/core/rule';
import { hasForeignSyntax } from './foreign-syntax.ts';

/** The rule that reports a problem. Each code belongs to exactly one; its message id is the code in camel case. */
export const ruleOfProblem = {
  'unknown-instruction': 'dockerfile/valid-instruction',
  'no-instructions': 'dockerfile/valid-instruction',
  'empty-file': 'dockerfile/valid-instruction',
  'no-stages': 'dockerfile/valid-instruction',
  'before-first-stage': 'dockerfile/valid-instruction',
  'onbuild-not-allowed': 'dockerfile/valid-instruction',
  'line-too-long': 'dockerfile/valid-instruction',
  'duplicate-directive': 'dockerfile/valid-directive',
  'invalid-escape': 'dockerfile/valid-directive',
  'invalid-check-option': 'dockerfile/valid-directive',
  'unknown-flag': 'dockerfile/valid-flag',
  'duplicate-flag': 'dockerfile/valid-flag',
  'flag-needs-value': 'dockerfile/valid-flag',
  'flag-not-boolean': 'dockerfile/valid-flag',
  'invalid-flag-value': 'dockerfile/valid-flag',
  'too-few-arguments': 'dockerfile/valid-argument-count',
  'too-many-arguments': 'dockerfile/valid-argument-count',
  'invalid-argument': 'dockerfile/valid-argument',
  'invalid-json': 'dockerfile/valid-argument',
  'invalid-stage-name': 'dockerfile/valid-argument',
  'invalid-expansion': 'dockerfile/valid-expansion',
  'invalid-image-reference': 'dockerfile/valid-image-reference',
  'unterminated-heredoc': 'dockerfile/valid-heredoc',
  'heredoc-destination': 'dockerfile/valid-heredoc',
  'invalid-mount': 'dockerfile/valid-mount',
  'invalid-stage-reference': 'dockerfile/valid-stage-reference',
} as const satisfies Readonly<Record<SyntaxProblemCode, `dockerfile/valid-${string}`>>;

/** The rules that report problems. */
export type ProblemRule = (typeof ruleOfProblem)[SyntaxProblemCode];

type CodeOf<R extends ProblemRule> = {
  [C in SyntaxProblemCode]: (typeof ruleOfProblem)[C] extends R ? C : never;
}[SyntaxProblemCode];

type CamelCase<S extends string> = S extends `${infer Head}-${infer Tail}`
  ? `${Head}${Capitalize<CamelCase<Tail>>}`
  : S;

/** Rules none of whose problems can be deferred. */
type ImmediateRule = 'dockerfile/valid-directive' | 'dockerfile/valid-image-reference';

/**
 * A problem as a report of its rule: every message is `{problem} {advice}`. `later` is for what this build is not
 * refused for; its rules declare that message with a severity of at most warning.
 */
interface ProblemReport<R extends ProblemRule> {
  readonly message: CamelCase<CodeOf<R>> | (R extends ImmediateRule ? never : 'later');
  readonly at: Located;
  readonly data: { readonly problem: string; readonly advice: string };
}

/** What a rule needs to report problems. */
interface ProblemContext {
  readonly document: DockerfileDocument;
  readonly builds: readonly Build[];
}

/** The problems that a rule reports: those of the text, and those of any way in which the file is built. */
export function problemsOf<R extends ProblemRule>(rule: R, context: ProblemContext): readonly ProblemReport<R>[] {
  return foundBy(rule, context).map((problem) => reportOf<R>(problem, context.document));
}

/** The same with the correction, for rules that fix. */
export function fixableProblemsOf<R extends ProblemRule>(
  rule: R,
  context: ProblemContext,
): readonly (ProblemReport<R> & { readonly fix: (() => readonly TextEdit[]) | null })[] {
  return foundBy(rule, context).map((problem) => {
    const { correction } = problem;
    return {
      ...reportOf<R>(problem, context.document),
      fix: correction === undefined ? null : () => [replace(problem, correction)],
    };
  });
}

const none: readonly SyntaxProblem[] = [];

function foundBy(rule: ProblemRule, { document, builds }: ProblemContext): readonly SyntaxProblem[] {
  // Almost every file, asked by each of the rules.
  if (document.root.problems.length === 0 && builds.every((build) => buildProblems(build).length === 0)) return none;
  if (hasForeignSyntax(document)) return none;
  const own = document.root.problems.filter((problem) => isOf(rule, problem));
  const built = builds.flatMap((build) => buildProblems(build).filter((problem) => isOf(rule, problem)));
  if (built.length === 0) return own;
  // What refuses one of the builds is no lesser matter because another one does not reach it.
  const certain = new Set(built.flatMap((problem) => (problem.deferred ? [] : [placeOf(problem)])));
  return [...own, ...built.filter((problem) => !problem.deferred || !certain.has(placeOf(problem)))];
}

const placeOf = ({ code, span }: SyntaxProblem): string => `${code} ${span.start} ${span.end}`;

/** Not where a template leaves a hole (Dev Container templates, Jinja and the like): what fills it is not known. */
function isOf(rule: ProblemRule, problem: SyntaxProblem): boolean {
  return ruleOfProblem[problem.code] === rule && !/\$\{templateOption:|\{\{|\{%/.test(textAt(problem));
}

function reportOf<R extends ProblemRule>(problem: SyntaxProblem, document: DockerfileDocument): ProblemReport<R> {
  const { problem: what = '', advice = '' } = problem.data;
  const message = problem.deferred ? 'later' : messageOfProblem(problem.code);
  const when = problem.deferred ? ` ${whenRefused(problem, document)}` : '';
  // The caller kept only the codes of R, which TypeScript can't see.
  return {
    message: message as ProblemReport<R>['message'],
    at: problem,
    data: { problem: what, advice: advice + when },
  };
}

/** Deferred are what ONBUILD holds and what stands in a stage that no known build reaches. */
function whenRefused(problem: SyntaxProblem, { root }: DockerfileDocument): string {
  return root.problems.includes(problem)
    ? 'This build goes through, but one that uses the image as its base fails.'
    : 'This build does not reach the stage; one that does fails.';
}

/** `unknownInstruction` for `unknown-instruction`. */
export function messageOfProblem(code: SyntaxProblemCode): string {
  return code.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
