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

/** A problem as a report of its rule: every message is `{problem} {advice}`. */
interface ProblemReport<R extends ProblemRule> {
  readonly message: CamelCase<CodeOf<R>>;
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
  return foundBy(rule, context).map((problem) => reportOf<R>(problem));
}

/** The same with the correction, for rules that fix. */
export function fixableProblemsOf<R extends ProblemRule>(
  rule: R,
  context: ProblemContext,
): readonly (ProblemReport<R> & { readonly fix: (() => readonly TextEdit[]) | null })[] {
  return foundBy(rule, context).map((problem) => {
    const { correction } = problem;
    return { ...reportOf<R>(problem), fix: correction === undefined ? null : () => [replace(problem, correction)] };
  });
}

function foundBy(rule: ProblemRule, { document, builds }: ProblemContext): readonly SyntaxProblem[] {
  if (hasForeignSyntax(document)) return [];
  const own = document.root.problems.filter((problem) => isOf(rule, problem));
  const built = builds.flatMap((build) => buildProblems(build).filter((problem) => isOf(rule, problem)));
  return built.length === 0 ? own : [...own, ...built];
}

/** Not where a template leaves a hole (Dev Container templates, Jinja and the like): what fills it is not known. */
function isOf(rule: ProblemRule, problem: SyntaxProblem): boolean {
  return ruleOfProblem[problem.code] === rule && !/\$\{templateOption:|\{\{|\{%/.test(textAt(problem));
}

function reportOf<R extends ProblemRule>(problem: SyntaxProblem): ProblemReport<R> {
  const { problem: what = '', advice = '' } = problem.data;
  // The caller kept only the codes of R, which TypeScript can't see.
  return {
    message: messageOfProblem(problem.code) as CamelCase<CodeOf<R>>,
    at: problem,
    data: { problem: what, advice },
  };
}

/** `unknownInstruction` for `unknown-instruction`. */
export function messageOfProblem(code: SyntaxProblemCode): string {
  return code.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
