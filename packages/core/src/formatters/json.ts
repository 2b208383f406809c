import type {
  Crash,
  Finding,
  FindingEdit,
  FindingFix,
  LintedFile,
  Place,
  SuppressedFinding,
} from '../lint/findings.ts';
import { maskSecrets } from '../text/mask-secrets.ts';
import { secretsBeside } from '../text/source-secrets.ts';
import { escapeJson } from './escape-text.ts';
import type { Formatter } from './formatter.ts';

/** Version of the form below; a change that a reader of version 1 could trip over makes a new one. */
export const jsonFormatVersion = 1;

/** For programs: one object on one line, described by `schema/output.schema.json` of the package `plimsoll`. */
export const formatJson: Formatter = (result, { tool, errors = [] } = {}) => {
  const { files, crashes, summary } = result;
  const report = {
    version: jsonFormatVersion,
    ...(tool && { tool: { name: tool.name, version: tool.version } }),
    files: files.map(fileForm),
    crashes: crashes.map(crashForm),
    errors: errors.map(({ path, message }) => ({ path, message })),
    summary,
  };
  return `${escapeJson(JSON.stringify(report))}\n`;
};

function fileForm(file: LintedFile): object {
  return {
    path: file.path,
    kind: file.kind,
    findings: file.findings.map((finding) => findingForm(finding, file)),
    suppressed: file.suppressed.map((finding) => suppressedForm(finding, file)),
  };
}

function findingForm(finding: Finding, file: LintedFile): object {
  const { rule, messageId, message, severity, category, aliases, fingerprint, related, docs, subject } = finding;
  return {
    rule,
    messageId,
    message,
    severity,
    category,
    aliases,
    ...placeForm(finding),
    fingerprint,
    ...(subject === undefined ? {} : { subject }),
    related: related.map((place) => ({ ...placeForm(place), label: place.label })),
    fix: finding.fix && isFreeOfSecrets(finding.fix, finding, file) ? fixForm(finding.fix) : null,
    docs,
  };
}

function suppressedForm(finding: SuppressedFinding, file: LintedFile): object {
  const { reason, line } = finding.suppression;
  const suppression = reason === undefined ? { line } : { line, reason: maskSecrets(reason) };
  return { ...findingForm(finding, file), suppression };
}

function placeForm({ path, start, end }: Place): Place {
  return {
    path,
    start: { line: start.line, column: start.column, offset: start.offset },
    end: { line: end.line, column: end.column, offset: end.offset },
  };
}

function fixForm({ safety, title, edits }: FindingFix): object {
  return { safety, title, edits: edits.map((edit) => ({ ...placeForm(edit), text: edit.text })) };
}

/** A fix can't be masked, as applying it would write the mask into the file. It is left out where it shows a secret. */
function isFreeOfSecrets({ edits }: FindingFix, finding: Finding, file: LintedFile): boolean {
  return edits.every((edit) => {
    const secrets = [finding, edit]
      .filter((place) => place.path === file.path)
      .flatMap((place) => secretsAround(place, file));
    return maskSecrets(edit.text, secrets) === edit.text;
  });
}

function secretsAround({ start, end }: Place | FindingEdit, { source }: LintedFile): readonly string[] {
  return secretsBeside({ source, span: { start: start.offset, end: end.offset } });
}

function crashForm({ rule, path, message }: Crash): object {
  return { rule, path, message: maskSecrets(message) };
}
