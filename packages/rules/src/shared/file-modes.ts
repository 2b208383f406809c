import { argumentsOf, type CommandWord, flagOf, type ShellCommand } from '@plimsoll/core/rule';

/** What a mode adds to a file's rights, as far as this project asks. */
export interface ModeGrants {
  /** All users may write. */
  readonly worldWrite: boolean;
  /** Only the owner of a file may remove it from the directory. */
  readonly sticky: boolean;
  readonly setuid: boolean;
  readonly setgid: boolean;
}

/**
 * Reads a mode of chmod: an octal number, or symbolic clauses (`u+s,o-w`). Undefined if it is neither. Clauses without
 * `u`, `g`, `o` or `a` are subject to the umask, so that `+w` gives nothing to others (POSIX, chmod).
 */
export function modeGrants(text: string): ModeGrants | undefined {
  if (/^[0-7]{1,5}$/.test(text)) {
    const bits = Number.parseInt(text, 8);
    return {
      worldWrite: (bits & 0o2) !== 0,
      sticky: (bits & 0o1000) !== 0,
      setuid: (bits & 0o4000) !== 0,
      setgid: (bits & 0o2000) !== 0,
    };
  }
  return symbolicGrants(text);
}

function symbolicGrants(text: string): ModeGrants | undefined {
  const grants = { worldWrite: false, sticky: false, setuid: false, setgid: false };
  for (const clause of text.split(',')) {
    const match = /^([ugoa]*)((?:[-+=](?:[rwxXst]*|[ugo]))+)$/.exec(clause);
    if (!match) return undefined;
    const [, who = '', actions = ''] = match;
    for (const [, operator, rights = ''] of actions.matchAll(/([-+=])([rwxXstugo]*)/g)) {
      if (operator === '-') continue;
      if (/[oa]/.test(who) && rights.includes('w')) grants.worldWrite = true;
      if (rights.includes('t')) grants.sticky = true;
      if (!rights.includes('s')) continue;
      if (who === '' || /[ua]/.test(who)) grants.setuid = true;
      if (who === '' || /[ga]/.test(who)) grants.setgid = true;
    }
  }
  return grants;
}

/** A mode that a command gives to files. */
export interface GivenMode {
  /** The word, or the part of one, that is the mode. */
  readonly word: CommandWord;
  readonly value: string;
  readonly grants: ModeGrants;
  /** What gets it, as far as that is known; empty where it is not. */
  readonly paths: readonly CommandWord[];
  /** The command makes directories. */
  readonly isDirectory: boolean;
}

/** The tools below, for `mentions`. */
export const modeTools = ['chmod', 'mkdir', 'install'] as const;

/** The mode that `chmod`, `mkdir -m` or `install -m` sets; undefined for any other command and where it is not known. */
export function modeGivenBy(command: ShellCommand): GivenMode | undefined {
  const { name } = command;
  if (name !== 'chmod' && name !== 'mkdir' && name !== 'install') return undefined;
  const args = argumentsOf(command);
  if (!args || (name === 'chmod' && (!args.operandsCertain || flagOf(args, '--reference')))) return undefined;
  const word = name === 'chmod' ? args.operands[0] : flagOf(args, '--mode')?.value;
  const grants = word?.value === undefined ? undefined : modeGrants(word.value);
  if (!word || word.value === undefined || !grants) return undefined;
  return {
    word,
    value: word.value,
    grants,
    paths: name === 'chmod' ? args.operands.slice(1) : args.operands,
    isDirectory: name === 'mkdir' || (name === 'install' && flagOf(args, '--directory') !== undefined),
  };
}
