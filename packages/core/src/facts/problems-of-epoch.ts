import type { AddInstruction, KeyValuePair, Stage } from '../dockerfile/nodes.ts';
import { literalValue } from '../dockerfile/words.ts';
import { addProblem, type ProblemSink } from './problem-sink.ts';
import { sourceKind } from './sources.ts';
import { stageGraph } from './stage-graph.ts';

/**
 * The default of SOURCE_DATE_EPOCH: seconds, `context`, a named context, or a stage that does nothing but fetch one
 * remote source (`resolveSourceDateEpochValue` in BuildKit's epoch.go).
 */
export function checkEpoch(sink: ProblemSink, pair: KeyValuePair, value: string): void {
  if (value === '' || /^[+-]?\d+$/.test(value) || value === 'context' || sink.build.namedContexts.has(value)) return;
  const stage = sink.build.dockerfile.root.stages.find(({ name }) => name === value.toLowerCase());
  if (stage) {
    checkEpochStage(sink, stage);
    return;
  }
  const problem = `"${value}" is not a value of SOURCE_DATE_EPOCH.`;
  const advice = 'Use seconds since 1970, "context" or the name of a stage.';
  addProblem(sink, 'invalid-argument', pair.value ?? pair, { problem, advice, name: value });
}

function checkEpochStage(sink: ProblemSink, stage: Stage): void {
  const advice = 'Give the stage FROM scratch and one ADD of a URL, and nothing else but ARG.';
  const report = (at: Parameters<typeof addProblem>[2], problem: string): void =>
    addProblem(sink, 'invalid-argument', at, { problem, advice, name: stage.name ?? '' });
  const base = stageGraph(sink.build).baseOf(stage);
  if (base.kind === 'unknown') return;
  if (base.kind !== 'scratch') {
    report(stage.from.image ?? stage.from, 'The stage of SOURCE_DATE_EPOCH must start from scratch.');
    return;
  }
  const other = stage.instructions.find(({ kind }) => kind !== 'Arg' && kind !== 'Add');
  const adds = stage.instructions.filter((instruction) => instruction.kind === 'Add');
  if (other) report(other.keyword, 'The stage of SOURCE_DATE_EPOCH may hold nothing but ADD and ARG.');
  else if (adds.length !== 1 || !adds[0] || !mayBeRemote(adds[0])) {
    report(adds[1]?.keyword ?? stage.from, 'The stage of SOURCE_DATE_EPOCH must hold one ADD of a remote source.');
  }
}

function mayBeRemote(add: AddInstruction): boolean {
  const [source] = add.sources;
  if (add.sources.length !== 1 || !source || add.heredocs.length > 0) return false;
  const value = literalValue(source);
  return value === undefined || sourceKind(value) !== 'path';
}
