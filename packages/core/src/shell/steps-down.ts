import { flagOf, readArguments } from './arguments.ts';
import type { CommandWord, ShellCommand } from './command-nodes.ts';
import { suArguments, wrapperOf } from './wrappers.ts';

/** A command that goes on as another user. */
export interface StepDown {
  /** The user, or undefined where it is not known. */
  readonly user: string | undefined;
  /** The word that names it; undefined for a command that always steps down. */
  readonly word: CommandWord | undefined;
}

/**
 * Whether a command visibly gives up root and runs something as another user: `gosu`, `su-exec`, `setpriv`, `runuser`,
 * `chpst`, `s6-setuidgid`, `setuidgid`, `su`, `sudo -u`, `chroot --userspec`. Ask it of every command of an entrypoint
 * (`walkScript`, `walkExec`), so that `exec gosu app "$@"` and `tini -- gosu app cmd` are found. A step to root, or to a
 * user id 0, is none. A user that is not known (`gosu "$USER"`) counts as stepping down.
 */
export function stepsDownFromRoot(command: ShellCommand): StepDown | undefined {
  const word = userOf(command);
  if (!word) return undefined;
  const user = word.value === undefined ? undefined : userName(word.value);
  return user === 'root' || user === '0' || user === '' ? undefined : { user, word };
}

/** `app:group`, `:1000:1000` (chpst), `+1000`. */
function userName(text: string): string {
  return text.replace(/^[:+]/, '').split(/[:.]/, 1)[0] ?? '';
}

function userOf(command: ShellCommand): CommandWord | undefined {
  switch (command.name) {
    case 'gosu':
    case 'su-exec':
    case 's6-setuidgid':
    case 'setuidgid':
      return operandsOf(command)[0];
    case 'setpriv':
      return flagValue(command, '--reuid') ?? flagValue(command, '--euid');
    case 'chpst':
    case 's6-applyuidgid':
      return flagValue(command, '-u');
    case 'sudo':
    case 'doas':
      return flagValue(command, command.name === 'sudo' ? '--user' : '-u');
    case 'chroot':
      return flagValue(command, '--userspec');
    case 'runuser':
      return flagValue(command, '--user') ?? userOfSu(command);
    case 'su':
      return userOfSu(command);
    default:
      return undefined;
  }
}

/** The words behind a wrapper's own flags. */
function operandsOf(command: ShellCommand): readonly CommandWord[] {
  const wrapper = command.name === undefined ? undefined : wrapperOf(command.name);
  if (!wrapper) return [];
  const { rest } = readArguments(wrapper.grammar, command.args);
  return command.args.slice(rest);
}

function flagValue(command: ShellCommand, flag: string): CommandWord | undefined {
  const wrapper = command.name === undefined ? undefined : wrapperOf(command.name);
  return wrapper && flagOf(readArguments(wrapper.grammar, command.args).result, flag)?.value;
}

/** `su [-] user`; without a user it is root. */
function userOfSu(command: ShellCommand): CommandWord | undefined {
  const operands = suArguments(command)?.operands ?? [];
  const word = operands.find(({ value }) => value !== '-');
  return word;
}
