import type { CmdInstruction, EntrypointInstruction, Flag, RunInstruction, ShellInstruction } from '../nodes.ts';
import { checkFlags } from './flag-rules.ts';
import { argumentsAt, complete, type InstructionText, readCommand, report, reportTooFew } from './instruction-text.ts';
import { checkDevices, readMounts } from './mount.ts';

const networks = ['default', 'none', 'host'];
const securities = ['sandbox', 'insecure'];

/** `RUN`: shell or exec form; no argument at all is accepted. */
export function parseRun(from: InstructionText): RunInstruction {
  const { flags } = from.common;
  if (flags.length > 0) {
    checkFlags(from);
    checkChoice(from, 'network', networks);
    checkChoice(from, 'security', securities);
    checkDevices(from);
  }
  return complete(from, { kind: 'Run', command: readCommand(from), mounts: readMounts(from) });
}

/** BuildKit does not expand these flags, so their text is their value. */
function checkChoice(from: InstructionText, name: string, choices: readonly string[]): void {
  const flag: Flag | undefined = from.common.flags.find((other) => other.name === name);
  const value = flag?.value;
  if (!value || choices.includes(value.text)) return;
  const problem = `"${value.text}" is not a value of --${name}.`;
  report(from, 'invalid-flag-value', value, { problem, advice: `Use ${choices.join(', ')}.`, name, value: value.text });
}

export function parseCmd(from: InstructionText): CmdInstruction {
  checkFlags(from);
  return complete(from, { kind: 'Cmd', command: readCommand(from) });
}

export function parseEntrypoint(from: InstructionText): EntrypointInstruction {
  checkFlags(from);
  return complete(from, { kind: 'Entrypoint', command: readCommand(from) });
}

/** `SHELL ["program", "argument"]`: only the JSON form, and not empty. */
export function parseShell(from: InstructionText): ShellInstruction {
  checkFlags(from);
  const before = from.problems.length;
  const command = readCommand(from);
  const advice = 'Write it as in SHELL ["/bin/bash", "-c"].';
  if (from.start === from.end || (command.form === 'exec' && command.items.length === 0)) {
    reportTooFew(from, 'at least one argument', advice);
  } else if (command.form === 'shell' && from.problems.length === before) {
    const why = command.notJson ? `: ${command.notJson.why}` : '';
    const problem = `SHELL takes its arguments as a JSON array${why}.`;
    report(from, 'invalid-json', command.notJson?.at ?? argumentsAt(from), { problem, advice, name: 'SHELL' });
  }
  return complete(from, { kind: 'Shell', command });
}
