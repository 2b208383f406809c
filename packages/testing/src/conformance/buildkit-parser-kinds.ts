import { isDeepStrictEqual } from 'node:util';
import { DerivedText, type Heredoc, type Instruction, parseDockerfile, SourceText } from '@plimsoll/core';
import {
  detectDirective,
  heredocTokens,
  parseDevice,
  parseHeredocToken,
  quotedWords,
  readJsonArray,
} from '@plimsoll/core/dockerfile';
import { parseExposedPort } from '@plimsoll/core/rule';
import { buildkitNode, dumpNode } from './buildkit-view.ts';
import { type ConformanceCase, dataOf, type KindTable, textOf, textsOf, type Verdict } from './conformance-case.ts';

const equals = (answer: unknown, expected: unknown): Verdict => ({
  passed: isDeepStrictEqual(answer, expected),
  answer,
});

function parse({ input }: ConformanceCase) {
  const { dockerfile, dockerfileTemplate, fill } = dataOf(input);
  if (typeof dockerfile === 'string') return parseDockerfile(dockerfile);
  const { char, count } = dataOf(fill);
  return parseDockerfile(textOf(dockerfileTemplate).replace('%s', textOf(char).repeat(Number(count))));
}

/** First and last line of an instruction, heredocs included. */
export function linesOf(instruction: Instruction): readonly [number, number] {
  const { source, span } = instruction;
  return [source.position(span.start).line, source.position(span.end).line];
}

function parserTree(testCase: ConformanceCase): Verdict {
  const { root } = parse(testCase);
  const dump = root.instructions.map((instruction) => `(${dumpNode(buildkitNode(instruction))})\n`).join('');
  return { passed: dump.trim() === textOf(dataOf(testCase.expected).dump).trim(), answer: dump };
}

function parserLines(testCase: ConformanceCase): Verdict {
  const lines = parse(testCase).root.instructions.map(linesOf);
  const answer = {
    instructions: lines.map(([startLine, endLine]) => ({ startLine, endLine })),
    fileStart: lines[0]?.[0],
    fileEnd: lines.at(-1)?.[1],
  };
  return equals(answer, testCase.expected);
}

function parserWarnings(testCase: ConformanceCase): Verdict {
  const { instructions } = parse(testCase).root;
  const found = instructions.filter((instruction) => instruction.blankContinuations.length > 0);
  const answer = { emptyContinuationIn: found.map(({ keyword, body }) => `${keyword.text} ${body.text}`) };
  return equals(answer, testCase.expected);
}

/** The whole of a text, as the parsers of arguments take it. */
function argumentText(text: string, escape: '\\' | '`' = '\\') {
  const line = DerivedText.verbatim(new SourceText(text, 'case'), { start: 0, end: text.length });
  return { line, text, start: 0, end: text.length, escape };
}

function parserWords({ input, expected }: ConformanceCase): Verdict {
  const { text, escape } = dataOf(input);
  const from = argumentText(textOf(text), escape === '`' ? '`' : '\\');
  return equals({ words: quotedWords(from).map(({ start, end }) => from.text.slice(start, end)) }, expected);
}

function parserJson({ input, expected }: ConformanceCase): Verdict {
  const { line, end } = argumentText(textOf(dataOf(input).text));
  const result = readJsonArray(line, 0, end);
  if (result.kind === 'array') return equals({ words: result.items.map((item) => item.value) }, expected);
  return { passed: dataOf(expected).error === true, answer: result };
}

/** BuildKit keeps the tabs of `<<-` until the body is used. */
function rawBody({ body, chomp, source, terminator }: Heredoc): string {
  if (!chomp || body.text === '') return body.text;
  const lineStart = (offset: number): number => source.text.lastIndexOf('\n', offset - 1) + 1;
  const start = lineStart(body.toSource({ start: 0, end: 1 }).start);
  return source.text.slice(start, terminator ? lineStart(terminator.span.start) : source.text.length);
}

function heredocsOf(instruction: Instruction): readonly unknown[] {
  const inner = instruction.kind === 'Onbuild' && instruction.trigger ? instruction.trigger : instruction;
  return inner.heredocs.map((heredoc) => {
    const { name, expand, chomp, fd } = heredoc;
    return { name, content: rawBody(heredoc), expand, chomp, fd: fd ?? 0 };
  });
}

function parserHeredocs(testCase: ConformanceCase): Verdict {
  const [, ...rest] = parse(testCase).root.instructions;
  return equals({ afterFirstInstruction: rest.map(heredocsOf) }, testCase.expected);
}

