import type { Instruction, Stage, Word } from '../dockerfile/nodes.ts';
import { expandWord } from '../dockerfile/words.ts';
import {
  type ImageReference,
  type ImageReferenceResult,
  parseImageReference,
} from '../image-reference/parse-image-reference.ts';
import type { Build } from '../project/build.ts';
import { buildArguments } from './build-arguments.ts';
import { fact } from './fact.ts';

/** What a stage starts from. `default`: the reference rests on a default of the file that a build may override. */
export type StageBase =
  | { readonly kind: 'stage'; readonly stage: Stage }
  | { readonly kind: 'scratch' }
  | { readonly kind: 'image'; readonly state: 'known' | 'default'; readonly reference: ImageReference }
  /** A build context that the caller puts in place of the image or of the whole stage. */
  | { readonly kind: 'context'; readonly name: string }
  /** The text can't be known, or can't be an image; see `buildProblems`. */
  | { readonly kind: 'unknown' };

/** `COPY --from=...` or `RUN --mount=from=...`. */
export interface StageReference {
  readonly instruction: Instruction;
  /** The stage that holds the instruction. */
  readonly stage: Stage;
  /** The name or index as written. */
  readonly word: Word;
  readonly target: ReferenceTarget;
}

export type ReferenceTarget =
  | { readonly kind: 'stage'; readonly stage: Stage }
  | { readonly kind: 'image'; readonly result: ImageReferenceResult }
  | { readonly kind: 'scratch' }
  | { readonly kind: 'context'; readonly name: string }
  | { readonly kind: 'no-such-index'; readonly index: number }
  /** It holds a variable, which BuildKit refuses. */
  | { readonly kind: 'variable' };

export interface StageGraph {
  readonly stages: readonly Stage[];
  /** Lower-cased names in file order. */
  readonly names: readonly string[];
  /** The stage that is built; undefined if the build names one that the file does not have. */
  readonly target: Stage | undefined;
  baseOf(stage: Stage): StageBase;
  /** The stage that a name means to `--from` and `--target`: the last of that name, in any letter case. */
  named(name: string): Stage | undefined;
  /** In file order. Triggers of ONBUILD are not among them. */
  readonly references: readonly StageReference[];
  /** The target, its bases, what they copy from, and so on. */
  isReachable(stage: Stage): boolean;
  /** The target and the stages that it is based on: what ends up in the image. */
  isShipped(stage: Stage): boolean;
  /** The first stage of each cycle of copies, with the reference that closes it. */
  readonly cycles: readonly StageReference[];
}

/** Stages of a build and how they depend on each other (`buildDispatchStates` and what follows in BuildKit). */
export const stageGraph = fact('core/stage-graph@1', (build: Build): StageGraph => {
  const { stages } = build.dockerfile.root;
  const bases = resolveBases(build);
  const lastByName = new Map<string, Stage>();
  for (const stage of stages) if (stage.name !== undefined) lastByName.set(stage.name, stage);
  const named = (name: string): Stage | undefined => lastByName.get(name.toLowerCase());
  const references = resolveReferences(build, lastByName);
  const target = build.target ? named(build.target) : stages.at(-1);
  const baseOf = (stage: Stage): StageBase => bases[stage.index] ?? unknownBase;
  const shipped = shippedFrom(target, baseOf);
  const byStage = groupByStage(references, stages.length);
  const reachable = reachableFrom(target, baseOf, byStage);
  return {
    stages,
    names: stages.flatMap((stage) => stage.name ?? []),
    target,
    baseOf,
    named,
    references,
    isReachable: (stage) => reachable.has(stage),
    isShipped: (stage) => shipped.has(stage),
    cycles: mayCycle(references) ? findCycles(stages, byStage) : [],
  };
});

const unknownBase: StageBase = { kind: 'unknown' };

/** The base of a stage, with its image reference resolved through the defaults of ARG. */
export function baseImageOf(build: Build, stage: Stage): StageBase {
  return stageGraph(build).baseOf(stage);
}

function resolveBases(build: Build): readonly StageBase[] {
  const { globals } = buildArguments(build);
  const byName = new Map<string, Stage>();
  const bases: StageBase[] = [];
  for (const stage of build.dockerfile.root.stages) {
    bases.push(resolveBase(stage));
    if (stage.name !== undefined) byName.set(stage.name, stage);
  }
  return bases;

  function resolveBase(stage: Stage): StageBase {
    if (stage.name !== undefined && build.namedContexts.has(stage.name)) return { kind: 'context', name: stage.name };
    const { image } = stage.from;
    const expansion = image && expandWord(image, globals);
    if (!expansion || expansion.state === 'unknown' || expansion.state === 'error') return unknownBase;
    const { value, state } = expansion;
    // Names are kept in lower case, and FROM compares them as they are.
    const earlier = byName.get(value);
    if (earlier) return { kind: 'stage', stage: earlier };
    if (value === 'scratch') return { kind: 'scratch' };
    const result = parseImageReference(value);
    if (!result.ok) return unknownBase;
    const context = contextFor(result.reference, build.namedContexts);
    return context === undefined
      ? { kind: 'image', state, reference: result.reference }
      : { kind: 'context', name: context };
  }
}

/** A named context serves an image by its familiar name, with `:latest` left out. */
function contextFor(reference: ImageReference, contexts: ReadonlySet<string>): string | undefined {
  if (contexts.size === 0) return undefined;
  const { familiarName, tag, digest } = reference;
  const suffix = `${tag && tag.text !== 'latest' ? `:${tag.text}` : ''}${digest ? `@${digest.text}` : ''}`;
  const name = familiarName + suffix;
  return [...contexts].find((context) => context === name || context === `${name}:latest`);
}

