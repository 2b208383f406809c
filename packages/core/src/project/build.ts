import type { DockerfileDocument } from '../dockerfile/nodes.ts';

/**
 * One way a Dockerfile is built: a service that builds it, or the bare file. Interned: equal parts give the same
 * object, so that facts on it stay warm.
 */
export interface Build {
  readonly kind: 'Build';
  readonly dockerfile: DockerfileDocument;
  /** The target stage; undefined for the last one. */
  readonly target: string | undefined;
  /** Build arguments; undefined as value means: given, but not known. */
  readonly args: ReadonlyMap<string, string | undefined>;
  readonly platform: string | undefined;
  /** Names of additional build contexts, as written. */
  readonly namedContexts: ReadonlySet<string>;
  /**
   * Set by a caller that knows this one run exactly: `args` are all arguments, so that defaults are known values, and
   * external base images set these variables and no others.
   */
  readonly exact?: { readonly baseEnvironment: ReadonlyMap<string, string> };
}
