import { looksLikeCompose, parseCompose } from '../compose/parse-compose.ts';
import { parseDockerfile } from '../dockerfile/parse-dockerfile.ts';
import { SourceText } from '../text/source-text.ts';
import type { Span } from '../text/span.ts';
import type { BuildParts } from './builds.ts';
import type { Document, DocumentKind } from './document.ts';
import { isDoubtfulDockerfile } from './file-names.ts';
import type { ExistsAnswer, FileAnswer, HostAnswer, ListingAnswer, TrackedAnswer } from './host.ts';
import type { InputProblem, InputProblemCode } from './input.ts';
import { type ScriptCheckAnswer, type ScriptRemark, scriptCheckKey } from './script-check.ts';

/** A file to lint, as the host read it. */
export interface ProjectFile {
  /** Project path; it names the file in findings. */
  readonly path: string;
  readonly text: string;
  readonly kind: DocumentKind;
  /** Set where the text is not what the bytes say; `text` is then empty for all but `invalid-utf-8`. */
  readonly problem?: { readonly code: InputProblemCode; readonly data?: Readonly<Record<string, string>> };
}

/** A file that is linted: its document, or why it has none. */
export interface Target {
  readonly path: string;
  readonly kind: DocumentKind;
  readonly source: SourceText;
  /** Undefined for input that is no text. */
  readonly document: Document | undefined;
  readonly inputProblem: InputProblem | undefined;
}

/**
 * Everything that is linted together: an immutable value. `answers` holds what the host said so far; what is not in it
 * was not asked and is unknown.
 */
export interface Project {
  readonly kind: 'Project';
  /** By path, in the order given. */
  readonly targets: ReadonlyMap<string, Target>;
  /** Targets' documents and those that were read along, by path. */
  readonly documents: ReadonlyMap<string, Document>;
  readonly files: ReadonlyMap<string, FileAnswer>;
  readonly listings: ReadonlyMap<string, ListingAnswer>;
  readonly existing: ReadonlyMap<string, ExistsAnswer>;
  readonly tracked: ReadonlyMap<string, TrackedAnswer>;
  /** What ShellCheck said of scripts, by `scriptCheckKey`; undefined for those that it could not be asked about. */
  readonly scriptChecks: ReadonlyMap<string, readonly ScriptRemark[] | undefined>;
  /** The caller's environment; undefined unless the user asked for it. */
  readonly shell: ReadonlyMap<string, string> | undefined;
  /** How Dockerfiles are built where the caller says it, by path; else the services that build them say it. */
  readonly builds: ReadonlyMap<string, readonly BuildParts[]>;
  /** Compose files that are loaded together where the caller says it, base first; else their names say it. */
  readonly applications: readonly (readonly string[])[];
  /** Today's date as `YYYY-MM-DD`, from the host; undefined silences rules that need it. */
  readonly today: string | undefined;
}

export interface ProjectInput {
  readonly files: readonly ProjectFile[];
  readonly shell?: ReadonlyMap<string, string>;
  /** Target, arguments and platform with which Dockerfiles are built, by path. */
  readonly builds?: ReadonlyMap<string, readonly BuildParts[]>;
  /** Paths of Compose files that are loaded together, base first, as with `docker compose -f a -f b`. */
  readonly applications?: readonly (readonly string[])[];
  readonly today?: string;
  /** An earlier project, whose documents with the same path and text are used again. */
  readonly previous?: Project;
}

/** A project of files to lint, before anything else was read. A Compose name with other content is left out. */
export function createProject(input: ProjectInput): Project {
  const targets = new Map<string, Target>();
  const documents = new Map<string, Document>();
  for (const file of input.files) {
    const target = makeTarget(file, input.previous);
    if (!target) continue;
    targets.set(file.path, target);
    if (target.document) documents.set(file.path, target.document);
  }
  return {
    kind: 'Project',
    targets,
    documents,
    files: new Map(),
    listings: new Map(),
    existing: new Map(),
    tracked: new Map(),
    scriptChecks: new Map(),
    shell: input.shell,
    builds: input.builds ?? new Map(),
    applications: input.applications ?? [],
    today: input.today,
  };
}

