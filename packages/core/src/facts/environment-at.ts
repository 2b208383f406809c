import type { ArgInstruction, EnvInstruction, Instruction, KeyValuePair, Stage } from '../dockerfile/nodes.ts';
import { type Environment, expandWord, type VariableValue } from '../dockerfile/words.ts';
import type { Build } from '../project/build.ts';
import { buildArguments, defaultOf } from './build-arguments.ts';
import { fact } from './fact.ts';
import { stageGraph } from './stage-graph.ts';
import { placeOf, stageTimelines } from './stage-timeline.ts';

/** A variable that an ENV or ARG of a stage sets, from one point of its timeline on. */
export interface Binding {
  readonly name: string;
  readonly value: VariableValue;
  readonly pair: KeyValuePair;
  readonly instruction: EnvInstruction | ArgInstruction;
  /** Ascending on one timeline. */
  readonly order: number;
}

/** Variables at one point of a stage. */
export interface StageEnvironment extends Environment {
  /** The ENV or ARG that the value comes from; undefined for a value of the base image. */
  bindingOf(name: string): Binding | undefined;
  /** True if an ARG before this point declares the name, with a value or without. */
  declares(name: string): boolean;
}

interface StageBindings {
  /** The stage at the bottom of the local stages below, whose base is not one of them. */
  readonly bottom: Stage;
  /** The nearest stage below that binds or declares anything. */
  readonly parent: StageBindings | undefined;
  /** How many stages bind or declare something, from this one down. */
  readonly depth: number;
  readonly byName: Map<string, Binding[]>;
  /** The first order at which a name is declared. */
  readonly declared: Map<string, number>;
  /** The last order that is used up, behind each position of the timeline; empty where nothing is bound. */
  readonly ends: number[];
  end: number;
  /** The environment that was asked for last: most instructions see the same as the one before them. */
  latest: { readonly order: number; readonly environment: StageEnvironment } | undefined;
}

/** Longer chains of stages that set variables are taken as unknown: each look-up goes through all of them. */
const maximalDepth = 64;

/** These are read by BuildKit itself and never enter an environment. */
const scannerNames = ['BUILDKIT_SBOM_SCAN_CONTEXT', 'BUILDKIT_SBOM_SCAN_STAGE'];

const unknownValue: VariableValue = { state: 'unknown' };
const defaultPath: VariableValue = {
  state: 'known',
  value: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
};

/** Bindings of all stages, by stage index. */
const stageBindings = fact('core/stage-bindings@1', (build: Build): readonly StageBindings[] => {
  const all: StageBindings[] = [];
  for (const timeline of stageTimelines(build)) {
    const below = timeline.parent && all[timeline.parent.stage.index];
    const parent = below && below.end === 0 ? below.parent : below;
    const binds = timeline.instructions.some(({ kind }) => kind === 'Env' || kind === 'Arg');
    const bindings = newBindings(timeline.bottom, parent, binds);
    all.push(bindings);
    if (binds) bindAll(build, bindings, timeline.instructions);
  }
  return all;
});

const noBindings: StageBindings['byName'] = new Map();
const noDeclarations: StageBindings['declared'] = new Map();

/** Stages that bind nothing share their maps, which stay empty. */
function newBindings(bottom: Stage, parent: StageBindings | undefined, binds: boolean): StageBindings {
  return {
    bottom,
    parent,
    depth: (parent?.depth ?? 0) + (binds ? 1 : 0),
    byName: binds ? new Map() : noBindings,
    declared: binds ? new Map() : noDeclarations,
    ends: [],
    end: 0,
    latest: undefined,
  };
}

function bindAll(build: Build, bindings: StageBindings, instructions: readonly Instruction[]): void {
  for (const instruction of instructions) {
    if (instruction.kind === 'Env') bindEnv(build, bindings, instruction);
    else if (instruction.kind === 'Arg') bindArg(build, bindings, instruction);
    bindings.ends.push(bindings.end);
  }
}

/** All pairs of one ENV see what was before it. Keys are expanded too. */
function bindEnv(build: Build, bindings: StageBindings, instruction: EnvInstruction): void {
  const before = environmentUpTo(build, bindings, bindings.end + 1);
  const made = instruction.pairs.map((pair) => {
    const key = expandWord(pair.key, before);
    const value = pair.value && expandWord(pair.value, before);
    return { pair, name: 'value' in key ? key.value : undefined, value: value && valueOf(value) };
  });
  bindings.end++;
  for (const { pair, name, value } of made) {
    if (name !== undefined)
      bind(bindings, { name, value: value ?? unknownValue, pair, instruction, order: bindings.end });
  }
}

function valueOf(expansion: ReturnType<typeof expandWord>): VariableValue {
  return 'value' in expansion ? { state: expansion.state, value: expansion.value } : unknownValue;
}

/** One pair after another: later pairs see earlier ones. Without any value, an inherited variable stays as it is. */
function bindArg(build: Build, bindings: StageBindings, instruction: ArgInstruction): void {
  const { given, globals } = buildArguments(build);
  for (const pair of instruction.pairs) {
    const name = pair.key.text;
    const order = ++bindings.end;
    bindings.declared.set(name, Math.min(order, bindings.declared.get(name) ?? order));
    if (scannerNames.includes(name)) continue;
    const own = pair.value ? defaultOf(build, pair, environmentUpTo(build, bindings, order)) : undefined;
    const value = given(name) ?? own ?? globals.get(name);
    if (value) bind(bindings, { name, value, pair, instruction, order });
  }
}

