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

/** A finding as `json` and `jsonl` show it: `$defs/finding` of the schema of the output. */
export function findingForm(finding: Finding, file: LintedFile): object {
  const { rule, messageId, message, severity, category, aliases, fingerprint, related, docs, subject } = finding;
  const fix = fixToShow(finding, file);
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
    fix: fix ? fixForm(fix) : null,
    docs,
  };
}

/** `$defs/suppressedFinding` of the schema of the output. */
export function suppressedForm(finding: SuppressedFinding, file: LintedFile): object {
  const { kind, reason, line } = finding.suppression;
  const suppression = {
    kind,
    ...(line === undefined ? {} : { line }),
    ...(reason === undefined ? {} : { reason: maskSecrets(reason) }),
  };
  return { ...findingForm(finding, file), suppression };
}

/** `$defs/crash` of the schema of the output. */
export function crashForm({ rule, path, message }: Crash): object {
  return { rule, path, message: maskSecrets(message) };
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

/**
 * The fix of a finding where a report may carry it. A fix can't be masked, as applying it would write the mask into the
 * file: it is left out where it shows a secret.
 */
export function fixToShow(finding: Finding, file: LintedFile): FindingFix | undefined {
  const { fix } = finding;
  return fix && isFreeOfSecrets(fix, finding, file) ? fix : undefined;
}

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
