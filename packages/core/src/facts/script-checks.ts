import type { DockerfileDocument } from '../dockerfile/nodes.ts';
import type { Build } from '../project/build.ts';
import type { Project } from '../project/project.ts';
import {
  type CheckedDialect,
  type ScriptCheckRequest,
  type ScriptRemark,
  scriptCheckKey,
} from '../project/script-check.ts';
import type { ShellDialect } from '../shell/nodes.ts';
import type { Span } from '../text/span.ts';
import { environmentAt } from './environment-at.ts';
import { buildsOf, linkedBuilds } from './project-index.ts';
import { type InstructionScript, scriptOf } from './shell-scripts.ts';

/** A remark of ShellCheck with its place in the script, in UTF-16 units. */
export interface PlacedRemark {
  readonly remark: ScriptRemark;
  readonly span: Span;
}

/** Longer scripts are not sent: ShellCheck takes seconds and gigabytes for them. In UTF-16 units. */
const longestScript = 100_000;

/** BusyBox' ash is nearest to dash; ShellCheck has no zsh. */
const checkedAs: { readonly [Dialect in ShellDialect]?: CheckedDialect } = {
  sh: 'sh',
  bash: 'bash',
  dash: 'dash',
  ash: 'dash',
  ksh: 'ksh',
};

/** Set in a build where the caller has a proxy (Dockerfile reference, "Predefined ARGs"). */
const proxies = new Set(['http_proxy', 'https_proxy', 'ftp_proxy', 'no_proxy', 'all_proxy']);

/**
 * What is asked about a script: its text behind a line that exports the variables of ENV and ARG that it mentions, as
 * hadolint does, so that none counts as unassigned or unused. Undefined for what is no script of a shell that ShellCheck
 * knows, for scripts over 100,000 characters, and for those with NUL. `builds`: all that read the script this way.
 */
export function scriptCheckOf(script: InstructionScript, builds: readonly Build[]): ScriptCheckRequest | undefined {
  const dialect = checkedAs[script.dialect];
  const { text } = script.text;
  if (!dialect || script.form === 'exec' || text.length > longestScript || text.includes('\0')) return undefined;
  if (text.trim() === '') return undefined;
  const names = givenNames(script, builds).map((name) => `${name}=1`);
  // A `#!` line is only allowed on the first; the dialect says what it would.
  const body = text.startsWith('#!') ? `# ${text.slice(2)}` : text;
  return { dialect, text: `${names.length > 0 ? `export ${names.join(' ')}` : ''}\n${body}\n` };
}

function givenNames({ text, instruction }: InstructionScript, builds: readonly Build[]): readonly string[] {
  const mentioned = new Set(text.text.match(/\b[A-Za-z_]\w*/g));
  const environments = builds.map((build) => environmentAt(build, instruction));
  const isGiven = (name: string): boolean =>
    proxies.has(name) || environments.some((given) => given.declares(name) || given.bindingOf(name) !== undefined);
  return [...mentioned].filter(isGiven);
}

/** The scripts of a project's Dockerfiles, inline ones included, that it has no answer for. `wants`: by project path. */
export function scriptCheckRequests(project: Project, wants: (path: string) => boolean): readonly ScriptCheckRequest[] {
  const requests = new Map<string, ScriptCheckRequest>();
  const add = (document: DockerfileDocument, builds: readonly Build[]): void => {
    for (const request of requestsOf(document, builds)) {
      const key = scriptCheckKey(request);
      if (!project.scriptChecks.has(key)) requests.set(key, request);
    }
  };
  for (const { path, document } of project.targets.values()) {
    if (document?.kind === 'dockerfile' && wants(path)) add(document, buildsOf(project, document));
  }
  if (![...project.targets.values()].some(({ kind, path }) => kind === 'compose' && wants(path))) {
    return [...requests.values()];
  }
  for (const { inline } of linkedBuilds(project)) if (inline) add(inline, buildsOf(project, inline));
  return [...requests.values()];
}

function requestsOf({ root }: DockerfileDocument, builds: readonly Build[]): readonly ScriptCheckRequest[] {
  return root.instructions.flatMap((outer) => {
    const instruction = outer.kind === 'Onbuild' ? outer.trigger : outer;
    if (!instruction) return [];
    const scripts = new Set(builds.flatMap((build) => scriptOf(build, instruction) ?? []));
    return [...scripts].flatMap((script) => scriptCheckOf(script, builds) ?? []);
  });
}

/** What ShellCheck said of a script, in its order; empty if it was not asked. Remarks about our own line are left out. */
export function scriptRemarks(
  project: Project,
  script: InstructionScript,
  builds: readonly Build[],
): readonly PlacedRemark[] {
  if (project.scriptChecks.size === 0) return [];
  const request = scriptCheckOf(script, builds);
  const remarks = request && project.scriptChecks.get(scriptCheckKey(request));
  if (!remarks) return [];
  const { text } = script.text;
  const lines = lineStarts(text);
  return remarks
    .filter(({ line }) => line > 1)
    .map((remark) => {
      const start = offsetAt(text, lines, { line: remark.line - 1, column: remark.column });
      const end = offsetAt(text, lines, { line: remark.endLine - 1, column: remark.endColumn });
      return { remark, span: { start, end: Math.max(end, Math.min(start + 1, text.length)) } };
    });
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** Places outside of the text are moved into it. */
function offsetAt(
  text: string,
  starts: readonly number[],
  at: { readonly line: number; readonly column: number },
): number {
  const start = starts[at.line - 1];
  if (start === undefined) return text.length;
  const end = starts[at.line] === undefined ? text.length : (starts[at.line] ?? 0) - 1;
  let offset = start;
  for (let column = 1; column < at.column && offset < end; column++) {
    offset += (text.codePointAt(offset) ?? 0) > 0xffff ? 2 : 1;
  }
  return offset;
}