function bind(bindings: StageBindings, binding: Binding): void {
  const list = bindings.byName.get(binding.name);
  if (list) list.push(binding);
  else bindings.byName.set(binding.name, [binding]);
}

/** What is set before the instructions of `order`: earlier orders on this timeline, and the stages below. */
function environmentUpTo(build: Build, bindings: StageBindings, order: number): StageEnvironment {
  if (bindings.latest?.order === order) return bindings.latest.environment;
  const environment = newEnvironment(build, bindings, order);
  bindings.latest = { order, environment };
  return environment;
}

function newEnvironment(build: Build, bindings: StageBindings, order: number): StageEnvironment {
  const bindingOf = (name: string): Binding | undefined => {
    let limit = order;
    let depth = 0;
    for (let level: StageBindings | undefined = bindings; level; level = level.parent) {
      const found = lastBefore(level.byName.get(name), limit);
      if (found) return found;
      limit = Number.POSITIVE_INFINITY;
      if (++depth > maximalDepth) return undefined;
    }
    return undefined;
  };
  return {
    bindingOf,
    declares: (name) => declaresBefore(bindings, name, order),
    get: (name) => bindingOf(name)?.value ?? baseValue(build, bindings, name),
  };
}

function lastBefore(list: readonly Binding[] | undefined, order: number): Binding | undefined {
  if (!list) return undefined;
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle]?.order ?? 0) < order) low = middle + 1;
    else high = middle;
  }
  return list[low - 1];
}

function declaresBefore(bindings: StageBindings, name: string, order: number): boolean {
  let limit = order;
  let depth = 0;
  for (let level: StageBindings | undefined = bindings; level && depth < maximalDepth; level = level.parent, depth++) {
    if ((level.declared.get(name) ?? Number.POSITIVE_INFINITY) < limit) return true;
    limit = Number.POSITIVE_INFINITY;
  }
  return false;
}

/** What the external base sets. Nothing is known of an image, so any name may be set. */
function baseValue(build: Build, bindings: StageBindings, name: string): VariableValue | undefined {
  if (bindings.depth > maximalDepth) return unknownValue;
  const base = stageGraph(build).baseOf(bindings.bottom);
  if (base.kind === 'scratch') return name === 'PATH' ? defaultPath : undefined;
  if (!build.exact || base.kind === 'context') return unknownValue;
  const isWindows = bindings.bottom.from.platform?.value?.text.startsWith('windows');
  const value = isWindows ? undefined : build.exact.baseEnvironment.get(name);
  if (value !== undefined) return { state: 'known', value };
  // Windows sets PATH by itself, so BuildKit adds none there.
  if (isWindows) return undefined;
  return name === 'PATH' ? defaultPath : undefined;
}

const nothingKnown: StageEnvironment = {
  get: () => unknownValue,
  bindingOf: () => undefined,
  declares: () => false,
};

const globalEnvironment = fact('core/global-environment@1', (build: Build) =>
  environmentOf(build, buildArguments(build).globals),
);

function environmentOf(build: Build, visible: Environment): StageEnvironment {
  const { declarations } = buildArguments(build);
  return { get: visible.get, bindingOf: () => undefined, declares: (name) => declarations.has(name) };
}

/**
 * The variables that an instruction's own words see: what ENV and ARG before it set, in this stage and the stages below.
 * For FROM and in the preamble these are the global arguments. Inside ONBUILD everything is unknown.
 * ARG and ENV share one list, so the latest wins (BuildKit; the reference says that ENV always does).
 */
export function environmentAt(build: Build, instruction: Instruction): StageEnvironment {
  if (instruction.kind === 'From') return globalEnvironment(build);
  if (instruction.stageIndex === undefined) return environmentOf(build, buildArguments(build).before(instruction));
  const place = placeOf(build, instruction);
  const bindings = place && stageBindings(build)[place.timeline.stage.index];
  if (!place || !bindings) return nothingKnown;
  return environmentUpTo(build, bindings, orderAt(bindings, place.position) + 1);
}

/** The variables behind the last instruction of a stage. */
export function environmentAfter(build: Build, stage: { readonly index: number }): StageEnvironment {
  const bindings = stageBindings(build)[stage.index];
  return bindings ? environmentUpTo(build, bindings, Number.POSITIVE_INFINITY) : nothingKnown;
}

function orderAt(bindings: StageBindings, position: number): number {
  // Where nothing is bound, all positions see the same.
  return position === 0 || bindings.end === 0 ? 0 : (bindings.ends[position - 1] ?? bindings.end);
}

/** ENV and ARG bindings of a stage in order, with those of the stages below first; ARG left out for `env`. */
export function bindingsOf(build: Build, stage: { readonly index: number }): readonly Binding[] {
  const levels: StageBindings[] = [];
  for (let level = stageBindings(build)[stage.index]; level && levels.length < maximalDepth; level = level.parent) {
    levels.push(level);
  }
  return levels.reverse().flatMap((level) => [...level.byName.values()].flat().sort((a, b) => a.order - b.order));
}
