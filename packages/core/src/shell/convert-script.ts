import { convertAssignment, convertRedirection } from './convert-redirections.ts';
import { type Conversion, convertWord, expressionParts, type Region, spanOf } from './convert-words.ts';
import type {
  AssignmentNode,
  CaseItemNode,
  FunctionNode,
  RedirectionNode,
  ShellCommandNode,
  ShellList,
  ShellPipeline,
  ShellStatement,
  ShellTree,
  ShellWord,
} from './nodes.ts';
import type { bash } from './parse-shell.ts';

/**
 * The parser reads a nested part again for every level around it. A script may cost this many times its own length and
 * some more: the scripts of 1,353 real Dockerfiles stay below 2 times.
 */
const rereadFactor = 20;
const rereadBase = 100_000;

/**
 * Our tree for a parsed script; `text` is what was parsed. Undefined if it nests more than the parser's 256 levels (it
 * drops what is deeper, so the tree would lie about what is run) or so much that reading it takes too long.
 */
export function convertScript(script: bash.ParsedScript, text: string): ShellTree | undefined {
  const budget = text.length * rereadFactor + rereadBase;
  const conversion: Conversion = { tasks: [], problems: [], tooDeep: false, spent: 0, convertNested };
  const statements: ShellStatement[] = [];
  // The parser can place the end of a broken part behind the text.
  const region: Region = { source: text, at: (offset) => Math.min(offset, text.length) };
  convertNested(conversion, region, script, statements);
  for (let task = conversion.tasks.pop(); task; task = conversion.tasks.pop()) {
    if (conversion.tooDeep || conversion.spent > budget) return undefined;
    task();
  }
  if (conversion.tooDeep) return undefined;
  conversion.problems.sort((a, b) => a.at - b.at);
  const list: ShellList = { kind: 'List', start: 0, end: text.length, statements };
  return { kind: 'Tree', list, shebang: script.shebang?.slice(2).trim(), problems: conversion.problems };
}

/** The statements of a script or of what a substitution holds, with its problems. */
function convertNested(
  conversion: Conversion,
  region: Region,
  script: bash.ParsedScript,
  into: ShellStatement[],
): void {
  for (const { message, pos } of script.errors ?? []) {
    conversion.problems.push({ message, at: region.at(pos) });
    if (message.startsWith('maximum ')) conversion.tooDeep = true;
  }
  if (conversion.tooDeep) return;
  for (const statement of script.commands) into.push(convertStatement(conversion, region, statement));
}

type AnyList = Pick<bash.CompoundList, 'pos' | 'end' | 'commands'>;

function convertList(conversion: Conversion, region: Region, list: AnyList): ShellList {
  const statements: ShellStatement[] = [];
  conversion.tasks.push(() => {
    for (const statement of list.commands) statements.push(convertStatement(conversion, region, statement));
  });
  return { kind: 'List', ...spanOf(region, list), statements };
}

function convertStatement(conversion: Conversion, region: Region, statement: bash.Statement): ShellStatement {
  const { command } = statement;
  const pipelines = (command.type === 'AndOr' ? command.commands : [command]).map((pipeline) =>
    convertPipeline(conversion, region, pipeline),
  );
  const operators = command.type === 'AndOr' ? command.operators : [];
  return {
    kind: 'Statement',
    ...spanOf(region, statement),
    pipelines,
    operators,
    background: statement.background === true,
  };
}

function convertPipeline(conversion: Conversion, region: Region, node: bash.PipelineNode): ShellPipeline {
  const isPipeline = node.type === 'Pipeline';
  const commands = (isPipeline ? node.commands : [node]).map((command) => convertCommand(conversion, region, command));
  const prefixes = isPipeline ? node.prefixes : [];
  return {
    kind: 'Pipeline',
    ...spanOf(region, node),
    commands,
    operators: isPipeline ? node.operators : [],
    negated: prefixes.filter((prefix) => prefix.type === 'Negation').length % 2 === 1,
    timed: prefixes.some((prefix) => prefix.type === 'Time'),
  };
}

function convertCommand(conversion: Conversion, region: Region, node: bash.CommandNode): ShellCommandNode {
  switch (node.type) {
    case 'Command':
      return convertSimple(conversion, region, node);
    case 'Redirected': {
      const redirections = node.redirects.map((redirect) => convertRedirection(conversion, region, redirect));
      return convertCompound(conversion, region, node.command, spanOf(region, node), redirections);
    }
    case 'Function':
      return convertFunction(conversion, region, node);
    case 'Coproc': {
      const body = convertBody(conversion, region, node.body);
      return { kind: 'Coprocess', ...spanOf(region, node), redirections: [], body };
    }
    default:
      return convertCompound(conversion, region, node, spanOf(region, node), []);
  }
}