/** The project with more answers; documents are parsed from files that were read along. */
export function withAnswers(project: Project, answers: readonly HostAnswer[]): Project {
  const files = new Map(project.files);
  const listings = new Map(project.listings);
  const existing = new Map(project.existing);
  const tracked = new Map(project.tracked);
  for (const answer of answers) {
    if (answer.kind === 'file') files.set(answer.path, answer);
    else if (answer.kind === 'listing') listings.set(answer.path, answer);
    else if (answer.kind === 'exists') existing.set(answer.path, answer);
    else tracked.set(answer.path, answer);
  }
  return { ...project, files, listings, existing, tracked };
}

/** The project with what ShellCheck said of scripts. */
export function withScriptChecks(project: Project, answers: readonly ScriptCheckAnswer[]): Project {
  const scriptChecks = new Map(project.scriptChecks);
  for (const answer of answers) scriptChecks.set(scriptCheckKey(answer), answer.remarks);
  return { ...project, scriptChecks };
}

/**
 * The project with other texts of some of its targets, byte order mark included; what was read along stays known. A
 * target whose new text is no longer of its kind is left out, as `createProject` does.
 */
export function withTexts(project: Project, texts: ReadonlyMap<string, string>): Project {
  const targets = new Map<string, Target>();
  const documents = new Map(project.documents);
  const files = new Map(project.files);
  for (const [path, old] of project.targets) {
    const text = texts.get(path);
    const target = text === undefined ? old : makeTarget({ path, kind: old.kind, text }, project);
    if (target) targets.set(path, target);
    if (text === undefined) continue;
    if (target?.document) documents.set(path, target.document);
    else documents.delete(path);
    // The same file may be read along too, say as a file of variables.
    const answer = files.get(path);
    if (answer?.state === 'read') files.set(path, { ...answer, text });
  }
  return { ...project, targets, documents, files };
}

/** The document at a path, parsed as `kind`: a target's, or one made from a file that was read along. */
export function documentAt(project: Project, path: string, kind: DocumentKind): Document | undefined {
  const known = project.documents.get(path);
  if (known?.kind === kind) return known;
  const answer = project.files.get(path);
  if (answer?.state !== 'read') return undefined;
  return parsedOnce(answer, kind);
}

const parsedAnswers = new WeakMap<FileAnswer, Map<DocumentKind, Document>>();

function parsedOnce(answer: FileAnswer & { readonly state: 'read' }, kind: DocumentKind): Document {
  let byKind = parsedAnswers.get(answer);
  if (!byKind) {
    byKind = new Map();
    parsedAnswers.set(answer, byKind);
  }
  const known = byKind.get(kind);
  if (known) return known;
  const document = parseAs(new SourceText(answer.text, answer.path), kind);
  byKind.set(kind, document);
  return document;
}

function makeTarget(file: ProjectFile, previous: Project | undefined): Target | undefined {
  const old = previous?.targets.get(file.path);
  const source = new SourceText(file.text, file.path);
  const sameText = old?.source.text === source.text && old.source.hasBom === source.hasBom;
  if (old && sameText && old.kind === file.kind && old.inputProblem?.code === file.problem?.code) return old;
  if (file.kind === 'dockerfile' && isDoubtfulDockerfile(file.path, source.text)) return undefined;
  const readable = !file.problem || file.problem.code === 'invalid-utf-8';
  const document = readable ? parseAs(source, file.kind) : undefined;
  if (document?.kind === 'compose' && looksLikeCompose(document) === 'other') return undefined;
  const inputProblem: InputProblem | undefined = file.problem && {
    kind: 'Input',
    code: file.problem.code,
    data: file.problem.data ?? {},
    source,
    span: badBytes(source.text),
  };
  return { path: file.path, kind: file.kind, source, document, inputProblem };
}

/** Where the first bytes stood that were no UTF-8; the start of the file for what was not decoded. */
function badBytes(text: string): Span {
  const start = text.indexOf('\ufffd');
  return start === -1 ? { start: 0, end: 0 } : { start, end: start + 1 };
}

function parseAs(source: SourceText, kind: DocumentKind): Document {
  return kind === 'dockerfile' ? parseDockerfile(source) : parseCompose(source);
}
