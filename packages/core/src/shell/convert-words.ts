import type { ShellList, ShellStatement, ShellSyntaxProblem, ShellWord, ShellWordPart, VariableNode } from './nodes.ts';
import type { bash } from './parse-shell.ts';

/**
 * A conversion in progress. Nothing recurses: a node is made with empty lists, and filling them is a task, so that the
 * input can nest as deep as the parser allows.
 */
export interface Conversion {
  readonly tasks: (() => void)[];
  readonly problems: ShellSyntaxProblem[];
  /** The parser gave up on the depth. */
  tooDeep: boolean;
  /** Characters of the parts read so far, once for every level around them. */
  spent: number;
  /** Adds the statements of what a substitution holds. */
  readonly convertNested: (
    conversion: Conversion,
    region: Region,
    script: bash.ParsedScript,
    into: ShellStatement[],
  ) => void;
}

/** How offsets of the part being converted map to the script; scripts in escaped backquotes have their own text. */
export interface Region {
  readonly source: string;
  readonly at: (offset: number) => number;
}

export const spanOf = (region: Region, node: { readonly pos: number; readonly end: number }) => ({
  start: region.at(node.pos),
  end: region.at(node.end),
});

/** A word, or an assignment that stands as an argument (`export A=b`) as one. */
export function convertWord(conversion: Conversion, region: Region, word: bash.Word | bash.Assignment): ShellWord {
  const parts: ShellWordPart[] = [];
  const base = { kind: 'Word' as const, ...spanOf(region, word), text: word.text, parts };
  if (word.type === 'Assignment') return convertArgumentAssignment(conversion, region, word, base, parts);
  const inner = word.parts;
  if (inner === undefined) {
    parts.push({ kind: 'Literal', ...spanOf(region, word), value: word.value, text: word.text });
    return { ...base, literal: word.value };
  }
  conversion.tasks.push(() => convertParts(conversion, region, inner, parts));
  return { ...base, literal: literalOf(inner) };
}

function convertArgumentAssignment(
  conversion: Conversion,
  region: Region,
  node: bash.Assignment,
  base: Omit<ShellWord, 'literal'>,
  parts: ShellWordPart[],
): ShellWord {
  const { value } = node;
  const head = region.source.slice(node.pos, value.pos);
  parts.push({ kind: 'Literal', start: base.start, end: region.at(value.pos), value: head, text: head });
  const words = value.type === 'ArrayValue' ? value.elements : [value];
  conversion.tasks.push(() => {
    for (const word of words) convertParts(conversion, region, word.parts ?? [bareLiteral(word)], parts);
  });
  if (value.type === 'ArrayValue') return { ...base, literal: undefined };
  const literal = value.parts === undefined ? value.value : literalOf(value.parts);
  return { ...base, literal: literal === undefined ? undefined : head + literal };
}

const bareLiteral = ({ pos, end, value, text }: bash.Word): bash.LiteralPart => ({
  type: 'Literal',
  pos,
  end,
  value,
  text,
});

/** The static value of a word, or undefined. */
function literalOf(parts: readonly bash.WordPart[]): string | undefined {
  let value = '';
  for (const part of parts) {
    switch (part.type) {
      case 'Literal':
      case 'Glob':
      case 'SingleQuoted':
      case 'AnsiCQuoted':
        value += part.value;
        break;
      case 'DoubleQuoted':
      case 'LocaleString':
        for (const child of part.parts) {
          if (child.type !== 'Literal') return undefined;
          value += child.value;
        }
        break;
      default:
        return undefined;
    }
  }
  return value;
}

/** Adds the parts of a word or of a heredoc's body. */
export function convertParts(
  conversion: Conversion,
  region: Region,
  parts: readonly bash.WordPart[],
  into: ShellWordPart[],
): void {
  for (const part of parts) into.push(convertPart(conversion, region, part));
}

