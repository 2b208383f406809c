import type { DockerfileDocument } from '../dockerfile/nodes.ts';
import type { Build } from './build.ts';

/** What tells one build of a Dockerfile from another. */
export type BuildParts = Omit<Build, 'kind' | 'dockerfile'>;

const bareParts: BuildParts = { target: undefined, args: new Map(), platform: undefined, namedContexts: new Set() };
const bareKey = keyOf(bareParts);

const internedBuilds = new WeakMap<DockerfileDocument, Map<string, Build>>();

/** The build with these parts: the same object for equal parts, so that facts on it stay warm. */
export function internBuild(dockerfile: DockerfileDocument, parts: BuildParts): Build {
  return intern(dockerfile, parts, keyOf(parts));
}

/** The build of a Dockerfile that nothing says anything about: last stage, no arguments. */
export function bareBuild(dockerfile: DockerfileDocument): Build {
  return intern(dockerfile, bareParts, bareKey);
}

function intern(dockerfile: DockerfileDocument, parts: BuildParts, key: string): Build {
  let known = internedBuilds.get(dockerfile);
  if (!known) {
    known = new Map();
    internedBuilds.set(dockerfile, known);
  }
  const found = known.get(key);
  if (found) return found;
  const build: Build = { kind: 'Build', dockerfile, ...parts };
  known.set(key, build);
  return build;
}

function keyOf(parts: BuildParts): string {
  return JSON.stringify([
    parts.target ?? null,
    [...parts.args].sort(byName).map(([name, value]) => [name, value ?? null]),
    parts.platform ?? null,
    [...parts.namedContexts].sort(),
    parts.exact ? [...parts.exact.baseEnvironment].sort(byName) : null,
  ]);
}

function byName(a: readonly [string, unknown], b: readonly [string, unknown]): number {
  return a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0;
}
