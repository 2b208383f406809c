import type { Located } from '../../text/located.ts';
import type { ArgumentText } from '../arguments.ts';
import { readJsonArray } from '../json-array.ts';
import type { CommandForm, InstructionBase, SyntaxProblem, SyntaxProblemCode } from '../nodes.ts';
import { type ProblemData, syntaxProblem } from '../problems.ts';

/** What the parser of one instruction gets. */
export interface InstructionText extends ArgumentText {
  /** What all instructions have; `complete` makes it the node. */
  readonly common: InstructionBase;
  /** The instruction's name in capitals. */
  readonly name: string;
  readonly problems: SyntaxProblem[];
}

/**
 * The instruction: `own` added to what all instructions have. (Spreading both into a new object takes V8 thirty times as
 * long and leaves an object with slow properties.)
 */
export function complete<Own extends object>(from: InstructionText, own: Own): InstructionBase & Own {
  return Object.assign(from.common, own);
}

/** Notes a problem. Inside ONBUILD it is met only by the build that uses the image. */
export function report(
  from: InstructionText,
  code: SyntaxProblemCode,
  at: Located,
  data: ProblemData,
  correction?: string,
): void {
  const problem = syntaxProblem(code, at, data, correction);
  from.problems.push(from.common.onbuild ? { ...problem, deferred: true } : problem);
}

/** Notes a problem that BuildKit meets while it reads the file, inside ONBUILD too. */
export function reportAtOnce(from: InstructionText, code: SyntaxProblemCode, at: Located, data: ProblemData): void {
  from.problems.push(syntaxProblem(code, at, data));
}

export function reportTooFew(from: InstructionText, needed: string, advice: string): void {
  report(from, 'too-few-arguments', from.common.keyword, {
    problem: `${from.name} needs ${needed}.`,
    advice,
    name: from.name,
  });
}

/** The place of an instruction's arguments, or its keyword where there are none. */
export function argumentsAt(from: InstructionText): Located {
  return from.end > from.start ? from.line.locate({ start: from.start, end: from.end }) : from.common.keyword;
}

/** The arguments from `start` on as JSON array or as text (`parseMaybeJSON` in BuildKit's line_parsers.go). */
export function readCommand(from: InstructionText, start = from.start): CommandForm {
  const { line, end } = from;
  const result = readJsonArray(line, start, end);
  if (result.kind === 'array') return { form: 'exec', items: result.items };
  const script = line.slice({ start, end });
  if (result.kind === 'not-array') return { form: 'shell', script, notJson: undefined };
  const at = line.locate({ start: result.start, end: result.end });
  if (result.kind === 'not-json') return { form: 'shell', script, notJson: { why: result.why, at } };
  reportNotStrings(from, at);
  return { form: 'shell', script, notJson: { why: 'an item is not a string', at } };
}

export function reportNotStrings(from: InstructionText, at: Located): void {
  const problem = `The JSON array of ${from.name} holds something other than a string.`;
  reportAtOnce(from, 'invalid-json', at, { problem, advice: 'Put every item in double quotes.', name: from.name });
}
