import { UserError } from '../../cli/src/user-error.ts';

/** What the workflow asks for, read from the environment. */
export interface Inputs {
  readonly paths: readonly string[];
  readonly workingDirectory: string;
  readonly config: string | undefined;
  readonly noConfig: boolean;
  readonly preset: string | undefined;
  readonly rules: readonly string[];
  readonly changedOnly: boolean;
  readonly failOn: string | undefined;
  readonly maxWarnings: string | undefined;
  readonly annotations: boolean;
  readonly summary: boolean;
  readonly sarifFile: string | undefined;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the inputs of the step. An empty one is as one that is not given. Throws `UserError` for a switch that is no
 * boolean; what else is wrong, the command line says. Source: actions/toolkit, packages/core/src/core.ts, `getInput`.
 */
export function readInputs(env: Environment): Inputs {
  const text = (name: string): string | undefined => {
    const value = env[`INPUT_${name.toUpperCase()}`]?.trim();
    return value === '' ? undefined : value;
  };
  const lines = (name: string): readonly string[] =>
    (text(name) ?? '')
      .split(/\r?\n/)
      .map((line) => line.trim())
      .filter((line) => line !== '');
  const isOn = (name: string, otherwise: boolean): boolean => {
    const value = text(name);
    if (value === undefined) return otherwise;
    // The booleans of YAML 1.2's core schema.
    if (/^(?:true|True|TRUE)$/.test(value)) return true;
    if (/^(?:false|False|FALSE)$/.test(value)) return false;
    throw new UserError(`the input ${name} is true or false, not "${value}"`);
  };
  return {
    paths: lines('paths'),
    workingDirectory: text('working-directory') ?? '.',
    config: text('config'),
    noConfig: isOn('no-config', false),
    preset: text('preset'),
    rules: lines('rules'),
    changedOnly: isOn('changed-only', false),
    failOn: text('fail-on'),
    maxWarnings: text('max-warnings'),
    annotations: isOn('annotations', true),
    summary: isOn('summary', true),
    sarifFile: text('sarif-file'),
  };
}
