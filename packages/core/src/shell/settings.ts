import type { CommandWord, ShellSetting } from './command-nodes.ts';
import type { ShellSettings } from './walk-state.ts';

/** What a shell's own arguments or those of `set` change. */
export interface SettingChanges {
  readonly errexit: ShellSetting | undefined;
  readonly pipefail: ShellSetting | undefined;
}

/**
 * Reads the options of `set` and of a shell's command line: `-e`, `-eux`, `-o errexit`, `-euo pipefail`, `+e`.
 * Stops at the first operand. What an expansion sets is unknown.
 */
export function changedSettings(args: readonly Pick<CommandWord, 'value'>[]): SettingChanges {
  let errexit: ShellSetting | undefined;
  let pipefail: ShellSetting | undefined;
  for (let index = 0; index < args.length; index++) {
    const text = args[index]?.value;
    if (text === undefined) return { errexit: errexit ?? 'unknown', pipefail: pipefail ?? 'unknown' };
    if (!/^[-+][A-Za-z]/.test(text)) break;
    const state = text.startsWith('-') ? 'on' : 'off';
    for (const letter of text.slice(1)) {
      if (letter === 'e') errexit = state;
      if (letter !== 'o') continue;
      const name = args[++index]?.value;
      if (name === 'errexit') errexit = state;
      if (name === 'pipefail') pipefail = state;
    }
  }
  return { errexit, pipefail };
}

/** The settings that a shell has after the words of its command line, `-c` and long options among them. */
export function optionSettings(words: readonly string[]): ShellSettings {
  const short = words.filter((word) => !word.startsWith('--')).map((value) => ({ value }));
  const { errexit, pipefail } = changedSettings(short);
  return { errexit: errexit === 'on', pipefail: pipefail === 'on' };
}