interface ReferenceState {
  readonly build: Build;
  /** Images that earlier references name; they take the indexes behind the stages. */
  readonly images: ReferenceTarget[];
  readonly lastByName: ReadonlyMap<string, Stage>;
}

function resolveReferences(build: Build, lastByName: ReadonlyMap<string, Stage>): readonly StageReference[] {
  const state: ReferenceState = { build, images: [], lastByName };
  const references: StageReference[] = [];
  const add = (stage: Stage, instruction: Instruction, word: Word | undefined, indexed: boolean): void => {
    if (!word || word.text === '') return;
    references.push({ instruction, stage, word, target: resolveName(state, word, indexed) });
  };
  for (const stage of build.dockerfile.root.stages) {
    for (const instruction of stage.instructions) {
      // Only in COPY does a number mean the stage of that index.
      if (instruction.kind === 'Copy') add(stage, instruction, instruction.from?.value, true);
      else if (instruction.kind === 'Run') {
        for (const mount of instruction.mounts)
          add(stage, instruction, mount.fields.findLast((field) => field.key === 'from')?.value, false);
      }
    }
  }
  return references;
}

const nothingSet = { get: () => undefined };

function resolveName(state: ReferenceState, word: Word, indexed: boolean): ReferenceTarget {
  const { text } = word;
  const { stages } = state.build.dockerfile.root;
  if (indexed) {
    const expansion = expandWord(word, nothingSet);
    if (!('value' in expansion) || expansion.value !== text) return { kind: 'variable' };
    if (/^[+-]?\d+$/.test(text)) {
      const index = Number(text);
      const stage = stages[index];
      if (stage) return { kind: 'stage', stage };
      return state.images[index - stages.length] ?? { kind: 'no-such-index', index };
    }
  }
  // A mount may end in the sign, which then is an ordinary character (`parseMount` in BuildKit).
  const dollar = indexed ? -1 : text.indexOf('$');
  if (dollar >= 0 && dollar < text.length - 1) return { kind: 'variable' };
  const stage = state.lastByName.get(text.toLowerCase());
  if (stage) return { kind: 'stage', stage };
  const target = outsideTarget(state.build, text);
  state.images.push(target);
  return target;
}

function outsideTarget(build: Build, text: string): ReferenceTarget {
  if (text === 'scratch') return { kind: 'scratch' };
  const result = parseImageReference(text);
  const context = result.ok ? contextFor(result.reference, build.namedContexts) : undefined;
  return context === undefined ? { kind: 'image', result } : { kind: 'context', name: context };
}

function shippedFrom(target: Stage | undefined, baseOf: (stage: Stage) => StageBase): ReadonlySet<Stage> {
  const shipped = new Set<Stage>();
  for (let stage = target; stage; ) {
    shipped.add(stage);
    const base = baseOf(stage);
    stage = base.kind === 'stage' ? base.stage : undefined;
  }
  return shipped;
}

function reachableFrom(
  target: Stage | undefined,
  baseOf: (stage: Stage) => StageBase,
  byStage: ReferencesByStage,
): ReadonlySet<Stage> {
  const reachable = new Set<Stage>();
  const open = target ? [target] : [];
  for (let stage = open.pop(); stage; stage = open.pop()) {
    if (reachable.has(stage)) continue;
    reachable.add(stage);
    const base = baseOf(stage);
    // A context takes the place of the whole stage, with all that it needs.
    if (base.kind === 'context' && base.name === stage.name) continue;
    if (base.kind === 'stage') open.push(base.stage);
    for (const { target: used } of byStage[stage.index] ?? noReferences)
      if (used.kind === 'stage') open.push(used.stage);
  }
  return reachable;
}

/** By stage index. */
type ReferencesByStage = readonly (readonly StageReference[] | undefined)[];
const noReferences: readonly StageReference[] = [];

function groupByStage(references: readonly StageReference[], count: number): ReferencesByStage {
  if (references.length === 0) return [];
  const groups = Array.from({ length: count }, (): StageReference[] | undefined => undefined);
  for (const reference of references) {
    const { index } = reference.stage;
    const group = groups[index];
    if (group) group.push(reference);
    else groups[index] = [reference];
  }
  return groups;
}

/** References that all lead to earlier stages close no circle. */
function mayCycle(references: readonly StageReference[]): boolean {
  return references.some(({ stage, target }) => target.kind === 'stage' && target.stage.index >= stage.index);
}

/** References that lead back to a stage that is being visited; depth first, iterative. FROM can't form a cycle. */
function findCycles(stages: readonly Stage[], byStage: ReferencesByStage): readonly StageReference[] {
  const done = new Set<Stage>();
  const active = new Set<Stage>();
  const cycles: StageReference[] = [];
  for (const root of stages) {
    const path: { readonly stage: Stage; next: number }[] = [];
    const enter = (stage: Stage): void => {
      active.add(stage);
      path.push({ stage, next: 0 });
    };
    if (!done.has(root)) enter(root);
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const reference = byStage[top.stage.index]?.[top.next++];
      if (!reference) {
        active.delete(top.stage);
        done.add(top.stage);
        path.pop();
      } else if (reference.target.kind === 'stage') {
        const { stage } = reference.target;
        if (active.has(stage)) cycles.push(reference);
        else if (!done.has(stage)) enter(stage);
      }
    }
  }
  return cycles;
}
