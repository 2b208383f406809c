import {
  createLinter,
  createProject,
  type DocumentKind,
  documentKindOfPath,
  type Finding,
  type HostAnswer,
  type ProjectFile,
  withAnswers,
} from '@plimsoll/core';
import type { Rule } from '@plimsoll/core/rule';
import type { ExampleFile } from './example-text.ts';

/** What the command line prints for an example with this rule alone; undefined if the rule finds nothing in it. */
export function renderedOutput(rule: Rule, example: readonly ExampleFile[]): string | undefined {
  const files: ProjectFile[] = [];
  const answers: HostAnswer[] = [];
  for (const { path, language, text } of example) {
    const kind = path === undefined ? kindOf(language) : documentKindOfPath(path);
    if (kind) files.push({ path: path ?? defaultPaths[kind], text: `${text}\n`, kind });
    else if (path !== undefined) answers.push({ kind: 'file', path, state: 'read', text: `${text}\n` });
  }
  const linter = createLinter({ rules: [rule], preset: 'none', settings: { [rule.id]: rule.severity } });
  const result = linter.lintProject(withAnswers(createProject({ files }), answers));
  const findings = result.files.flatMap((file) => file.findings);
  return findings.length === 0 ? undefined : findings.map(renderFinding).join('\n');
}

const defaultPaths: Readonly<Record<DocumentKind, string>> = { dockerfile: 'Dockerfile', compose: 'compose.yaml' };

function kindOf(language: ExampleFile['language']): DocumentKind {
  return language === 'yaml' ? 'compose' : 'dockerfile';
}

function renderFinding({ path, start, severity, message, rule }: Finding): string {
  return `${path}:${start.line}:${start.column} ${severity} ${message} [${rule}]`;
}
