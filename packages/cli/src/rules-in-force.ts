import type { Rule } from '@plimsoll/core';
import type { Arguments } from './arguments.ts';
import { makeConfigLoader } from './load-config.ts';
import { openSession } from './session.ts';
import type { Terminal } from './terminal.ts';

/**
 * The rules of the plugins of the configuration that is in force here: the one that `--config` names, or the nearest of
 * the working directory. Throws `ConfigError` for what is wrong in it, plugins without `--allow-config-code` included.
 */
export async function pluginRules(args: Arguments, terminal: Terminal): Promise<readonly Rule[]> {
  if (args.has('no-config')) return [];
  const session = openSession({ cwd: terminal.cwd, root: args.value('root') }, terminal.fs, () => undefined);
  const given = args.value('config');
  const named = given === undefined ? undefined : session.paths.fromUser(given);
  const [disk] = named === undefined ? session.configs.above(terminal.cwd) : [named];
  if (disk === undefined) return [];
  const load = makeConfigLoader({ allowCode: args.has('allow-config-code') }, session, named);
  return (await load(disk)).flat.rules;
}
