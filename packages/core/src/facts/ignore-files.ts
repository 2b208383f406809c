import { type IgnoreFile, parseIgnoreFile } from '../dockerfile/ignore-file.ts';
import type { DockerfileDocument } from '../dockerfile/nodes.ts';
import type { Build } from '../project/build.ts';
import type { FileAnswer } from '../project/host.ts';
import type { Project } from '../project/project.ts';
import { directoryOf, joinPath } from '../text/paths.ts';
import { SourceText } from '../text/source-text.ts';
import { fact } from './fact.ts';
import { servicesOf } from './project-index.ts';

/** The ignore file of a build. */
export interface BuildIgnoreFile {
  readonly source: SourceText;
  readonly file: IgnoreFile;
  /** True if no service says what the build context is; it is then taken to be the Dockerfile's directory. */
  readonly assumed: boolean;
}

/** Where an ignore file may lie, the one that counts first. */
interface Candidates {
  readonly paths: readonly string[];
  readonly assumed: boolean;
}

type ReadAnswer = FileAnswer & { readonly state: 'read' };

const parsedAnswer = fact('core/ignore-file@1', ({ path, text }: ReadAnswer) => ({
  source: new SourceText(text, path),
  file: parseIgnoreFile(text),
}));

/**
 * The ignore files of a build, one for each build context that it has: `<Dockerfile>.dockerignore` beside the Dockerfile
 * if it is there, else `.dockerignore` of the context; never both. Nothing for a context where that is not known.
 */
export function ignoreFilesOf(project: Project, build: Build): readonly BuildIgnoreFile[] {
  return contextsOf(project, build).flatMap(({ ignoreFile }) => (typeof ignoreFile === 'object' ? [ignoreFile] : []));
}

/** A build context, and what is known of its ignore file. `assumed` as in `BuildIgnoreFile`. */
export interface IgnoreContext {
  readonly ignoreFile: BuildIgnoreFile | 'missing' | 'unknown';
  readonly assumed: boolean;
}

/** The build contexts of a build with their ignore files; `missing` only where the host says that there is none. */
export function contextsOf(project: Project, build: Build): readonly IgnoreContext[] {
  return candidatesOf(project, build).map(({ paths, assumed }) => {
    for (const path of paths) {
      const answer = project.files.get(path);
      if (answer?.state === 'read') return { ignoreFile: { ...parsedAnswer(answer), assumed }, assumed };
      if (answer?.state !== 'missing') return { ignoreFile: 'unknown', assumed };
    }
    return { ignoreFile: 'missing', assumed };
  });
}

/** Paths that a host has to read before `ignoreFilesOf` can answer; none if the Dockerfile takes nothing from its context. */
export function ignoreFilePaths(project: Project, build: Build): readonly string[] {
  if (!copiesFromContext(build.dockerfile)) return [];
  return candidatesOf(project, build).flatMap(({ paths }) => paths);
}

const copiesFromContext = fact('core/copies-from-context@1', ({ root }: DockerfileDocument): boolean =>
  root.instructions.some((one) => (one.kind === 'Add' || (one.kind === 'Copy' && !one.from)) && one.sources.length > 0),
);

function candidatesOf(project: Project, build: Build): readonly Candidates[] {
  const { source } = build.dockerfile;
  const beside = source.embedding ? [] : [`${source.path}.dockerignore`];
  const services = servicesOf(project, build);
  if (services.length === 0) {
    return [{ paths: [...beside, joinPath(directoryOf(source.path), '.dockerignore')], assumed: true }];
  }
  const contexts = new Set(services.flatMap((link) => link.build.contextPath ?? []));
  return [...contexts].map((context) => ({ paths: [...beside, joinPath(context, '.dockerignore')], assumed: false }));
}
