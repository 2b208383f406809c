import type { Instruction, SyntaxProblem } from '../dockerfile/nodes.ts';
import type { Build } from '../project/build.ts';
import { environmentAt } from './environment-at.ts';
import { fact } from './fact.ts';
import type { ProblemSink } from './problem-sink.ts';
import { checkCopy } from './problems-of-copies.ts';
import { checkMounts } from './problems-of-mounts.ts';
import { checkFrom, checkGlobalArguments, checkReferences } from './problems-of-stages.ts';
import { checkValues } from './problems-of-values.ts';
import { stageGraph } from './stage-graph.ts';

/**
 * What this build is refused for, beyond `root.problems`: everything that needs values, stages or the target. In file
 * order. Only what is certain: a value that a build argument could change is no problem, nor is an unknown one. Problems
 * of stages that this build does not reach are `deferred`, except those that BuildKit meets before it looks at that.
 */
export const buildProblems = fact('core/build-problems@1', (build: Build): readonly SyntaxProblem[] => {
  const problems: SyntaxProblem[] = [];
  const graph = stageGraph(build);
  const always: ProblemSink = { build, problems, deferred: false };
  const unreached: ProblemSink = { build, problems, deferred: true };
  checkGlobalArguments(always);
  for (const stage of graph.stages) {
    checkFrom(always, stage);
    const sink = graph.isReachable(stage) ? always : unreached;
    for (const instruction of stage.instructions) checkInstruction(sink, instruction);
  }
  checkReferences(build, problems);
  return problems.sort((a, b) => a.span.start - b.span.start);
});

function checkInstruction(sink: ProblemSink, instruction: Instruction): void {
  switch (instruction.kind) {
    case 'Copy':
    case 'Add':
      checkCopy(sink, instruction, environmentAt(sink.build, instruction));
      return;
    case 'Run':
      if (instruction.mounts.length > 0) checkMounts(sink, instruction, environmentAt(sink.build, instruction));
      return;
    case 'Cmd':
    case 'Entrypoint':
    case 'Shell':
    case 'Healthcheck':
    case 'Maintainer':
    case 'Onbuild':
    case 'Unknown':
      return;
    default:
      checkValues(sink, instruction, environmentAt(sink.build, instruction));
  }
}
