import type { LintConfig, RuleSetting } from '@plimsoll/core';
import { isObject, objectIn } from './protocol.ts';

/** What the user sets in the editor, under `plimsoll`. */
export interface Settings {
  readonly enable: boolean;
  /** Whether findings that `plimsoll-suppressions.json` accepts are left out. */
  readonly suppressions: boolean;
  readonly preset: LintConfig['preset'];
  /** Over what the files of the configuration say. */
  readonly rules: Readonly<Record<string, RuleSetting>>;
  /** Whether configuration that is code may run: the user allows it, and the workspace is trusted. */
  readonly allowConfigCode: boolean;
}

/** What was read, and what of it could not be understood. */
export interface ReadSettings {
  readonly settings: Settings;
  readonly problems: readonly string[];
}

const presets = ['recommended', 'strict', 'all', 'none'] as const;
const severities = ['off', 'info', 'warning', 'error'] as const;

/**
 * Reads settings as an editor sends them, leniently: what is absent has its default, and so has what is wrong. `trusted`:
 * whether the editor trusts the workspace, as `initializationOptions` say.
 */
export function readSettings(given: unknown, trusted: boolean): ReadSettings {
  const { enable, preset, suppressions, allowConfigCode } = isObject(given) ? given : {};
  const problems: string[] = [];
  const known = presets.find((name) => name === preset);
  if (preset !== undefined && preset !== null && !known) {
    problems.push(`plimsoll.preset is one of ${presets.join(', ')}, not ${JSON.stringify(preset)}`);
  }
  const rules: Record<string, RuleSetting> = {};
  for (const [name, value] of Object.entries(objectIn(given, 'rules'))) {
    const setting = readRule(value);
    if (setting) rules[name] = setting;
    else problems.push(`plimsoll.rules: ${name} is one of ${severities.join(', ')}, not ${JSON.stringify(value)}`);
  }
  const settings = {
    enable: enable !== false,
    suppressions: suppressions !== false,
    preset: known,
    rules,
    allowConfigCode: trusted && allowConfigCode === true,
  };
  return { settings, problems };
}

function readRule(value: unknown): RuleSetting | undefined {
  const word = Array.isArray(value) ? value[0] : value;
  const severity = severities.find((name) => name === word);
  if (!severity) return undefined;
  return Array.isArray(value) && isObject(value[1]) ? [severity, value[1]] : severity;
}
