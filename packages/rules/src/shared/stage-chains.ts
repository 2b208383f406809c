import { type Build, type Stage, stageGraph } from '@plimsoll/core/rule';

/**
 * The stages to blame where something is missing that `has` looks for in one stage's own instructions. What a stage has,
 * those based on it have too. `target`: the stage that is built, if it lacks it. `all`: every stage that lacks it and
 * that no stage which has it is based on or copies from, as hadolint judges.
 */
export function stagesLacking(build: Build, has: (stage: Stage) => boolean, which: 'target' | 'all'): readonly Stage[] {
  const { stages, target, references, baseOf } = stageGraph(build);
  const served: boolean[] = [];
  for (const stage of stages) {
    const base = baseOf(stage);
    served.push(has(stage) || (base.kind === 'stage' && served[base.stage.index] === true));
  }
  if (which === 'target') return target && !served[target.index] ? [target] : [];
  const copied = new Map<number, number[]>();
  for (const { stage, target: from } of references) {
    if (from.kind !== 'stage') continue;
    const indexes = copied.get(stage.index) ?? [];
    indexes.push(from.stage.index);
    copied.set(stage.index, indexes);
  }
  for (const stage of stages.toReversed()) {
    if (!served[stage.index]) continue;
    const base = baseOf(stage);
    if (base.kind === 'stage') served[base.stage.index] = true;
    for (const index of copied.get(stage.index) ?? []) served[index] = true;
  }
  return stages.filter((stage) => !served[stage.index]);
}
