import {
  type AcceptedFindings,
  applySuppressionsFile,
  createProject,
  type Document,
  type DocumentKind,
  documentKindOfPath,
  type FileAnswer,
  fixProject,
  type HostAnswer,
  type HostRequest,
  type Linter,
  type LintResult,
  linkedBuilds,
  openRequests,
  type Project,
  type ProjectFile,
  type Target,
  withAnswers,
} from '@plimsoll/core';
import type { LintRoot } from './server-host.ts';

/** A file that the client has open, by its project path. */
export interface OpenFile {
  readonly path: string;
  /** What it is linted as; undefined for one that others read, such as `.dockerignore`. */
  readonly kind: DocumentKind | undefined;
  readonly text: string;
}

/** What one file was found to be, together with what it belongs to. */
export interface Judgement {
  readonly findings: LintResult['files'][number]['findings'];
  readonly document: Document | undefined;
  readonly crashes: LintResult['crashes'];
}

/** The files of one root, judged one by one, each with the files that it belongs to. */
export interface Judge {
  /** Reads which Compose files build which Dockerfiles. Dockerfiles are judged alone before. */
  readonly prepare: () => Promise<void>;
  /** Reads again what a Compose file that is not open builds. */
  readonly relink: (path: string) => void;
  /** Judges an open file, without the findings that are accepted. Throws what core throws. */
  readonly judge: (file: OpenFile, linter: Linter, accepted?: AcceptedFindings) => Judgement;
  /** The text of an open file after every safe fix that changes nothing else, as `--fix` makes it: accepted findings too. Throws what core throws. */
  readonly fixAll: (file: OpenFile, linter: Linter) => string;
  /** Open files whose judgement may depend on these paths; they themselves among them. */
  readonly dependents: (changed: ReadonlySet<string>) => ReadonlySet<string>;
  /** What a Compose file builds, as last read. */
  readonly builtBy: (path: string) => ReadonlySet<string>;
  readonly close: (path: string) => void;
}

export interface JudgeOptions {
  readonly root: Pick<LintRoot, 'answer' | 'findComposeFiles'>;
  /** Live. */
  readonly openFiles: ReadonlyMap<string, OpenFile>;
  readonly today: () => string;
}

/** References lead to further references; a chain longer than this is a loop that core failed to see. */
const maxRounds = 1000;
/** Compose files read at once before other events are let in. */
const batch = 20;
const nothing: ReadonlySet<string> = new Set();

export function makeJudge(options: JudgeOptions): Judge {
  const { root, openFiles } = options;
  const builds = new Map<string, ReadonlySet<string>>();
  const reads = new Map<string, ReadonlySet<string>>();
  const read = makeReader(options);
  let targets: ReadonlyMap<string, Target> = new Map();

  const complete = (start: Project): Project => {
    let project = start;
    for (let round = 0; round < maxRounds; round++) {
      const requests = openRequests(project);
      if (requests.length === 0) return project;
      project = withAnswers(project, requests.map(read));
    }
    throw new Error('core asks for files without end');
  };
  const load = (files: readonly ProjectFile[]): Project => {
    const previous = { ...createProject({ files: [] }), targets };
    const project = createProject({ files, today: options.today(), previous });
    targets = new Map([...targets, ...project.targets]);
    return complete(project);
  };
  const composeFile = (path: string): readonly ProjectFile[] => {
    const answer = read({ kind: 'file', path });
    return answer.kind === 'file' && answer.state === 'read' ? [{ path, kind: 'compose', text: answer.text }] : [];
  };
  const link = (project: Project, paths: readonly string[]): void => {
    const found = new Map(paths.map((path) => [path, new Set<string>()]));
    for (const { application, path } of linkedBuilds(project)) {
      if (path === undefined) continue;
      for (const { source } of application.files) found.get(source.path)?.add(path);
    }
    for (const [path, built] of found) builds.set(path, built);
  };
  const relink = (paths: readonly string[]): void => link(load(paths.flatMap(composeFile)), paths);
  const together = ({ path, kind = 'dockerfile', text }: OpenFile): readonly ProjectFile[] => {
    const around = kind === 'dockerfile' ? builders(path).flatMap(composeFile) : [];
    return [{ path, kind, text }, ...around];
  };
  const builders = (path: string): readonly string[] =>
    [...builds].filter(([compose, built]) => compose !== path && built.has(path)).map(([compose]) => compose);

  return {
    prepare: async () => {
      const paths = await root.findComposeFiles();
      for (let start = 0; start < paths.length; start += batch) {
        relink(paths.slice(start, start + batch));
        await new Promise((resolve) => setImmediate(resolve));
      }
    },
    relink: (path) => relink([path]),
    judge: (file, linter, accepted) => {
      const { path } = file;
      const project = load(together(file));
      if (file.kind === 'compose') link(project, [path]);
      reads.set(path, new Set([...project.targets.keys(), ...project.files.keys()]));
      const result = linter.lintProject(project);
      const { files, crashes } = accepted ? applySuppressionsFile(result, accepted) : result;
      const findings = files.find((linted) => linted.path === path)?.findings ?? [];
      return { findings, document: project.documents.get(path), crashes };
    },
    fixAll: (file, linter) => {
      const project = load(together(file));
      const keep = new Set(project.targets.keys());
      keep.delete(file.path);
      const { changes } = fixProject(project, { safety: 'safe', lint: linter.lintProject, complete, keep });
      return changes.find(({ path }) => path === file.path)?.after ?? file.text;
    },
    dependents: (changed) => {
      const depends = ([path]: readonly [string, unknown]): boolean =>
        changed.has(path) || [...(reads.get(path) ?? nothing)].some((other) => changed.has(other));
      return new Set([...openFiles].filter(depends).map(([path]) => path));
    },
    builtBy: (path) => builds.get(path) ?? nothing,
    close: (path) => {
      reads.delete(path);
      targets = new Map([...targets].filter(([other]) => other !== path));
      if (documentKindOfPath(path) === 'compose') relink([path]);
    },
  };
}

/**
 * Answers with the texts that the client has open, and else from the disk. What did not change is answered by the same
 * object, since documents made from it are found again by its identity.
 */
function makeReader({ root, openFiles }: JudgeOptions): (request: HostRequest) => HostAnswer {
  const known = new Map<string, FileAnswer>();
  return (request) => {
    if (request.kind !== 'file') return root.answer(request);
    const open = openFiles.get(request.path);
    const answer = open
      ? ({ kind: 'file', path: request.path, state: 'read', text: open.text } as const)
      : root.answer(request);
    if (answer.kind !== 'file') return answer;
    const old = known.get(request.path);
    if (old?.state === answer.state && (old.state !== 'read' || answer.state !== 'read' || old.text === answer.text)) {
      return old;
    }
    known.set(request.path, answer);
    return answer;
  };
}
