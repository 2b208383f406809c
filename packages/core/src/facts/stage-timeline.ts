import type { Instruction, Stage } from '../dockerfile/nodes.ts';
import type { Build } from '../project/build.ts';
import { fact } from './fact.ts';
import { type StageBase, stageGraph } from './stage-graph.ts';

/** An instruction of a kind that holds until the next of that kind. */
type Lasting = Extract<Instruction, { kind: 'User' | 'Shell' }>;
export type LastingKind = Lasting['kind'];
export type LastingInstruction<K extends LastingKind> = Extract<Lasting, { kind: K }>;

/** What a stage runs, in order: the triggers of its base stage, then its own instructions. */
export interface StageTimeline {
  readonly stage: Stage;
  readonly parent: StageTimeline | undefined;
  /** The lowest stage that this one stands on: the one whose base is not a stage. */
  readonly bottom: Stage;
  readonly instructions: readonly Instruction[];
  /** How many of the instructions are triggers of the base stage; they come first. */
  readonly triggers: number;
}

const noTriggers: readonly Instruction[] = [];

/** The timelines of a build's stages, by index. */
export const stageTimelines = fact('core/stage-timelines@1', (build: Build): readonly StageTimeline[] => {
  const graph = stageGraph(build);
  const timelines: StageTimeline[] = [];
  for (const stage of graph.stages) {
    const base = graph.baseOf(stage);
    const parent = base.kind === 'stage' ? timelines[base.stage.index] : undefined;
    const triggers = parent ? triggersOf(parent.stage) : noTriggers;
    const instructions = triggers.length > 0 ? [...triggers, ...stage.instructions] : stage.instructions;
    timelines.push({ stage, parent, bottom: parent?.bottom ?? stage, instructions, triggers: triggers.length });
  }
  return timelines;
});

/** ONBUILD acts in the stages directly based on this one; an inherited trigger is used up. */
function triggersOf(stage: Stage): readonly Instruction[] {
  let triggers: Instruction[] | undefined;
  for (const instruction of stage.instructions) {
    if (instruction.kind !== 'Onbuild' || !instruction.trigger) continue;
    triggers ??= [];
    triggers.push(instruction.trigger);
  }
  return triggers ?? noTriggers;
}

/** What a stage stands on in the end: the lowest local stage below it, and the base that its FROM names. */
export function externalBaseOf(build: Build, stage: Stage): { readonly stage: Stage; readonly base: StageBase } {
  const bottom = stageTimelines(build)[stage.index]?.bottom ?? stage;
  return { stage: bottom, base: stageGraph(build).baseOf(bottom) };
}

/** The timeline that an instruction stands on, and its position; undefined in the preamble and inside ONBUILD. */
export function placeOf(
  build: Build,
  instruction: Instruction,
): { readonly timeline: StageTimeline; readonly position: number } | undefined {
  if (instruction.stageIndex === undefined || instruction.onbuild) return undefined;
  const timeline = stageTimelines(build)[instruction.stageIndex];
  if (!timeline) return undefined;
  if (instruction.kind === 'From') return { timeline, position: 0 };
  const index = indexIn(timeline.stage.instructions, instruction);
  return index === undefined ? undefined : { timeline, position: timeline.triggers + index };
}

/** Instructions stand in the order of the file. */
function indexIn(instructions: readonly Instruction[], instruction: Instruction): number | undefined {
  const { start } = instruction.span;
  let low = 0;
  let high = instructions.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((instructions[middle]?.span.start ?? 0) < start) low = middle + 1;
    else high = middle;
  }
  return instructions[low] === instruction ? low : undefined;
}

type Positions<K extends LastingKind> = readonly {
  readonly position: number;
  readonly instruction: LastingInstruction<K>;
}[];

/** Positions of one kind on each timeline, and the last of all on it and below. */
interface LastingTable<K extends LastingKind> {
  readonly own: readonly (Positions<K> | undefined)[];
  readonly atEnd: readonly (LastingInstruction<K> | undefined)[];
}

function lastingTable<K extends LastingKind>(
  build: Build,
  isKind: (instruction: Instruction) => instruction is LastingInstruction<K>,
): LastingTable<K> {
  const own: (Positions<K> | undefined)[] = [];
  const atEnd: (LastingInstruction<K> | undefined)[] = [];
  for (const timeline of stageTimelines(build)) {
    const list = positionsOf(timeline, isKind);
    const { parent } = timeline;
    own.push(list);
    atEnd.push(list?.at(-1)?.instruction ?? (parent ? atEnd[parent.stage.index] : undefined));
  }
  return { own, atEnd };
}

function positionsOf<K extends LastingKind>(
  { instructions }: StageTimeline,
  isKind: (instruction: Instruction) => instruction is LastingInstruction<K>,
): Positions<K> | undefined {
  let list: { position: number; instruction: LastingInstruction<K> }[] | undefined;
  for (let position = 0; position < instructions.length; position++) {
    const instruction = instructions[position];
    if (!instruction || !isKind(instruction)) continue;
    list ??= [];
    list.push({ position, instruction });
  }
  return list;
}

const userTable = fact('core/user-table@1', (build: Build) =>
  lastingTable(build, (instruction): instruction is LastingInstruction<'User'> => instruction.kind === 'User'),
);
const shellTable = fact('core/shell-table@1', (build: Build) =>
  lastingTable(build, (instruction): instruction is LastingInstruction<'Shell'> => instruction.kind === 'Shell'),
);

function latestIn<K extends LastingKind>(
  table: LastingTable<K>,
  timeline: StageTimeline,
  position: number,
): LastingInstruction<K> | undefined {
  const list = table.own[timeline.stage.index];
  const found = list && lastBefore(list, position);
  if (found) return found.instruction;
  return timeline.parent ? table.atEnd[timeline.parent.stage.index] : undefined;
}

/** The last of a list in ascending order that stands before a position. */
export function lastBefore<T extends { readonly position: number }>(
  list: readonly T[],
  position: number,
): T | undefined {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle]?.position ?? 0) < position) low = middle + 1;
    else high = middle;
  }
  return list[low - 1];
}

/** The USER in force before a position, through the local stages below. */
export const latestUser = (build: Build, timeline: StageTimeline, position = Number.POSITIVE_INFINITY) =>
  latestIn(userTable(build), timeline, position);
export const latestShell = (build: Build, timeline: StageTimeline, position = Number.POSITIVE_INFINITY) =>
  latestIn(shellTable(build), timeline, position);
