import { severities } from '../rule/rule-types.ts';
import type { ConfigOrigin } from './config-origin.ts';
import type { RuleSetting } from './config-shape.ts';
import type { PathFilter } from './path-filter.ts';
import type { PresetChoice } from './presets.ts';

/** A value with the place where it was set. */
export interface Placed<T> {
  readonly value: T;
  readonly origin: ConfigOrigin;
}

/** What a configuration says of one rule, or of all rules with one alias. Not checked yet. */
export interface SettingEntry {
  readonly name: Placed<string>;
  /** Undefined to set options alone: the severity stays what it is. */
  readonly severity: Placed<unknown> | undefined;
  readonly options: readonly OptionEntry[];
}

export interface OptionEntry extends Placed<unknown> {
  readonly name: string;
}

/** Settings that hold together: of a configuration, or of one of its overrides. */
export interface SettingLayer {
  /** Undefined if they hold for all files. */
  readonly applies: PathFilter | undefined;
  readonly entries: readonly SettingEntry[];
}

/** A configuration with all that it extends, in the order in which it counts: later layers win. */
export interface ConfigStack {
  /** Where to start; `recommended` if there is none. */
  readonly presets: readonly Placed<PresetChoice>[];
  readonly layers: readonly SettingLayer[];
}

/** What a severity may be, mildest first. */
export const severityWords: readonly string[] = ['off', ...[...severities].reverse()];

/** Settings that a caller gives, as entries. */
export function callerEntries(
  settings: Readonly<Record<string, RuleSetting>>,
  show: (name: string) => string | undefined = () => undefined,
): readonly SettingEntry[] {
  return Object.entries(settings).map(([name, setting]) => {
    const origin: ConfigOrigin = { kind: 'caller', shown: show(name) };
    const [severity, options] = typeof setting === 'object' ? setting : [setting, undefined];
    const entries = Object.entries(options ?? {}).map(([option, value]) => ({ name: option, value, origin }));
    return { name: { value: name, origin }, severity: { value: severity, origin }, options: entries };
  });
}
