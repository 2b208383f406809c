import { scriptCheckRequests } from '../facts/script-checks.ts';
import type { ConfigOf } from '../lint/file-configs.ts';
import type { LintResult } from '../lint/findings.ts';
import { runLint } from '../lint/lint-project.ts';
import type { LintProgress } from '../lint/run-rules.ts';
import type { DocumentKind } from '../project/document.ts';
import { documentKindOfPath } from '../project/file-names.ts';
import { createProject, type Project } from '../project/project.ts';
import type { ScriptCheckRequest } from '../project/script-check.ts';
import { ConfigError } from './config-error.ts';
import type { LintConfig } from './config-shape.ts';
import { makeResolver, stackOf } from './resolve-config.ts';

/** Where a text comes from. */
export interface TextOptions {
  /** Names the file in findings and tells its kind. */
  readonly path: string;
  /** The kind of file, for a path that does not tell it. */
  readonly kind?: DocumentKind;
}

/** A configuration that is checked once and used for many texts and projects. Synchronous, no I/O, never mutated. */
export interface Linter {
  /** Lints one text by itself. Throws `ConfigError` if neither path nor `kind` tells what it is. */
  readonly lintText: (text: string, options: TextOptions) => LintResult;
  /** Lints a project that a host has read. `progress` is told between files how far it is. */
  readonly lintProject: (project: Project, progress?: LintProgress) => LintResult;
  /** Whether a file, by its project path, is configured to have its scripts checked by ShellCheck: only a host can. */
  readonly wantsScriptChecks: (path: string) => boolean;
  /** The scripts of those files that the project has no answer for; a host that asks calls `withScriptChecks`. */
  readonly scriptCheckRequests: (project: Project) => readonly ScriptCheckRequest[];
}

/** Makes a linter. Throws `ConfigError` for an unknown rule, severity, preset or option. */
export function createLinter(config: LintConfig): Linter {
  return linterOf(makeResolver(config.rules, stackOf(config)).configOf);
}

/** The rule that says what ShellCheck found, and whose option says whether it is run. */
const shellcheckRuleId = 'dockerfile/no-shellcheck-findings';

/** A linter that takes the configuration of each file, by its path in the project, from a function. */
export function linterOf(configOf: ConfigOf): Linter {
  const lintProject: Linter['lintProject'] = (project, progress) => runLint(project, configOf, progress);
  const wantsScriptChecks = (path: string): boolean =>
    configOf(path).active.some(({ rule, options }) => rule.id === shellcheckRuleId && options.run === true);
  return {
    lintProject,
    wantsScriptChecks,
    scriptCheckRequests: (project) => scriptCheckRequests(project, wantsScriptChecks),
    lintText: (text, options) => {
      return lintProject(createProject({ files: [{ path: options.path, text, kind: kindOf(options) }] }));
    },
  };
}

/** What a text is. Throws `ConfigError` if neither path nor `kind` tells it. */
export function kindOf({ path, kind = documentKindOfPath(path) }: TextOptions): DocumentKind {
  if (kind) return kind;
  throw new ConfigError(`"${path}" is neither a Dockerfile nor a Compose file by its name; say which with kind`);
}

/** Lints one text with a configuration; `createLinter` for more than one. Throws as `createLinter` does. */
export function lintText(text: string, options: TextOptions & LintConfig): LintResult {
  return createLinter(options).lintText(text, options);
}

/** Lints a project with a configuration; `createLinter` for more than one. Throws as `createLinter` does. */
export function lintProject(project: Project, config: LintConfig): LintResult {
  return createLinter(config).lintProject(project);
}
