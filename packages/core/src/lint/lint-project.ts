import type { Project } from '../project/project.ts';
import type { ResolvedConfig } from './active-rules.ts';
import { type ConfigOf, fileConfigs } from './file-configs.ts';
import type { Crash, Finding, LintedFile, LintResult, LintSummary } from './findings.ts';
import { type Draft, draftsOf, finishingSteps } from './finish.ts';
import { makeFindings } from './make-finding.ts';
import { isWhollyLinted, rulesThatRan } from './rules-that-ran.ts';
import { isolate, type LintProgress, runRules } from './run-rules.ts';

/**
 * Lints every target of a project: walks each document and application once, then finishes the reports.
 * Pure and synchronous; a rule that throws becomes a crash in the result. With a function, each file has the
 * configuration that it answers for the file's path.
 */
export function runLint(project: Project, given: ResolvedConfig | ConfigOf, progress?: LintProgress): LintResult {
  const configs = fileConfigs(project, given);
  const { all: config, configOf } = configs;
  const outcome = runRules(project, configs, progress);
  const crashes = [...outcome.crashes];
  let drafts = draftsOf(outcome.reports, project, configs);
  for (const step of finishingSteps) {
    isolate('', crashes, () => {
      drafts = step(drafts, { project, config, configOf, crashes });
    });
  }
  const files = collectFiles(project, drafts, { configOf, crashes });
  return { files, crashes, summary: summarise(files) };
}

interface Collecting {
  readonly configOf: ConfigOf;
  readonly crashes: Crash[];
}

function collectFiles(
  project: Project,
  drafts: readonly Draft[],
  { configOf, crashes }: Collecting,
): readonly LintedFile[] {
  const nothing: ReadonlySet<string> = new Set();
  const ranBy = new Map<ResolvedConfig, ReadonlySet<string>>();
  const ranOn = (path: string): ReadonlySet<string> => {
    const config = configOf(path);
    const ran = ranBy.get(config) ?? rulesThatRan(config, { project, crashes });
    ranBy.set(config, ran);
    return ran;
  };
  const byPath = new Map<string, Draft[]>();
  for (const draft of drafts) {
    const list = byPath.get(draft.at.source.path) ?? [];
    list.push(draft);
    byPath.set(draft.at.source.path, list);
  }
  return [...project.targets.values()].map(({ path, kind, source, document }) => {
    const findings: Finding[] = [];
    const suppressed: LintedFile['suppressed'][number][] = [];
    for (const { finding, draft } of makeFindings(byPath.get(path) ?? [], crashes)) {
      if (draft.suppressed) suppressed.push({ ...finding, suppression: draft.suppressed });
      else findings.push(finding);
    }
    const rulesRun = document && isWhollyLinted(document) ? ranOn(path) : nothing;
    return { path, kind, findings, suppressed, rulesRun, source };
  });
}

/** Counts over linted files. */
export function summarise(files: readonly LintedFile[]): LintSummary {
  const all = files.flatMap((file) => file.findings);
  const count = (severity: Finding['severity']): number =>
    all.filter((finding) => finding.severity === severity).length;
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
