import type { Arguments } from './arguments.ts';
import type { Terminal } from './terminal.ts';

/** The caller's environment, if it was asked for: without it, a result does not depend on the machine. */
export function readShell(args: Arguments, { env }: Terminal): ReadonlyMap<string, string> | undefined {
  if (!args.has('env-from-shell')) return undefined;
  const variables = new Map<string, string>();
  for (const [name, value] of Object.entries(env)) if (value !== undefined) variables.set(name, value);
  return variables;
}
