import type { DerivedText } from '../text/derived-text.ts';
import type { CommandContext, ShellCommand, ShellSetting } from './command-nodes.ts';
import type { FunctionNode, ShellList } from './nodes.ts';
import type { ShellScript } from './parse-shell.ts';

/** Settings that a shell starts with: those of `SHELL ["/bin/bash", "-eo", "pipefail", "-c"]`, say. */
export interface ShellSettings {
  readonly errexit: boolean;
  readonly pipefail: boolean;
}

/** The text that is being walked, and the process that runs it. */
export interface Frame {
  readonly text: DerivedText;
  readonly process: ShellProcess;
}

/** A shell while its script is walked. A subshell gets a copy, so that its settings stay inside. */
interface ShellProcess {
  /** By name, the latest definition. */
  readonly functions: Map<string, PendingFunction>;
  /** Every definition, in order. */
  readonly defined: PendingFunction[];
  /** What `trap` sets up for the end. */
  readonly atExit: (() => void)[];
  errexit: ShellSetting;
  pipefail: ShellSetting;
}

export interface PendingFunction {
  readonly node: FunctionNode;
  readonly text: DerivedText;
  walked: boolean;
}

/** What is the same for all commands of a place; settings are added when a command runs. */
export type Place = Omit<CommandContext, 'errexit' | 'pipefail'> & { readonly wrappers: readonly ShellCommand[] };

/**
 * A walk in progress. Nothing recurses: what is left to do is a stack of tasks. The walkers of lists and shells are here
 * because what a command runs can be a list again.
 */
export interface Walk {
  readonly tasks: (() => void)[];
  readonly commands: ShellCommand[];
  readonly walkList: (walk: Walk, frame: Frame, place: Place, list: ShellList) => void;
  readonly walkShell: (walk: Walk, script: ShellScript, settings: ShellSettings, place: Place) => void;
}

/** Runs the tasks in the given order, before everything that is already waiting. */
export function inOrder(walk: Walk, tasks: readonly (() => void)[]): void {
  for (let index = tasks.length - 1; index >= 0; index--) {
    const task = tasks[index];
    if (task) walk.tasks.push(task);
  }
}

/** The state of a new shell. */
export function newFrame(text: DerivedText, settings: ShellSettings): Frame {
  const process: ShellProcess = {
    functions: new Map(),
    defined: [],
    atExit: [],
    errexit: settings.errexit ? 'on' : 'off',
    pipefail: settings.pipefail ? 'on' : 'off',
  };
  return { text, process };
}

export const subshellOf = ({ text, process }: Frame): Frame => ({ text, process: { ...process } });
