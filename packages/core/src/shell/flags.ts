import { type CommandArguments, readArguments } from './arguments.ts';
import type { ShellCommand } from './command-nodes.ts';
import { grammarOf } from './flag-tables.ts';

/**
 * Reads the arguments of a command by the table of its tool; undefined for a tool without a table. `python -m pip` and the
 * like count as the module's tool.
 */
export function argumentsOf(command: ShellCommand): CommandArguments | undefined {
  if (known.has(command)) return known.get(command);
  const found = grammarOf(command);
  const read = found && readArguments(found.grammar, found.args).result;
  known.set(command, read);
  return read;
}

/** Many rules ask about the same commands. */
const known = new WeakMap<ShellCommand, CommandArguments | undefined>();
