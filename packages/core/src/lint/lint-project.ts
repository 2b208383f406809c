import type { Project } from '../project/project.ts';
import type { ResolvedConfig } from './active-rules.ts';
import type { Finding, LintedFile, LintResult, LintSummary } from './findings.ts';
import { type Draft, draftsOf, finishingSteps } from './finish.ts';
import { makeFindings } from './make-finding.ts';
import { runRules } from './run-rules.ts';

/**
 * Lints every target of a project: walks each document and application once, then finishes the reports.
 * Pure and synchronous; a rule that throws becomes a crash in the result.
 */
export function runLint(project: Project, config: ResolvedConfig): LintResult {
  const { reports, crashes } = runRules(project, config);
  let drafts = draftsOf(reports, project);
  for (const step of finishingSteps) drafts = step(drafts, { project, config });
  const files = collectFiles(project, drafts);
  return { files, crashes, summary: summarise(files) };
}

function collectFiles(project: Project, drafts: readonly Draft[]): readonly LintedFile[] {
  const byPath = new Map<string, Draft[]>();
  for (const draft of drafts) {
    const list = byPath.get(draft.at.source.path) ?? [];
    list.push(draft);
    byPath.set(draft.at.source.path, list);
  }
  return [...project.targets.values()].map(({ path, kind, source }) => {
    const own = byPath.get(path) ?? [];
    const made = makeFindings(own);
    const findings: Finding[] = [];
    const suppressed: LintedFile['suppressed'][number][] = [];
    for (const [index, finding] of made.entries()) {
      const silenced = own[index]?.suppressed;
      if (silenced) suppressed.push({ ...finding, suppression: silenced });
      else findings.push(finding);
    }
    return { path, kind, findings, suppressed, source };
  });
}

/** Counts over linted files. */
export function summarise(files: readonly LintedFile[]): LintSummary {
  const all = files.flatMap((file) => file.findings);
  const count = (severity: Finding['severity']): number => all.filter((finding) => finding.severity === severity).length;
  const fixes = (safety: 'safe' | 'unsafe'): number => all.filter((finding) => finding.fix?.safety === safety).length;
  return {
    files: files.length,
    errors: count('error'),
    warnings: count('warning'),
    infos: count('info'),
    fixable: { safe: fixes('safe'), unsafe: fixes('unsafe') },
    suppressed: files.reduce((sum, file) => sum + file.suppressed.length, 0),
  };
}
