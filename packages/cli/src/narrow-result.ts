import { type Finding, type LintedFile, type LintResult, summarise } from '@plimsoll/core';
import { linesBefore } from './changed-lines.ts';

/** What is known of the state before a change. Paths are those of the results. */
export interface Before {
  readonly result: LintResult;
  /** The path that a file had. */
  readonly pathOf: (path: string) => string;
  /** The text that a file had, by its path now; undefined if it was not there, or could not be read. */
  readonly textOf: (path: string) => string | undefined;
}

/**
 * The findings that a change brought: those on lines that are new or changed, and those elsewhere that were not there
 * before. A finding was there before if one with its fingerprint was in the file, or one of its rule and message on the line
 * that its line was. Suppressed findings and crashes stay.
 */
export function narrowResult(result: LintResult, before: Before): LintResult {
  const index = indexOf(before.result);
  const files = result.files.map((file) =>
    file.findings.length === 0 ? file : { ...file, findings: newFindings(file, before, index) },
  );
  return { ...result, files, summary: summarise(files) };
}

function newFindings(file: LintedFile, { pathOf, textOf }: Before, index: ReadonlySet<string>): readonly Finding[] {
  const before = textOf(file.path);
  if (before === undefined) return file.findings;
  const path = pathOf(file.path);
  // A byte order mark is no part of the text of a document.
  const lines = linesBefore(before.replace(/^\ufeff/, ''), file.source.text);
  return file.findings.filter((finding) => {
    const { start, end } = finding;
    const last = end.column === 1 && end.line > start.line ? end.line - 1 : end.line;
    if (lines.subarray(start.line - 1, last).includes(0)) return true;
    const keys = [byFingerprint(path, finding), byLine(path, finding, lines[start.line - 1] ?? 0)];
    return !keys.some((key) => index.has(key));
  });
}

function indexOf({ files }: LintResult): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const { findings, suppressed } of files) {
    for (const finding of [...findings, ...suppressed]) {
      keys.add(byFingerprint(finding.path, finding));
      keys.add(byLine(finding.path, finding, finding.start.line));
    }
  }
  return keys;
}

function byFingerprint(path: string, { fingerprint }: Finding): string {
  return `${fingerprint} ${path}`;
}

function byLine(path: string, { rule, messageId, subject }: Finding, line: number): string {
  return `${line} ${rule} ${messageId} ${JSON.stringify(subject ?? '')} ${path}`;
}
