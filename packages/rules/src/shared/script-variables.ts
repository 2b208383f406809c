import {
  type Build,
  environmentAt,
  type InstructionScript,
  type ShellCommand,
  shellCommands,
  type VariableValue,
} from '@plimsoll/core/rule';

const unknownValue: VariableValue = { state: 'unknown' };

/**
 * The value of an environment variable that a command sees: `NAME=x command`, an `export` before it in its script, or ENV
 * and ARG above. Undefined if nothing in the file sets it; what the base image sets is not looked at. `unknown` too where
 * builds differ.
 */
export function variableOf(
  name: string,
  command: ShellCommand,
  script: InstructionScript,
  builds: readonly Build[],
): VariableValue | undefined {
  return assignedTo(name, command) ?? exportedBefore(name, command, script) ?? setAbove(name, script, builds);
}

/** Assignments before the command itself, or before what runs it (`A=b sudo -E cmd`). */
function assignedTo(name: string, command: ShellCommand): VariableValue | undefined {
  for (const one of [command, ...command.wrappers]) {
    const found = one.assignments.findLast((assignment) => assignment.name === name);
    if (found) return valueFrom(found.value?.value);
  }
  return undefined;
}

function exportedBefore(name: string, command: ShellCommand, script: InstructionScript): VariableValue | undefined {
  let found: VariableValue | undefined;
  for (const one of shellCommands(script)) {
    if (one === command) break;
    if (one.name === 'unset' && one.args.some(({ value }) => value === name)) found = undefined;
    if (one.name !== 'export' && one.name !== 'declare' && one.name !== 'typeset') continue;
    for (const { value, prefix } of one.args) {
      if (value === name) found = unknownValue;
      else if (value?.startsWith(`${name}=`)) found = valueFrom(value.slice(name.length + 1));
      else if (value === undefined && prefix.startsWith(`${name}=`)) found = unknownValue;
    }
  }
  return found;
}

const valueFrom = (value: string | undefined): VariableValue =>
  value === undefined ? unknownValue : { state: 'known', value };

function setAbove(name: string, { instruction }: InstructionScript, builds: readonly Build[]) {
  let found: VariableValue | undefined;
  for (const build of builds) {
    const value = environmentAt(build, instruction).bindingOf(name)?.value;
    if (value && found && (value.state === 'unknown' || found.state === 'unknown' || value.value !== found.value)) {
      return unknownValue;
    }
    found ??= value;
  }
  return found;
}