function heredocWord({ input, expected }: ConformanceCase): Verdict {
  const token = parseHeredocToken(textOf(dataOf(input).word));
  if (token === undefined) return equals({ notHeredoc: true }, expected);
  if (typeof token === 'string') return { passed: dataOf(expected).error === true, answer: token };
  return equals({ name: token.name }, expected);
}

function heredocLine({ input, expected }: ConformanceCase): Verdict {
  const tokens = heredocTokens(textOf(dataOf(input).line));
  return equals({ names: tokens.map(({ token }) => (typeof token === 'string' ? token : token.name)) }, expected);
}

function heredocChomp({ input, expected }: ConformanceCase): Verdict {
  const { root } = parseDockerfile(`FROM a\nCOPY <<-EOF /x\n${textOf(dataOf(input).text)}EOF\n`);
  return equals({ text: root.instructions[1]?.heredocs[0]?.body.text }, expected);
}

function directive({ input, expected }: ConformanceCase): Verdict {
  const { text, key } = dataOf(input);
  const wanted = dataOf(expected);
  const source = new SourceText(textOf(text), 'Dockerfile');
  const answer = key === '*' ? mainDirectives(source) : detected(source, key === 'check' ? 'check' : 'syntax');
  const passed = Object.entries(wanted).every(([name, value]) => (dataOf(answer)[name] ?? '') === value);
  return { passed, answer };
}

function mainDirectives(source: SourceText) {
  const { directives } = parseDockerfile(source).root;
  return { count: directives.length, name: directives[0]?.name, value: directives[0]?.value };
}

function detected(source: SourceText, name: 'syntax' | 'check') {
  const found = detectDirective(source, name);
  if (!found) return { found: false };
  return { found: true, value: found.value, cmdline: found.full, line: source.position(found.start).line };
}

function docComments({ input, expected }: ConformanceCase): Verdict {
  const { root } = parseDockerfile(textOf(dataOf(input).dockerfile));
  const commentOn = (instruction: Instruction, name: string): string => {
    const comments = instruction.leadingComments.map((comment) => comment.text.trim());
    return comments.find((comment) => comment.startsWith(`${name} `))?.slice(name.length + 1) ?? '';
  };
  const argsOf = (instructions: readonly Instruction[]) =>
    instructions.flatMap((instruction) =>
      instruction.kind === 'Arg'
        ? [Object.fromEntries(instruction.pairs.map(({ key }) => [key.text, commentOn(instruction, key.text)]))]
        : [],
    );
  const [stage] = root.stages;
  const answer = {
    stage0: stage ? commentOn(stage.from, stage.name ?? '') : undefined,
    globalArg: argsOf(root.preamble)[0],
    stageArgs: argsOf(stage?.instructions ?? []),
  };
  return equals(answer, expected);
}

function runDevice({ input, expected }: ConformanceCase): Verdict {
  const { line } = argumentText(textOf(dataOf(input).value));
  const result = parseDevice(line);
  if ('problem' in result) return { passed: dataOf(expected).error === true, answer: result.problem };
  return equals(result, expected);
}

function exposePort({ input, expected }: ConformanceCase): Verdict {
  const parsed = textsOf(dataOf(input).ports).map(parseExposedPort);
  const bad = parsed.find((ports) => !ports.ok);
  if (bad) return { passed: dataOf(expected).error === true, answer: bad };
  const ports = parsed.flatMap((range) =>
    range.ok
      ? Array.from({ length: range.end - range.start + 1 }, (_, index) => `${range.start + index}/${range.protocol}`)
      : [],
  );
  return equals({ ports }, expected);
}

/** Kinds of BuildKit's parser tests. */
export const buildkitParserKinds: KindTable = {
  'parser-tree': parserTree,
  'parser-lines': parserLines,
  'parser-words': parserWords,
  'parser-json': parserJson,
  'parser-warnings': parserWarnings,
  'parser-error': (testCase) => {
    const answer = parse(testCase).root.problems.map((problem) => problem.data);
    return { passed: answer.length > 0, answer };
  },
  'parser-heredocs': parserHeredocs,
  'heredoc-word': heredocWord,
  'heredoc-line': heredocLine,
  'heredoc-chomp': heredocChomp,
  directive,
  'doc-comments': docComments,
  'run-device': runDevice,
  'expose-port': exposePort,
};
