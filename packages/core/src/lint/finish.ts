import type { Project } from '../project/project.ts';
import type { AnyReport, Severity } from '../rule/rule-types.ts';
import { severities } from '../rule/rule-types.ts';
import { type Located, locateInFile } from '../text/located.ts';
import type { ActiveRule, ResolvedConfig } from './active-rules.ts';
import { applyCheckPragmas } from './check-pragmas.ts';
import type { ConfigOf, FileConfigs } from './file-configs.ts';
import type { Crash, Suppression } from './findings.ts';
import { reportName } from './rule-names.ts';
import type { RawReport } from './run-rules.ts';
import { applySuppressions, reportUnusedSuppressions } from './suppressions.ts';

/** A report on its way to becoming a finding. */
export interface Draft {
  readonly active: ActiveRule;
  readonly report: AnyReport;
  readonly scope: object;
  /** In a file to lint. */
  readonly at: Located;
  readonly severity: Severity;
  /** Set once a comment silences it. */
  readonly suppressed: Suppression | undefined;
}

export interface FinishContext {
  readonly project: Project;
  /** Of all files together. */
  readonly config: ResolvedConfig;
  /** Of one file to lint. */
  readonly configOf: ConfigOf;
  /** So far: a rule that crashed did not run to its end. */
  readonly crashes: readonly Crash[];
}

export type FinishingStep = (drafts: readonly Draft[], context: FinishContext) => readonly Draft[];

/** What happens to reports after the rules ran. Order matters, so it is a list. */
export const finishingSteps: readonly FinishingStep[] = [
  applySeverityCaps,
  applySupersedes,
  dropDuplicates,
  applySuppressions,
  applyCheckPragmas,
  reportUnusedSuppressions,
  sortByPlace,
];

/**
 * Reports as drafts at their place in a file to lint, with the severity that this file gives them. Those that only
 * concern files read along, or files for which the rule is off, are left out.
 */
export function draftsOf(
  reports: readonly RawReport[],
  project: Project,
  { settle }: Pick<FileConfigs, 'settle'>,
): readonly Draft[] {
  const drafts: Draft[] = [];
  for (const { active: ran, report, scope } of reports) {
    const at = placeToReport(report.at, project);
    const active = at && settle(ran, at.source.path);
    if (!at || !active) continue;
    drafts.push({ active, report, scope, at, severity: report.severity ?? active.severity, suppressed: undefined });
  }
  return drafts;
}

/**
 * The place in a file to lint: the report's own, or, where that file was only read along, the nearest place that led
 * there (`extends`, `include`).
 */
function placeToReport(at: Located, project: Project): Located | undefined {
  const inFile = locateInFile(at);
  if (project.targets.has(inFile.source.path)) return inFile;
  if (!('via' in at) || !Array.isArray(at.via)) return undefined;
  const steps: readonly Located[] = at.via;
  return steps.find((step) => project.targets.has(step.source.path));
}

function applySeverityCaps(drafts: readonly Draft[]): readonly Draft[] {
  return drafts.map((draft) => {
    const cap = draft.active.rule.atMost[draft.report.message];
    return cap && rank(cap) > rank(draft.severity) ? { ...draft, severity: cap } : draft;
  });
}

/** Rule metadata: "privileged" silences "cap-drop" on the same service, whatever its own severity. */
function applySupersedes(drafts: readonly Draft[]): readonly Draft[] {
  const silenced = new Map<object, Set<string>>();
  for (const { active, report, scope } of drafts) {
    if (active.rule.supersedes.length === 0 || report.subject === undefined) continue;
    const keys = silenced.get(scope) ?? new Set<string>();
    for (const rule of active.rule.supersedes) keys.add(`${rule}\n${report.subject}`);
    silenced.set(scope, keys);
  }
  if (silenced.size === 0) return drafts;
  return drafts.filter(
    ({ active, report, scope }) =>
      report.subject === undefined || !silenced.get(scope)?.has(`${active.rule.id}\n${report.subject}`),
  );
}

/**
 * Same rule, message and place: anchors, `extends`, several builds and several applications make these. What is
 * missing is told for each subject.
 */
function dropDuplicates(drafts: readonly Draft[]): readonly Draft[] {
  const seen = new Set<string>();
  return drafts.filter(({ active, report, at }) => {
    const subject = active.rule.aboutMissing ? (report.subject ?? '') : '';
    const key = `${reportName(active.rule.id, report.code)}\n${report.message}\n${at.source.path}\n${at.span.start}\n${at.span.end}\n${subject}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function sortByPlace(drafts: readonly Draft[]): readonly Draft[] {
  return [...drafts].sort(
    (a, b) =>
      a.at.span.start - b.at.span.start ||
      a.at.span.end - b.at.span.end ||
      rank(a.severity) - rank(b.severity) ||
      compareText(a.active.rule.id, b.active.rule.id) ||
      compareText(a.report.message, b.report.message),
  );
}

/** 0 for error, 2 for info. */
export function rank(severity: Severity): number {
  return severities.indexOf(severity);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
