import type { DockerfileDocument } from '../dockerfile/nodes.ts';
import { buildProblems } from '../facts/build-problems.ts';
import { composeModel } from '../facts/compose-model.ts';
import { applicationsOf, buildsOf, linkedBuildsOf } from '../facts/project-index.ts';
import type { Project } from '../project/project.ts';

/** How often each kind of problem occurs, by `path` and `code`. */
export type ProblemCounts = ReadonlyMap<string, ReadonlyMap<string, number>>;

/**
 * What BuildKit and Docker Compose would refuse in a project, whatever rules are on: what does not parse, what no build
 * of a Dockerfile gets past, what an application does not load with.
 */
export function countProblems(project: Project): ProblemCounts {
  const counts = new Map<string, Map<string, number>>();
  const add = (path: string, code: string): void => {
    const codes = counts.get(path) ?? new Map<string, number>();
    counts.set(path, codes.set(code, (codes.get(code) ?? 0) + 1));
  };
  const dockerfiles = new Set<DockerfileDocument>();
  for (const { document } of project.targets.values()) {
    if (document?.kind === 'dockerfile') dockerfiles.add(document);
    for (const { source, code } of document?.root.problems ?? []) add(source.path, code);
  }
  for (const application of applicationsOf(project)) {
    for (const { source, code } of composeModel(application).problems) add(source.path, code);
    for (const { dockerfile } of linkedBuildsOf(project, application)) {
      if (!dockerfile?.source.embedding || dockerfiles.has(dockerfile)) continue;
      dockerfiles.add(dockerfile);
      for (const { source, code } of dockerfile.root.problems) add(source.path, code);
    }
  }
  for (const build of [...dockerfiles].flatMap((dockerfile) => buildsOf(project, dockerfile))) {
    for (const { source, code } of buildProblems(build)) add(source.path, code);
  }
  return counts;
}

/** True if some kind of problem became more frequent in some file. */
export function hasNewProblems(before: ProblemCounts, after: ProblemCounts): boolean {
  return [...after].some(([path, codes]) => {
    return [...codes].some(([code, count]) => count > (before.get(path)?.get(code) ?? 0));
  });
}

/** True if some file has more problems than before, whatever they are: mending one may show the one behind it. */
export function hasMoreProblems(before: ProblemCounts, after: ProblemCounts): boolean {
  return [...after].some(([path, codes]) => total(codes) > total(before.get(path)));
}

function total(codes: ReadonlyMap<string, number> | undefined): number {
  return [...(codes?.values() ?? [])].reduce((sum, count) => sum + count, 0);
}
