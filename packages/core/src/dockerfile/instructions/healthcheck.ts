import { tokenAt } from '../arguments.ts';
import { isSpace, skipSpaces } from '../blanks.ts';
import { durationProblem } from '../durations.ts';
import type { CommandForm, HealthcheckInstruction, Token } from '../nodes.ts';
import { checkFlags } from './flag-rules.ts';
import { complete, type InstructionText, readCommand, report, reportTooFew } from './instruction-text.ts';

const advice = 'Write HEALTHCHECK CMD COMMAND or HEALTHCHECK NONE.';

/** `HEALTHCHECK NONE` or `HEALTHCHECK CMD command` (`parseHealthcheck` in BuildKit's instructions/parse.go). */
export function parseHealthcheck(from: InstructionText): HealthcheckInstruction {
  const { text, start, end, line } = from;
  let typeEnd = start;
  while (typeEnd < end && !isSpace(text.charCodeAt(typeEnd))) typeEnd++;
  if (typeEnd === start) {
    reportTooFew(from, 'CMD or NONE', advice);
    return complete(from, { kind: 'Healthcheck', type: undefined, none: false, command: undefined });
  }
  const type = tokenAt(line, start, typeEnd);
  const name = type.text.toUpperCase();
  const commandStart = skipSpaces(text, typeEnd, end);
  // BuildKit reads the command before it looks at the type.
  const command = commandStart < end ? readCommand(from, commandStart) : undefined;
  const none = name === 'NONE';
  if (none) checkNone(from, commandStart);
  else checkType(from, type, name);
  if (name === 'CMD') checkCommand(from, type, command);
  const known = none || name === 'CMD';
  return complete(from, {
    kind: 'Healthcheck',
    type: known ? type : undefined,
    none,
    command: name === 'CMD' ? command : undefined,
  });
}

function checkNone(from: InstructionText, start: number): void {
  if (start >= from.end) return;
  const at = from.line.locate({ start, end: from.end });
  report(from, 'too-many-arguments', at, { problem: 'HEALTHCHECK NONE takes no arguments.', advice: 'Remove them.' });
}

function checkType(from: InstructionText, type: Token, name: string): void {
  checkFlags(from);
  checkFlagValues(from);
  if (name === 'CMD') return;
  const problem = `HEALTHCHECK is followed by CMD or NONE, not "${type.text}".`;
  report(from, 'invalid-argument', type, { problem, advice, name: type.text });
}

function checkCommand(from: InstructionText, type: Token, command: CommandForm | undefined): void {
  const empty = !command || (command.form === 'exec' && command.items.length === 0);
  if (empty) report(from, 'too-few-arguments', type, { problem: 'HEALTHCHECK CMD has no command.', advice });
}

const durations = ['interval', 'timeout', 'start-period', 'start-interval'];

/** Values are used as they are: HEALTHCHECK expands no variables. */
function checkFlagValues(from: InstructionText): void {
  for (const flag of from.common.flags) {
    const { name, value } = flag;
    if (!value || value.text === '') continue;
    const problem = durations.includes(name)
      ? durationProblem(value.text)
      : name === 'retries'
        ? retriesProblem(value.text)
        : undefined;
    if (!problem) continue;
    report(from, 'invalid-flag-value', value, {
      problem: `--${name}: ${problem.problem}`,
      advice: problem.advice,
      name,
    });
  }
}

function retriesProblem(text: string): { readonly problem: string; readonly advice: string } | undefined {
  const isNumber = /^[+-]?\d+$/.test(text);
  const count = Number(text);
  const advice = 'Use a whole number from 0 to 2147483647.';
  if (!isNumber || Math.abs(count) > 2_147_483_647)
    return { problem: `"${text}" is not a whole number in range.`, advice };
  return count < 0 ? { problem: "retries can't be negative.", advice } : undefined;
}
