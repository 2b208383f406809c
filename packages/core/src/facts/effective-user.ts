import type { Instruction, Stage, UserInstruction } from '../dockerfile/nodes.ts';
import { type Expansion, expandWord } from '../dockerfile/words.ts';
import type { Build } from '../project/build.ts';
import { environmentAt } from './environment-at.ts';
import { fact } from './fact.ts';
import { type StageBase, stageGraph } from './stage-graph.ts';
import { externalBaseOf, latestUser, placeOf, type StageTimeline, stageTimelines } from './stage-timeline.ts';

/** Who runs: the last USER, or what the external base says. */
export type EffectiveUser =
  | {
      readonly kind: 'user';
      readonly instruction: UserInstruction;
      /** The whole value, `user[:group]`, as far as it is known. */
      readonly value: Expansion;
      /** `value` up to the colon; undefined where it is not known. */
      readonly user: string | undefined;
    }
  | {
      readonly kind: 'base';
      /** The stage whose FROM names the external base. */
      readonly stage: Stage;
      readonly base: StageBase;
    };

/** The user of the built image; undefined if the build has no target stage. */
export const effectiveUser = fact('core/effective-user@1', (build: Build): EffectiveUser | undefined => {
  const { target } = stageGraph(build);
  const timeline = target && stageTimelines(build)[target.index];
  return timeline && userOn(build, timeline, Number.POSITIVE_INFINITY);
});

/** The user that an instruction runs as; undefined in the preamble and inside ONBUILD. */
export function effectiveUserAt(build: Build, instruction: Instruction): EffectiveUser | undefined {
  const place = placeOf(build, instruction);
  return place && userOn(build, place.timeline, place.position);
}

/** The user at the end of a stage. */
export function effectiveUserOf(build: Build, stage: Stage): EffectiveUser | undefined {
  const timeline = stageTimelines(build)[stage.index];
  return timeline && userOn(build, timeline, Number.POSITIVE_INFINITY);
}

function userOn(build: Build, timeline: StageTimeline, position: number): EffectiveUser {
  const instruction = latestUser(build, timeline, position);
  if (!instruction) {
    return { kind: 'base', ...externalBaseOf(build, timeline.stage) };
  }
  const value: Expansion = instruction.value
    ? expandWord(instruction.value, environmentAt(build, instruction))
    : { state: 'unknown', unknown: [], unset: [], used: [] };
  return { kind: 'user', instruction, value, user: 'value' in value ? value.value.split(':', 1)[0] : undefined };
}
