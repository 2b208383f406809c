import {
  type ConfigOrigin,
  callerEntries,
  type Placed,
  type PresetChoice,
  presetNamed,
  type Rule,
  type RuleSetting,
  type SettingEntry,
} from '@plimsoll/core';
import { type Arguments, suggestChoice } from './arguments.ts';
import type { ConfigRequest } from './configure.ts';
import { UserError } from './user-error.ts';

/** What the command line says about configuration. Throws `UserError` and `ConfigError` for what is wrong in it. */
export function readConfigRequest(args: Arguments, rules: readonly Rule[]): ConfigRequest {
  const settings = new Map<string, RuleSetting>(args.values('rule').map(readRuleSetting));
  return {
    rules,
    presets: readPresets(args),
    layers: [
      {
        applies: undefined,
        entries: [
          ...(args.has('shellcheck') ? [shellcheckRuns] : []),
          ...callerEntries(Object.fromEntries(settings), (name) => `--rule ${name}:${String(settings.get(name))}`),
          ...(args.has('require-reason') ? [reasonRequired] : []),
        ],
      },
    ],
    file: args.has('no-config') ? false : args.value('config'),
    allowCode: args.has('allow-config-code'),
  };
}

const byRequireReason: ConfigOrigin = { kind: 'caller', shown: '--require-reason' };

/** The option alone: the severity stays as it is configured. */
const reasonRequired: SettingEntry = {
  name: { value: 'plimsoll/valid-suppression', origin: byRequireReason },
  severity: undefined,
  options: [{ name: 'requireReason', value: true, origin: byRequireReason }],
};

const byShellcheck: ConfigOrigin = { kind: 'caller', shown: '--shellcheck' };

/** Before the settings of `--rule`, which may set the rule's severity, and those of single codes. */
const shellcheckRuns: SettingEntry = {
  name: { value: 'dockerfile/no-shellcheck-findings', origin: byShellcheck },
  severity: { value: 'warning', origin: byShellcheck },
  options: [{ name: 'run', value: true, origin: byShellcheck }],
};

function readPresets(args: Arguments): readonly Placed<PresetChoice>[] {
  const from = (shown: string): ConfigOrigin => ({ kind: 'caller', shown });
  if (args.has('all-rules')) return [{ value: 'all', origin: from('--all-rules') }];
  const names = args.values('preset').flatMap((given) => given.split(','));
  return names.map((name) => ({ value: presetNamed(name.trim()), origin: from(`--preset ${name.trim()}`) }));
}

const settingChoices = ['off', 'info', 'warning', 'error'] as const;

function readRuleSetting(given: string): readonly [string, (typeof settingChoices)[number]] {
  const colon = given.lastIndexOf(':');
  if (colon <= 0)
    throw new UserError(`--rule takes ID:SEVERITY, as in --rule dockerfile/no-root-user:off, not "${given}"`);
  const word = given.slice(colon + 1);
  const severity = settingChoices.find((choice) => choice === word);
  if (!severity)
    throw new UserError(`unknown severity "${word}" in --rule ${given}${suggestChoice(word, settingChoices)}`);
  return [given.slice(0, colon), severity];
}
