import { isDeepStrictEqual } from 'node:util';
import { imageConfig, knownConfig, type Refusal, refusals } from './buildkit-build.ts';
import {
  type BuildkitWarning,
  buildkitWarnings,
  type CheckedRun,
  sortedWarnings,
  warningsAreErrors,
} from './buildkit-warnings.ts';
import {
  type ConformanceCase,
  type Data,
  dataOf,
  type KindTable,
  listOf,
  textOf,
  textsOf,
  type Verdict,
} from './conformance-case.ts';

function dockerfileLint({ input, expected }: ConformanceCase): Verdict {
  const { dockerfile, dockerignore, attrs } = dataOf(input);
  const { lintWarnings, lintLinesAsserted } = dataOf(expected);
  const files = new Map(dockerignore === undefined ? [] : [['.dockerignore', textOf(dockerignore)]]);
  const answer = buildkitWarnings(textOf(dockerfile), { opts: dataOf(attrs), files });
  const wanted = listOf(lintWarnings).map((entry) => ({
    rule: textOf(dataOf(entry).rule),
    line: Number(dataOf(entry).line),
  }));
  const asTexts = (warnings: readonly BuildkitWarning[]): readonly string[] =>
    lintLinesAsserted === true ? sortedWarnings(warnings) : warnings.map(({ rule }) => rule).sort();
  return { passed: isDeepStrictEqual(asTexts(answer), asTexts(wanted)), answer };
}

/** Fragments without FROM get one. */
function dockerfileLintDoc({ input, expected }: ConformanceCase): Verdict {
  const { dockerfile, dockerignore } = dataOf(input);
  const text = textOf(dockerfile);
  const { rule, triggers } = dataOf(expected);
  const files = new Map(dockerignore === undefined ? [] : [['.dockerignore', textOf(dockerignore)]]);
  // The fragments leave out the switch.
  const opts = { 'build-arg:BUILDKIT_DOCKERFILE_CHECK': 'experimental=all' };
  const answer = buildkitWarnings(/^\s*FROM\b/im.test(text) ? text : `FROM scratch\n${text}`, { files, opts });
  return { passed: answer.some((warning) => warning.rule === rule) === triggers, answer };
}

function oracleLint({ input, expected }: ConformanceCase): Verdict {
  const { text, run } = oracleCase(input);
  // Without a target, all stages are looked into.
  return compareRun(text, { ...run, stages: textOf(dataOf(run.opts).target) === '' ? 'all' : 'needed' }, expected);
}

function oracleBuild({ input, expected }: ConformanceCase): Verdict {
  const { text, run } = oracleCase(input);
  const { passed, answer } = compareRun(text, { ...run, stages: 'needed' }, expected);
  const { err, config } = dataOf(expected);
  if (!passed || err !== undefined) return { passed, answer };
  const image = imageConfig(text, run);
  return { passed: isDeepStrictEqual(image, knownConfig(config)), answer: image };
}

function oracleCase(input: unknown): { readonly text: string; readonly run: CheckedRun } {
  const { df, opts, files, images, name } = dataOf(input);
  const others = Object.entries(dataOf(files)).map(([path, text]) => [path, textOf(text)] as const);
  const ignoreFiles = new Map(others.filter(([path]) => path.endsWith('.dockerignore')));
  // The lower-case name is tried where there is no Dockerfile.
  const text = name === '-' && df === '' ? textOf(dataOf(files).dockerfile) : textOf(df);
  return { text, run: { opts: dataOf(opts), files: ignoreFiles, baseEnvironment: environmentOf(dataOf(images)) } };
}

/**
 * Compares a run: refused or not and where, and the warnings. BuildKit stops at its first error, so that of a refused
 * file only its own warnings can be compared.
 */
function compareRun(text: string, run: CheckedRun, expected: unknown): Verdict {
  const { err, errlines, warn } = dataOf(expected);
  const warnings = buildkitWarnings(text, run);
  const refused = refusals(text, run, run.stages === 'all');
  const answer = { warnings, refused };
  const found = sortedWarnings(warnings);
  const wanted = sortedWarnings(listOf(warn).map(warningOf));
  if (err === undefined || textOf(err).startsWith('lint violation')) {
    const failed = warnings.length > 0 && warningsAreErrors(text, run);
    const passed = refused.length === 0 && failed === (err !== undefined) && isDeepStrictEqual(found, wanted);
    return { passed, answer };
  }
  const isRefused = refused.length > 0 && isOnLines(refused, errlines);
  return { passed: isRefused && wanted.every((warning) => found.includes(warning)), answer };
}

function warningOf(entry: unknown): BuildkitWarning {
  const { rule, lines } = dataOf(entry);
  return { rule: textOf(rule), line: Number(listOf(listOf(lines)[0])[0]) };
}

function environmentOf(images: Data): ReadonlyMap<string, string> {
  const pairs = Object.values(images).flatMap((image) => textsOf(dataOf(image).Env));
  return new Map(pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]));
}

/** BuildKit gives the lines of the whole instruction; ours lie inside. */
function isOnLines(refused: readonly Refusal[], errlines: unknown): boolean {
  const ranges = listOf(errlines).map((range) => listOf(range).map(Number));
  if (ranges.length === 0) return true;
  return refused.some(({ lines }) => ranges.some(([start = 0, end = 0]) => lines[0] >= start && lines[0] <= end));
}

/** Kinds about the checks of BuildKit, alone or in a run. */
export const buildkitLintKinds: KindTable = {
  'dockerfile-lint': dockerfileLint,
  'dockerfile-lint-doc': dockerfileLintDoc,
  'oracle-buildkit-lint': oracleLint,
  'oracle-buildkit-build': oracleBuild,
};
