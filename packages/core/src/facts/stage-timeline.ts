import type { Instruction, Stage } from '../dockerfile/nodes.ts';
import type { Build } from '../project/build.ts';
import { fact } from './fact.ts';
import { stageGraph } from './stage-graph.ts';

/** An instruction of a kind that holds until the next of that kind. */
type Lasting = Extract<Instruction, { kind: 'User' | 'Workdir' | 'Shell' }>;
export type LastingKind = Lasting['kind'];
export type LastingInstruction<K extends LastingKind> = Extract<Lasting, { kind: K }>;

/** What a stage runs, in order: the triggers of its base stage, then its own instructions. */
export interface StageTimeline {
  readonly stage: Stage;
  readonly parent: StageTimeline | undefined;
  /** Stages below this one, itself included. */
  readonly depth: number;
  readonly instructions: readonly Instruction[];
  readonly positions: ReadonlyMap<Instruction, number>;
}

/** The timelines of a build's stages, by index. */
export const stageTimelines = fact('core/stage-timelines@1', (build: Build): readonly StageTimeline[] => {
  const graph = stageGraph(build);
  const timelines: StageTimeline[] = [];
  for (const stage of graph.stages) {
    const base = graph.baseOf(stage);
    const parent = base.kind === 'stage' ? timelines[base.stage.index] : undefined;
    const triggers = parent ? triggersOf(parent.stage) : [];
    const instructions = triggers.length > 0 ? [...triggers, ...stage.instructions] : stage.instructions;
    const positions = new Map(instructions.map((instruction, index) => [instruction, index]));
    timelines.push({ stage, parent, depth: (parent?.depth ?? 0) + 1, instructions, positions });
  }
  return timelines;
});

/** ONBUILD acts in the stages directly based on this one; an inherited trigger is used up. */
function triggersOf(stage: Stage): readonly Instruction[] {
  return stage.instructions.flatMap((instruction) =>
    instruction.kind === 'Onbuild' && instruction.trigger ? [instruction.trigger] : [],
  );
}

/** The timeline that an instruction stands on, and its position; undefined in the preamble and inside ONBUILD. */
export function placeOf(
  build: Build,
  instruction: Instruction,
): { readonly timeline: StageTimeline; readonly position: number } | undefined {
  if (instruction.stageIndex === undefined || instruction.onbuild) return undefined;
  const timeline = stageTimelines(build)[instruction.stageIndex];
  if (!timeline) return undefined;
  const position = instruction.kind === 'From' ? 0 : timeline.positions.get(instruction);
  return position === undefined ? undefined : { timeline, position };
}

/** Positions of one kind on each timeline, and the last of all on it and below. */
interface LastingTable<K extends LastingKind> {
  readonly own: readonly (readonly { readonly position: number; readonly instruction: LastingInstruction<K> }[])[];
  readonly atEnd: readonly (LastingInstruction<K> | undefined)[];
}

function lastingTable<K extends LastingKind>(
  build: Build,
  isKind: (instruction: Instruction) => instruction is LastingInstruction<K>,
): LastingTable<K> {
  const own: { position: number; instruction: LastingInstruction<K> }[][] = [];
  const atEnd: (LastingInstruction<K> | undefined)[] = [];
  for (const { instructions, parent } of stageTimelines(build)) {
    const list: { position: number; instruction: LastingInstruction<K> }[] = [];
    instructions.forEach((instruction, position) => {
      if (isKind(instruction)) list.push({ position, instruction });
    });
    own.push(list);
    atEnd.push(list.at(-1)?.instruction ?? (parent ? atEnd[parent.stage.index] : undefined));
  }
  return { own, atEnd };
}

const userTable = fact('core/user-table@1', (build: Build) =>
  lastingTable(build, (instruction): instruction is LastingInstruction<'User'> => instruction.kind === 'User'),
);
const workdirTable = fact('core/workdir-table@1', (build: Build) =>
  lastingTable(build, (instruction): instruction is LastingInstruction<'Workdir'> => instruction.kind === 'Workdir'),
);
const shellTable = fact('core/shell-table@1', (build: Build) =>
  lastingTable(build, (instruction): instruction is LastingInstruction<'Shell'> => instruction.kind === 'Shell'),
);

function latestIn<K extends LastingKind>(
  table: LastingTable<K>,
  timeline: StageTimeline,
  position: number,
): LastingInstruction<K> | undefined {
  const list = table.own[timeline.stage.index] ?? [];
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle]?.position ?? 0) < position) low = middle + 1;
    else high = middle;
  }
  return list[low - 1]?.instruction ?? (timeline.parent ? table.atEnd[timeline.parent.stage.index] : undefined);
}

/** The USER in force before a position, through the local stages below. */
export const latestUser = (build: Build, timeline: StageTimeline, position = Number.POSITIVE_INFINITY) =>
  latestIn(userTable(build), timeline, position);
export const latestWorkdir = (build: Build, timeline: StageTimeline, position = Number.POSITIVE_INFINITY) =>
  latestIn(workdirTable(build), timeline, position);
export const latestShell = (build: Build, timeline: StageTimeline, position = Number.POSITIVE_INFINITY) =>
  latestIn(shellTable(build), timeline, position);

/** The lowest stage that a timeline stands on: the one whose base is not a stage. */
export function bottomOf(timeline: StageTimeline): StageTimeline {
  let bottom = timeline;
  while (bottom.parent) bottom = bottom.parent;
  return bottom;
}
