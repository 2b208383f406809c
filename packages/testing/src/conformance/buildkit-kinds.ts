import { isDeepStrictEqual } from 'node:util';
import { parseDockerfile, SourceText } from '@plimsoll/core';
import {
  detectDirective,
  evaluateParts,
  lexWord,
  newEvaluation,
  parseIgnoreFile,
  splitWords,
  type VariableValue,
} from '@plimsoll/core/dockerfile';
import { parseImageReference } from '@plimsoll/core/rule';
import { refusals } from './buildkit-build.ts';
import { buildkitParserKinds, linesOf } from './buildkit-parser-kinds.ts';
import { buildkitNode } from './buildkit-view.ts';
import {
  type ConformanceCase,
  dataOf,
  type KindTable,
  listOf,
  textOf,
  textsOf,
  type Verdict,
} from './conformance-case.ts';

const escapeOf = (value: unknown): number => (value === '`' ? 96 : 92);

function variablesOf(env: unknown): ReadonlyMap<string, string> {
  if (!Array.isArray(env)) return new Map(Object.entries(dataOf(env)).map(([name, value]) => [name, String(value)]));
  return new Map(
    textsOf(env).map((pair) => [
      pair.slice(0, (pair.indexOf('=') + 1 || pair.length + 1) - 1),
      pair.slice(pair.indexOf('=') + 1),
    ]),
  );
}

/** A BuildKit that runs on Windows takes names without regard to case. */
function evaluate(text: string, env: unknown, escape: unknown, windows = false) {
  const fold = (name: string): string => (windows ? name.toUpperCase() : name);
  const variables = new Map([...variablesOf(env)].map(([name, value]) => [fold(name), value]));
  const get = (name: string): VariableValue | undefined => {
    const value = variables.get(fold(name));
    return value === undefined ? undefined : { state: 'known', value };
  };
  const lexed = lexWord(text, { escape: escapeOf(escape) });
  if (!lexed.ok) return { error: `failed to process ${JSON.stringify(text)}: ${lexed.message}` };
  const evaluation = newEvaluation({ env: { get } });
  const value = evaluateParts(evaluation, lexed.parts).text;
  const words = splitWords(newEvaluation({ env: { get } }), lexed.parts).map((word) => word.text);
  if (evaluation.failure) return { error: `failed to process ${JSON.stringify(text)}: ${evaluation.failure.message}` };
  return { value, words, matched: [...evaluation.matched].sort(), unmatched: [...evaluation.unmatched].sort() };
}

function shellWord({ input, expected }: ConformanceCase): Verdict {
  const { word, text, env, escape, platforms } = dataOf(input);
  const windows = isDeepStrictEqual(platforms, ['windows']);
  const answer = evaluate(textOf(word ?? text), env, escape, windows);
  const wanted = dataOf(expected);
  if ('error' in answer) return { passed: 'error' in wanted, answer };
  if ('error' in wanted) return { passed: false, answer };
  const passed = Object.entries(wanted).every(([key, value]) => {
    const given = Array.isArray(value) && key !== 'words' ? [...value].sort() : value;
    return isDeepStrictEqual(dataOf(answer)[key], given);
  });
  return { passed, answer };
}

/** Names that stand for a base image the stub does not have to have. */
function accepts({ input, expected }: ConformanceCase): Verdict {
  const { dockerfile, target } = dataOf(input);
  const answer = refusals(textOf(dockerfile), typeof target === 'string' ? { target } : {});
  return { passed: answer.length > 0 === (dataOf(expected).error === true), answer };
}

/** Fragments have no FROM, so one is put before them. */
function instruction(testCase: ConformanceCase): Verdict {
  const text = textOf(dataOf(testCase.input).dockerfile);
  const wanted = dataOf(testCase.expected);
  const hasFrom = /^\s*FROM\b/im.test(text);
  const full = hasFrom ? text : `FROM scratch\n${text}`;
  const { root } = parseDockerfile(full);
  const answer = refusals(full);
  if (wanted.error === true) {
    const own = answer.some(({ lines }) => hasFrom || lines[1] > 1);
    return { passed: own, answer };
  }
  const last = root.instructions.at(-1);
  if (answer.length > 0 || !last) return { passed: false, answer };
  if ('dest' in wanted) {
    const copy = last.kind === 'Copy' || last.kind === 'Add' ? last : undefined;
    const inline = copy?.heredocs.map(({ name, body, expand }) => ({ path: name, data: body.text, expand }));
    const given = { dest: copy?.destination?.text, sources: copy?.sources.map((word) => word.text), inline };
    return { passed: isDeepStrictEqual(given, testCase.expected), answer: given };
  }
  return commandCase(last, testCase);
}

function commandCase(
  last: ReturnType<typeof parseDockerfile>['root']['instructions'][number],
  testCase: ConformanceCase,
): Verdict {
  if (!('command' in last) || !last.command) return { passed: false, answer: last.kind };
  const { command, source } = last;
  const files = last.heredocs.map(({ name, body, chomp, operator, terminator }) => {
    const start = source.text.indexOf('\n', operator.span.end) + 1;
    const raw =
      chomp && terminator
        ? source.text.slice(start, source.text.lastIndexOf('\n', terminator.span.start) + 1)
        : body.text;
    return { name, data: raw, chomp };
  });
  const shellForm = command.form === 'shell';
  const words = command.form === 'shell' ? [command.script.text] : command.items.map((item) => item.value);
  const answer = { shellForm, command: words, files };
  return { passed: isDeepStrictEqual(answer, testCase.expected), answer };
}

