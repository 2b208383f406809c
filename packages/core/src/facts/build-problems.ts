import type { SyntaxProblem } from '../dockerfile/nodes.ts';
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
  checkGlobalArguments(always);
  for (const stage of graph.stages) {
    checkFrom(always, stage);
    const sink: ProblemSink = { build, problems, deferred: !graph.isReachable(stage) };
    for (const instruction of stage.instructions) {
      const environment = environmentAt(build, instruction);
      if (instruction.kind === 'Copy' || instruction.kind === 'Add') checkCopy(sink, instruction, environment);
      else if (instruction.kind === 'Run') checkMounts(sink, instruction, environment);
      else checkValues(sink, instruction, environment);
    }
  }
  checkReferences(build, problems);
  return problems.sort((a, b) => a.span.start - b.span.start);
});
