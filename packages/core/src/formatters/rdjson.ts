import { projectUrl } from '../lint/docs-url.ts';
import type { Finding, LintedFile, Place, Point } from '../lint/findings.ts';
import type { Severity } from '../rule/rule-types.ts';
import { maskSecrets } from '../text/mask-secrets.ts';
import type { SourceText } from '../text/source-text.ts';
import { escapeJson, escapeLine } from './escape-text.ts';
import { fixToShow } from './finding-form.ts';
import type { Formatter } from './formatter.ts';

const severities: Readonly<Record<Severity, string>> = { error: 'ERROR', warning: 'WARNING', info: 'INFO' };

/**
 * The Reviewdog Diagnostic Format. Columns count bytes of UTF-8, ends are exclusive. A fix is suggested where it is one
 * edit: reviewdog takes several suggestions of a diagnostic for alternatives. Source: reviewdog,
 * proto/rdf/reviewdog.proto.
 */
export const formatRdjson: Formatter = ({ files, crashes }, { errors = [] } = {}) => {
  const sources = new Map(files.map(({ path, source }) => [path, source]));
  const diagnostics: object[] = files.flatMap((file) =>
    file.findings.map((finding) => diagnosticOf(finding, file, sources)),
  );
  for (const { rule, path, message } of crashes) {
    diagnostics.push(trouble(path, `A bug in ${rule}: ${maskSecrets(message)}`));
  }
  for (const { path, message } of errors) diagnostics.push(trouble(path, message));
  return `${escapeJson(JSON.stringify({ source: { name: 'plimsoll', url: projectUrl }, diagnostics }))}\n`;
};

type Sources = ReadonlyMap<string, SourceText>;

function diagnosticOf(finding: Finding, file: LintedFile, sources: Sources): object {
  const { rule, message, severity, docs, related } = finding;
  const [edit, ...others] = fixToShow(finding, file)?.edits ?? [];
  const isOneEdit = edit !== undefined && others.length === 0 && edit.path === file.path;
  return {
    message: escapeLine(message),
    location: locationOf(finding, sources),
    severity: severities[severity],
    code: { value: rule, url: docs },
    ...(isOneEdit && { suggestions: [{ range: rangeOf(edit, file.source), text: edit.text }] }),
    ...(related.length > 0 && {
      related_locations: related.map((place) => ({
        message: escapeLine(place.label),
        location: locationOf(place, sources),
      })),
    }),
  };
}

/** Columns behind this are left out: counting the bytes before each of many places on one line would take for ever. */
const maxColumn = 10_000;

function locationOf(place: Place, sources: Sources): object {
  return { path: place.path, range: rangeOf(place, sources.get(place.path)) };
}

/** Without columns in a file that was only read along: its text is not part of the result. */
function rangeOf({ start, end }: Place, source: SourceText | undefined): object {
  if (!source || Math.max(start.column, end.column) > maxColumn)
    return { start: { line: start.line }, end: { line: end.line } };
  return { start: position(start, source), end: position(end, source) };
}

function position({ line, offset, column }: Point, source: SourceText): object {
  const before = source.slice({ start: offset - (column - 1), end: offset });
  return { line, column: utf8Length(before) + 1 };
}

function utf8Length(text: string): number {
  if (/^[\0-\x7f]*$/.test(text)) return text.length;
  let length = 0;
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    length += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }
  return length;
}

function trouble(path: string, message: string): object {
  return { message: escapeLine(message), location: { path }, severity: 'ERROR' };
}