function convertPart(conversion: Conversion, region: Region, part: bash.WordPart): ShellWordPart {
  const span = spanOf(region, part);
  const inner: ShellWordPart[] = [];
  conversion.spent += part.end - part.pos;
  const fill = (children: readonly bash.WordPart[]) => {
    conversion.tasks.push(() => convertParts(conversion, region, children, inner));
  };
  switch (part.type) {
    case 'Literal':
    case 'Glob':
      return { kind: part.type, ...span, value: part.value, text: part.text };
    case 'ExtendedGlob':
      return { kind: 'Glob', ...span, value: part.text, text: part.text };
    case 'SingleQuoted':
      return { kind: 'SingleQuoted', ...span, value: part.value, text: part.text };
    case 'AnsiCQuoted':
      return { kind: 'AnsiQuoted', ...span, value: part.value, text: part.text };
    case 'DoubleQuoted':
    case 'LocaleString':
      fill(part.parts);
      return { kind: 'DoubleQuoted', ...span, parts: inner };
    case 'BraceExpansion':
      fill(part.parts ?? []);
      return { kind: 'Brace', ...span, text: part.text, parts: inner };
    case 'SimpleExpansion':
      return { kind: 'Variable', ...span, name: part.text.slice(1), braces: false, ...plainVariable };
    case 'ParameterExpansion':
      return convertVariable(conversion, region, part);
    case 'ArithmeticExpansion':
      conversion.tasks.push(() => inner.push(...expressionParts(conversion, region, part.expression)));
      return { kind: 'ArithmeticExpansion', ...span, parts: inner };
    case 'CommandExpansion':
    case 'ProcessSubstitution':
      return convertSubstitution(conversion, region, part);
  }
}

const plainVariable = { prefix: undefined, operator: undefined, operands: [] } as const;

function convertVariable(conversion: Conversion, region: Region, part: bash.ParameterExpansionPart): VariableNode {
  const operands: ShellWord[] = [];
  const words = operandsOf(part);
  if (words.length > 0) {
    conversion.tasks.push(() => {
      for (const word of words) operands.push(convertWord(conversion, region, word));
    });
  }
  return {
    kind: 'Variable',
    ...spanOf(region, part),
    name: part.parameter,
    braces: true,
    prefix: part.prefix,
    operator: part.operation?.operator,
    operands,
  };
}

function operandsOf({ index, operation }: bash.ParameterExpansionPart): readonly bash.Word[] {
  const words = index ? [index] : [];
  switch (operation?.type) {
    case 'Default':
    case 'Remove':
    case 'Transform':
      return [...words, operation.operand];
    case 'CaseModification':
      return operation.operand ? [...words, operation.operand] : words;
    case 'Replace':
      return [...words, operation.pattern, operation.replacement];
    case 'Slice':
      return operation.length ? [...words, operation.offset, operation.length] : [...words, operation.offset];
    default:
      return words;
  }
}

type AnySubstitution = bash.CommandExpansionPart | bash.ProcessSubstitutionPart | bash.ArithmeticCommandExpansion;

function convertSubstitution(conversion: Conversion, region: Region, part: AnySubstitution): ShellWordPart {
  const span = spanOf(region, part);
  const statements: ShellStatement[] = [];
  const list: ShellList = { kind: 'List', ...span, statements };
  conversion.tasks.push(() => {
    const { script } = part;
    if (!script) return;
    const nested = script.source === undefined ? region : decodedRegion(region, part, script.source);
    conversion.convertNested(conversion, nested, script, statements);
  });
  const style = part.text.startsWith('`')
    ? '`'
    : part.type === 'ProcessSubstitution'
      ? (`${part.operator}(` as const)
      : '$(';
  return { kind: 'Substitution', ...span, style, list };
}

/**
 * Offsets of a script in backquotes whose escapes were decoded. A decoded character starts where its backslash stands.
 * Before `$`, a backquote and a backslash, one backslash goes; in double quotes before `"` too.
 */
function decodedRegion(region: Region, part: AnySubstitution, decoded: string): Region {
  const { text } = part;
  const starts: number[] = [];
  let at = 1;
  for (let index = 0; index < decoded.length; index++) {
    starts.push(at);
    at += text[at] === '\\' && text[at + 1] === decoded[index] ? 2 : 1;
  }
  starts.push(at);
  return { source: decoded, at: (offset) => region.at(part.pos + (starts[offset] ?? at)) };
}

/** What an arithmetic expression expands (`$x`, substitutions) from left to right. */
export function expressionParts(
  conversion: Conversion,
  region: Region,
  expression: bash.ArithmeticExpression | undefined,
): ShellWordPart[] {
  const parts: ShellWordPart[] = [];
  const open: bash.ArithmeticExpression[] = expression ? [expression] : [];
  for (let next = open.pop(); next; next = open.pop()) {
    switch (next.type) {
      case 'ArithmeticBinary':
        open.push(next.right, next.left);
        break;
      case 'ArithmeticUnary':
        open.push(next.operand);
        break;
      case 'ArithmeticTernary':
        open.push(next.alternate, next.consequent, next.test);
        break;
      case 'ArithmeticGroup':
        open.push(next.expression);
        break;
      case 'ArithmeticWord':
        for (const part of next.parts ?? []) parts.push(convertPart(conversion, region, part));
        break;
      case 'ArithmeticCommandExpansion':
        parts.push(convertSubstitution(conversion, region, next));
        break;
    }
  }
  return parts;
}
