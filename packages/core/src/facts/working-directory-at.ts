import type { Instruction, Stage, WorkdirInstruction } from '../dockerfile/nodes.ts';
import { expandWord } from '../dockerfile/words.ts';
import type { Build } from '../project/build.ts';
import { environmentAt } from './environment-at.ts';
import { fact } from './fact.ts';
import { stageGraph } from './stage-graph.ts';
import { bottomOf, latestWorkdir, placeOf, type StageTimeline, stageTimelines } from './stage-timeline.ts';

/** An absolute path, or unknown: the base image's own, or one that a variable takes part in. */
export type WorkingDirectory =
  | { readonly state: 'known' | 'default'; readonly path: string }
  | { readonly state: 'unknown' };

const unknownDirectory: WorkingDirectory = { state: 'unknown' };

/** The directory behind each WORKDIR. */
const directoriesAfter = fact(
  'core/working-directories@1',
  (build: Build): ReadonlyMap<Stage, ReadonlyMap<WorkdirInstruction, WorkingDirectory>> => {
    const all = new Map<Stage, ReadonlyMap<WorkdirInstruction, WorkingDirectory>>();
    for (const timeline of stageTimelines(build)) {
      const own = new Map<WorkdirInstruction, WorkingDirectory>();
      let current = startOf(build, timeline, all);
      for (const instruction of timeline.instructions) {
        if (instruction.kind !== 'Workdir') continue;
        current = moved(build, current, instruction);
        own.set(instruction, current);
      }
      all.set(timeline.stage, own);
    }
    return all;
  },
);

function startOf(
  build: Build,
  timeline: StageTimeline,
  known: ReadonlyMap<Stage, ReadonlyMap<WorkdirInstruction, WorkingDirectory>>,
): WorkingDirectory {
  const last = latestWorkdir(build, timeline, 0);
  if (last) {
    for (let level = timeline.parent; level; level = level.parent) {
      const found = known.get(level.stage)?.get(last);
      if (found) return found;
    }
  }
  return stageGraph(build).baseOf(bottomOf(timeline).stage).kind === 'scratch'
    ? { state: 'known', path: '/' }
    : unknownDirectory;
}

function moved(build: Build, from: WorkingDirectory, instruction: WorkdirInstruction): WorkingDirectory {
  if (!instruction.value) return from;
  const expansion = expandWord(instruction.value, environmentAt(build, instruction));
  if (!('value' in expansion)) return unknownDirectory;
  const { value, state } = expansion;
  if (value === '') return from;
  if (value.startsWith('/')) return { state, path: cleanPath(value) };
  // A drive letter makes it absolute on Windows, which can't be told from here.
  if (from.state === 'unknown' || /^[A-Za-z]:/.test(value)) return unknownDirectory;
  const certainty = from.state === 'default' || state === 'default' ? 'default' : 'known';
  return { state: certainty, path: cleanPath(`${from.path}/${value}`) };
}

/** The path without `.`, `..` and doubled slashes (Go's `path.Clean` of an absolute path). */
export function cleanPath(path: string): string {
  const pieces: string[] = [];
  for (const piece of path.split('/')) {
    if (piece === '..') pieces.pop();
    else if (piece !== '' && piece !== '.') pieces.push(piece);
  }
  return `/${pieces.join('/')}`;
}

/** The working directory in which an instruction runs. For WORKDIR: the one before it. */
export function workingDirectoryAt(build: Build, instruction: Instruction): WorkingDirectory {
  const place = placeOf(build, instruction);
  return place ? directoryBefore(build, place.timeline, place.position) : unknownDirectory;
}

/** The working directory at the end of a stage. */
export function workingDirectoryAfter(build: Build, stage: Stage): WorkingDirectory {
  const timeline = stageTimelines(build)[stage.index];
  return timeline ? directoryBefore(build, timeline, Number.POSITIVE_INFINITY) : unknownDirectory;
}

function directoryBefore(build: Build, timeline: StageTimeline, position: number): WorkingDirectory {
  const directories = directoriesAfter(build);
  const last = latestWorkdir(build, timeline, position);
  if (last) {
    for (let level: StageTimeline | undefined = timeline; level; level = level.parent) {
      const found = directories.get(level.stage)?.get(last);
      if (found) return found;
    }
  }
  return startOf(build, timeline, directories);
}
