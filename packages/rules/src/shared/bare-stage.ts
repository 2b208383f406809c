import {
  type AddInstruction,
  type Build,
  type CopyInstruction,
  externalBaseOf,
  type Instruction,
  joinPath,
  literalValue,
  type Stage,
  stageGraph,
  workingDirectoryAt,
} from '@plimsoll/core/rule';
import { addSource } from './add-sources.ts';

/** What a stage without a system of its own runs, with the image that it stands on. */
export interface BareStage {
  /** `scratch`, or the name of an image without a shell. */
  readonly base: string;
  /** Of the stages below, in the order in which they are built. */
  readonly below: readonly Instruction[];
}

/** The stage as a bare one: built on scratch, or where `shellLess` says so of the image; otherwise undefined. */
export function bareStage(
  build: Build,
  stage: Stage,
  shellLess: (name: string, tag: string | undefined) => boolean = () => false,
): BareStage | undefined {
  const { base } = externalBaseOf(build, stage);
  const isBare =
    base.kind === 'scratch' ||
    (base.kind === 'image' && shellLess(base.reference.familiarName, base.reference.tag?.text));
  if (!isBare) return undefined;
  const graph = stageGraph(build);
  const below: Instruction[] = [];
  for (let at = graph.baseOf(stage); at.kind === 'stage'; at = graph.baseOf(at.stage)) {
    below.unshift(...at.stage.instructions);
  }
  return { base: base.kind === 'image' ? base.reference.text : 'scratch', below };
}

/** True if an instruction puts a file at `path` (absolute), or may do so. */
export function mayProvide(build: Build, instruction: Instruction, path: string): boolean {
  switch (instruction.kind) {
    case 'Add':
      return instruction.sources.some((source) => addSource(source) !== 'plain') || mayCopyTo(build, instruction, path);
    case 'Copy':
      return mayCopyTo(build, instruction, path);
    case 'Run':
    case 'Onbuild':
    case 'Unknown':
      return true;
    default:
      return false;
  }
}

function mayCopyTo(build: Build, instruction: AddInstruction | CopyInstruction, path: string): boolean {
  const destination = instruction.destination && literalValue(instruction.destination);
  if (destination === undefined) return true;
  const directory = workingDirectoryAt(build, instruction);
  if (!destination.startsWith('/') && directory.state === 'unknown') return true;
  const full = joinPath(directory.state === 'unknown' ? '/' : directory.path, destination);
  return path === full || path.startsWith(full === '/' ? '/' : `${full}/`);
}
