import type { Lookup } from './interpolation.ts';

/** What is known of the environment that a document is interpolated with. */
export interface Environment {
  /** The caller's variables; undefined if they are not known, and then any variable may have any value. */
  readonly shell: ReadonlyMap<string, string> | undefined;
  /** Variables of `.env` files, lower in precedence; undefined if a file that may hold some was not read. */
  readonly dotenv: ReadonlyMap<string, string> | undefined;
}

/**
 * How a variable stands (section 2 of the reference's precedence: the shell wins over `.env`). Without the caller's
 * environment a value from `.env` is only what it is by default, and a variable found nowhere is unknown.
 */
export function lookupIn(environment: Environment, name: string): Lookup {
  const { shell, dotenv } = environment;
  const given = shell?.get(name);
  if (given !== undefined) return { state: 'known', value: given };
  const value = dotenv?.get(name);
  if (value !== undefined) return { state: shell ? 'known' : 'default', value };
  return shell && dotenv ? { state: 'unset' } : { state: 'unknown' };
}
