import type { LintedFile } from '../lint/findings.ts';
import { escapeJson } from './escape-text.ts';
import { crashForm, findingForm, suppressedForm } from './finding-form.ts';
import type { FixCounts, Formatter } from './formatter.ts';

/** Version of the form below; a change that a reader of version 1 could trip over makes a new one. */
export const jsonFormatVersion = 1;

/** For programs: one object on one line, described by `schema/output.schema.json` of the package `plimsoll`. */
export const formatJson: Formatter = (result, { tool, errors = [], fixes } = {}) => {
  const { files, crashes, summary } = result;
  const report = {
    version: jsonFormatVersion,
    ...(tool && { tool: { name: tool.name, version: tool.version } }),
    files: files.map(fileForm),
    crashes: crashes.map(crashForm),
    errors: errors.map(({ path, message }) => ({ path, message })),
    summary: fixes ? { ...summary, fixes: fixesForm(fixes) } : summary,
  };
  return `${escapeJson(JSON.stringify(report))}\n`;
};

/** What became of fixes, as part of the summary. */
export function fixesForm({ found, applied, refused }: FixCounts): object {
  return { found, applied, refused };
}

function fileForm(file: LintedFile): object {
  return {
    path: file.path,
    kind: file.kind,
    findings: file.findings.map((finding) => findingForm(finding, file)),
    suppressed: file.suppressed.map((finding) => suppressedForm(finding, file)),
  };
}