/** Errors met while a build runs can't be told from a file; those must be accepted. */
const runTimeErrors = ['invalidrun', 'invalidcopy', 'invalidcopyfrom', 'invalidmultiline', 'invalidsyntax'];

function errorLines(testCase: ConformanceCase): Verdict {
  const answer = refusals(textOf(dataOf(testCase.input).dockerfile));
  const name = testCase.id.split('/').at(-1) ?? '';
  if (runTimeErrors.includes(name)) return { passed: answer.length === 0, answer };
  const lines = listOf(dataOf(testCase.expected).lines).map(Number);
  return {
    passed: answer.some((refusal) => lines.includes(refusal.lines[0]) || lines.includes(refusal.lines[1])),
    answer,
  };
}

function oracleAst({ input, expected }: ConformanceCase): Verdict {
  const { root } = parseDockerfile(textOf(dataOf(input).df));
  const wanted = dataOf(expected);
  if ('err' in wanted) return { passed: root.problems.length > 0, answer: root.problems.map(({ data }) => data) };
  const ast = root.instructions.map((node) => astNode(node));
  const answer = { ast, escape: root.escape };
  const nodes = listOf(wanted.ast).map(plainNode);
  return { passed: isDeepStrictEqual(ast, nodes) && root.escape === wanted.escape, answer };
}

function astNode(node: ReturnType<typeof parseDockerfile>['root']['instructions'][number]) {
  const { v, flags, args } = buildkitNode(node);
  const comments = node.leadingComments.map((comment) => {
    const { line } = comment.source.position(comment.span.start);
    const indented = comment.source.lineSpan(line)?.start !== comment.span.start;
    return indented ? `#${comment.text}`.trim() : comment.text.trim();
  });
  return { v, flags: [...flags], args: JSON.parse(JSON.stringify(args)), lines: [...linesOf(node)], comments };
}

function plainNode(value: unknown): unknown {
  const { v, flags, args, child, lines, comments } = dataOf(value);
  const inner = listOf(child).map((nested) => {
    const { v: name, flags: nestedFlags, args: nestedArgs } = dataOf(nested);
    return { v: name, flags: nestedFlags ?? [], args: nestedArgs ?? [] };
  });
  return { v, flags: flags ?? [], args: inner.length > 0 ? inner : (args ?? []), lines, comments: comments ?? [] };
}

function oracleExpand({ input, expected }: ConformanceCase): Verdict {
  const { words, env, escape } = dataOf(input);
  const answer = textsOf(words).map((word) => {
    const result = evaluate(word, env, escape);
    return 'error' in result ? `ERR ${result.error}` : [result.value, result.unmatched];
  });
  const wanted = listOf(dataOf(expected).out).map((entry) =>
    Array.isArray(entry) ? [entry[0], [...listOf(entry[1])].sort()] : entry,
  );
  return { passed: isDeepStrictEqual(answer, wanted), answer };
}

function oracleReference({ input, expected }: ConformanceCase): Verdict {
  const answer = textsOf(dataOf(input).words).map((word) => {
    const result = parseImageReference(word);
    return result.ok ? result.reference.canonical : 'ERR';
  });
  const wanted = textsOf(dataOf(expected).out).map((text) => (text.startsWith('ERR') ? 'ERR' : text));
  return { passed: isDeepStrictEqual(answer, wanted), answer };
}

function oracleDirective({ input, expected }: ConformanceCase): Verdict {
  const source = new SourceText(textOf(dataOf(input).df), 'Dockerfile');
  const found = (name: 'syntax' | 'check') => {
    const directive = detectDirective(source, name);
    return directive ? [directive.value, directive.full, true] : ['', '', false];
  };
  const answer = { check: found('check'), syntax: found('syntax') };
  return { passed: isDeepStrictEqual(answer, expected), answer };
}

function oracleIgnore({ input, expected }: ConformanceCase): Verdict {
  const { df, words } = dataOf(input);
  const wanted = dataOf(expected);
  const file = parseIgnoreFile(textOf(df));
  const bad = file.patterns.some((pattern) => pattern.problem);
  if ('err' in wanted) return { passed: bad, answer: file.patterns };
  const patterns = file.patterns.map(({ pattern, negated }) => (negated ? `!${pattern}` : pattern));
  const answer = { out: textsOf(words).map((word) => file.ignores(word)), pats: patterns.length > 0 ? patterns : null };
  return { passed: !bad && isDeepStrictEqual(answer, { out: wanted.out, pats: wanted.pats }), answer };
}

/** Kinds of BuildKit's tests and of what BuildKit itself answered, save those about its checks. */
export const buildkitKinds: KindTable = {
  ...buildkitParserKinds,
  'shell-word': shellWord,
  'shell-words': shellWord,
  instruction,
  'build-accepts': accepts,
  'build-refuses': accepts,
  'build-error-lines': errorLines,
  'oracle-buildkit-ast': oracleAst,
  'oracle-buildkit-expand': oracleExpand,
  'oracle-buildkit-ref': oracleReference,
  'oracle-buildkit-directive': oracleDirective,
  'oracle-buildkit-ignore': oracleIgnore,
};
