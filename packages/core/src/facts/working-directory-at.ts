import type { Instruction, Stage, WorkdirInstruction } from '../dockerfile/nodes.ts';
import { expandWord } from '../dockerfile/words.ts';
import type { Build } from '../project/build.ts';
import { environmentAt } from './environment-at.ts';
import { fact } from './fact.ts';
import { stageGraph } from './stage-graph.ts';
import { lastBefore, placeOf, type StageTimeline, stageTimelines } from './stage-timeline.ts';

/** An absolute path, or unknown: the base image's own, or one that a variable takes part in. */
export type WorkingDirectory =
  | { readonly state: 'known' | 'default'; readonly path: string }
  | { readonly state: 'unknown' };

const unknownDirectory: WorkingDirectory = { state: 'unknown' };
const rootDirectory: WorkingDirectory = { state: 'known', path: '/' };

/** Linux refuses longer paths (`PATH_MAX`); relative WORKDIRs add up, so that the cost needs a bound. */
const maximalLength = 4096;

/** A directory from a position of a timeline on. */
interface Move {
  readonly position: number;
  readonly directory: WorkingDirectory;
}

interface StageDirectories {
  readonly start: WorkingDirectory;
  readonly moves: readonly Move[];
  readonly end: WorkingDirectory;
}

/** The directories of all stages, by stage index. */
const stageDirectories = fact('core/working-directories@2', (build: Build): readonly StageDirectories[] => {
  const all: StageDirectories[] = [];
  for (const timeline of stageTimelines(build)) all.push(directoriesOn(build, timeline, startOf(build, timeline, all)));
  return all;
});

const noMoves: readonly Move[] = [];

function directoriesOn(build: Build, { instructions }: StageTimeline, start: WorkingDirectory): StageDirectories {
  let moves: Move[] | undefined;
  let directory = start;
  for (let position = 0; position < instructions.length; position++) {
    const instruction = instructions[position];
    if (instruction?.kind !== 'Workdir') continue;
    directory = moved(build, directory, instruction);
    moves ??= [];
    moves.push({ position, directory });
  }
  return { start, moves: moves ?? noMoves, end: directory };
}

function startOf(build: Build, timeline: StageTimeline, all: readonly StageDirectories[]): WorkingDirectory {
  if (timeline.parent) return all[timeline.parent.stage.index]?.end ?? unknownDirectory;
  return stageGraph(build).baseOf(timeline.stage).kind === 'scratch' ? rootDirectory : unknownDirectory;
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
  if (from.path.length + value.length > maximalLength) return unknownDirectory;
  return { state: certainty, path: joinedPath(from.path, value) };
}

/** Only what leads upwards needs all of a long path to be read again. */
function joinedPath(base: string, path: string): string {
  if (path.includes('..')) return cleanPath(`${base}/${path}`);
  const rest = cleanPath(path);
  return rest === '/' ? base : base === '/' ? rest : base + rest;
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
  const directories = place && stageDirectories(build)[place.timeline.stage.index];
  if (!directories) return unknownDirectory;
  return lastBefore(directories.moves, place.position)?.directory ?? directories.start;
}

/** The working directory at the end of a stage. */
export function workingDirectoryAfter(build: Build, stage: Stage): WorkingDirectory {
  return stageDirectories(build)[stage.index]?.end ?? unknownDirectory;
}