function convertSimple(conversion: Conversion, region: Region, node: bash.Command): ShellCommandNode {
  const assignments: AssignmentNode[] = [];
  const redirections: RedirectionNode[] = [];
  const words: ShellWord[] = [];
  for (const item of node.prefix) {
    if (item.type === 'Assignment') assignments.push(convertAssignment(conversion, region, item));
    else redirections.push(convertRedirection(conversion, region, item));
  }
  if (node.name) words.push(convertWord(conversion, region, node.name));
  for (const item of node.suffix) {
    if (item.type === 'Word' || item.type === 'Assignment') words.push(convertWord(conversion, region, item));
    else redirections.push(convertRedirection(conversion, region, item));
  }
  return { kind: 'Simple', ...spanOf(region, node), assignments, words, redirections };
}

/** The body of a function or coprocess as a list of one statement. */
function convertBody(conversion: Conversion, region: Region, body: bash.Coproc['body']): ShellList {
  if (body.type === 'CompoundList') return convertList(conversion, region, body);
  const statements: ShellStatement[] = [];
  const span = spanOf(region, body);
  conversion.tasks.push(() => {
    const pipeline = convertPipeline(conversion, region, body);
    statements.push({ kind: 'Statement', ...span, pipelines: [pipeline], operators: [], background: false });
  });
  return { kind: 'List', ...span, statements };
}

function convertFunction(conversion: Conversion, region: Region, node: bash.Function): FunctionNode {
  return {
    kind: 'Function',
    ...spanOf(region, node),
    redirections: [],
    name: node.name.text,
    nameAt: spanOf(region, node.name),
    body: convertBody(conversion, region, node.body),
  };
}

function convertCompound(
  conversion: Conversion,
  region: Region,
  node: bash.CompoundCommand,
  span: { readonly start: number; readonly end: number },
  redirections: readonly RedirectionNode[],
): ShellCommandNode {
  const list = (inner: AnyList) => convertList(conversion, region, inner);
  const word = (inner: bash.Word) => convertWord(conversion, region, inner);
  const base = { ...span, redirections };
  switch (node.type) {
    case 'Subshell':
      return { kind: 'Subshell', ...base, body: list(node.body) };
    case 'BraceGroup':
      return { kind: 'Group', ...base, body: list(node.body) };
    case 'If': {
      const branches = [node, ...node.elif].map((part) => ({ condition: list(part.clause), body: list(part.then) }));
      return { kind: 'If', ...base, branches, otherwise: node.else && list(node.else) };
    }
    case 'For':
    case 'Select':
    case 'ArithmeticFor':
    case 'While':
      return convertLoop(conversion, region, node, base);
    case 'Case':
      return {
        kind: 'Case',
        ...base,
        word: word(node.word),
        items: node.items.map((item) => convertItem(conversion, region, item)),
      };
    case 'TestCommand':
      return { kind: 'Test', ...base, ...testOperands(conversion, region, node.expression) };
    case 'ArithmeticCommand':
      return { kind: 'Arithmetic', ...base, parts: expressionParts(conversion, region, node.expression) };
  }
}

type Loop = bash.For | bash.Select | bash.ArithmeticFor | bash.While;
type LoopBase = Pick<ShellCommandNode, 'start' | 'end' | 'redirections'>;

function convertLoop(conversion: Conversion, region: Region, node: Loop, base: LoopBase): ShellCommandNode {
  const body = convertList(conversion, region, node.body);
  switch (node.type) {
    case 'For':
    case 'Select': {
      const words = node.wordlist?.map((word) => convertWord(conversion, region, word));
      return { kind: node.type, ...base, name: node.name.text, words, body };
    }
    case 'ArithmeticFor': {
      const expressions = [node.initialize, node.test, node.update];
      const parts = expressions.flatMap((expression) => expressionParts(conversion, region, expression));
      return { kind: 'ArithmeticFor', ...base, parts, body };
    }
    case 'While': {
      const condition = convertList(conversion, region, node.clause);
      return { kind: node.kind === 'until' ? 'Until' : 'While', ...base, condition, body };
    }
  }
}

function convertItem(conversion: Conversion, region: Region, item: bash.CaseItem): CaseItemNode {
  return {
    ...spanOf(region, item),
    patterns: item.pattern.map((pattern) => convertWord(conversion, region, pattern)),
    body: convertList(conversion, region, item.body),
    terminator: item.terminator,
  };
}

/** The words and operators of a `[[ ]]` from left to right. */
function testOperands(conversion: Conversion, region: Region, expression: bash.TestExpression) {
  const words: ShellWord[] = [];
  const operators: string[] = [];
  const open: bash.TestExpression[] = [expression];
  for (let next = open.pop(); next; next = open.pop()) {
    switch (next.type) {
      case 'TestUnary':
        operators.push(next.operator);
        words.push(convertWord(conversion, region, next.operand));
        break;
      case 'TestBinary':
        operators.push(next.operator);
        words.push(convertWord(conversion, region, next.left), convertWord(conversion, region, next.right));
        break;
      case 'TestLogical':
        operators.push(next.operator);
        open.push(...next.operands.toReversed());
        break;
      case 'TestNot':
        open.push(next.operand);
        break;
      case 'TestGroup':
        open.push(next.expression);
        break;
    }
  }
  return { words, operators };
}
