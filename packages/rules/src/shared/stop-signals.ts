import { type Instruction, literalValue, type StopsignalInstruction } from '@plimsoll/core/rule';
import type { ShippedImage } from './shipped-image.ts';

/** Signals that have the same number on every architecture that Linux runs on (signal(7)). */
const numbered: Readonly<Record<string, string>> = {
  1: 'HUP',
  2: 'INT',
  3: 'QUIT',
  4: 'ILL',
  5: 'TRAP',
  6: 'ABRT',
  8: 'FPE',
  9: 'KILL',
  11: 'SEGV',
  13: 'PIPE',
  14: 'ALRM',
  15: 'TERM',
};

/** Others by the numbers of x86 and Arm. */
const commonNumbers: Readonly<Record<string, string>> = {
  10: 'USR1',
  12: 'USR2',
  18: 'CONT',
  19: 'STOP',
  20: 'TSTP',
  28: 'WINCH',
  37: 'RTMIN+3',
};

/** A STOPSIGNAL as a name. */
export interface StopSignal {
  /** In capital letters, with SIG: `SIGTERM`, `SIGRTMIN+3`. */
  readonly name: string;
  /** The name says the same as what is written, on every machine. */
  readonly same: boolean;
}

/** What a STOPSIGNAL names; undefined where a variable takes part, or where the number has no known name. */
export function stopSignalOf({ value }: StopsignalInstruction): StopSignal | undefined {
  const text = value && literalValue(value)?.trim();
  return text ? signalNamed(text) : undefined;
}

/** A signal as STOPSIGNAL and `stop_signal` write it, by number or by name; undefined for a number without known name. */
export function signalNamed(text: string): StopSignal | undefined {
  if (/^\d+$/.test(text)) {
    const number = String(Number(text));
    const fixed = numbered[number];
    const name = fixed ?? commonNumbers[number];
    return name === undefined ? undefined : { name: `SIG${name}`, same: fixed !== undefined };
  }
  return { name: `SIG${text.toUpperCase().replace(/^SIG/, '')}`, same: true };
}

/** The last STOPSIGNAL of some instructions. */
export function lastStopSignal(instructions: readonly Instruction[]): StopsignalInstruction | undefined {
  return instructions.findLast((instruction) => instruction.kind === 'Stopsignal');
}

/** What is wrong with the signal at which a main process is stopped. */
export type SignalFault =
  /** It is set to another one. */
  | { readonly kind: 'other'; readonly at: StopsignalInstruction; readonly name: string }
  /** It is SIGTERM, as neither the file nor the base sets one. */
  | { readonly kind: 'none'; readonly at: Instruction };

/**
 * Compares the stop signal of an image, whose own command is one of `programs` in exec form, with the one that the
 * program wants. `baseSets`: false where the base is known to set no signal. Undefined where all is well or not known.
 */
export function signalFault(
  image: Pick<ShippedImage, 'entrypoint' | 'command' | 'instructions'>,
  wanted: string,
  isProgram: (path: string) => boolean,
  baseSets: boolean,
): SignalFault | undefined {
  const runs = image.entrypoint ?? image.command;
  if (runs?.command.form !== 'exec' || !isProgram(runs.command.items[0]?.value ?? '')) return undefined;
  const instruction = lastStopSignal(image.instructions);
  if (!instruction) return baseSets ? undefined : { kind: 'none', at: runs };
  const name = stopSignalOf(instruction)?.name;
  return name === undefined || name === wanted ? undefined : { kind: 'other', at: instruction, name };
}
