import type { Instruction, ShellInstruction } from '../dockerfile/nodes.ts';
import type { Build } from '../project/build.ts';
import { type StageBase, stageGraph } from './stage-graph.ts';
import { latestShell, placeOf } from './stage-timeline.ts';

/** What runs the shell form. */
export type EffectiveShell =
  /** SHELL of the file. */
  | { readonly kind: 'shell'; readonly instruction: ShellInstruction; readonly words: readonly string[] }
  /** The base's: `/bin/sh -c` unless the image sets another, `cmd /S /C` on Windows. */
  | { readonly kind: 'base'; readonly base: StageBase };

/** The shell in force at an instruction, through the stages below; undefined in the preamble and inside ONBUILD. */
export function effectiveShell(build: Build, instruction: Instruction): EffectiveShell | undefined {
  const place = placeOf(build, instruction);
  if (!place) return undefined;
  const shell = latestShell(build, place.timeline, place.position);
  if (!shell) return { kind: 'base', base: stageGraph(build).baseOf(place.timeline.bottom) };
  const { command } = shell;
  const words = command.form === 'exec' ? command.items.map((item) => item.value) : [];
  return { kind: 'shell', instruction: shell, words };
}
