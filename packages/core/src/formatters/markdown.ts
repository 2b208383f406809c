import type { Finding, LintSummary } from '../lint/findings.ts';
import { maskSecrets } from '../text/mask-secrets.ts';
import { bySeverity } from './by-severity.ts';
import { escapeLine, escapeText } from './escape-text.ts';
import type { Formatter } from './formatter.ts';

/** GitHub takes a step summary of at most 1 MiB; a UTF-16 unit is at most 3 bytes of it. Source: GitHub Docs, "Job summaries". */
const maxLength = 300_000;

/**
 * For step summaries and comments: counts, what could not be done, and a table of findings, errors first, cut where a page
 * is full.
 */
export const formatMarkdown: Formatter = ({ files, crashes, summary }, { errors = [] } = {}) => {
  const troubles = [
    ...crashes.map(({ rule, path, message }) => `${path}: a bug in ${rule}: ${maskSecrets(message)}`),
    ...errors.map(({ path, message }) => `${path}: ${message}`),
  ];
  const lines = ['## Plimsoll', '', headline(summary)];
  let length = 0;
  const add = (line: string): boolean => {
    length += line.length + 1;
    const fits = length <= maxLength;
    if (fits) lines.push(line);
    return fits;
  };
  if (troubles.length > 0) lines.push('');
  const shownTroubles = troubles.findIndex((trouble) => !add(`- ${markdownText(escapeLine(trouble))}`));
  const findings = bySeverity({ files });
  if (findings.length > 0) lines.push('', '| Severity | Place | Finding | Rule |', '| --- | --- | --- | --- |');
  const shownFindings = shownTroubles === -1 ? findings.findIndex((finding) => !add(rowOf(finding))) : 0;
  const left =
    Math.max(0, shownTroubles === -1 ? 0 : troubles.length - shownTroubles) +
    (shownFindings === -1 ? 0 : findings.length - shownFindings);
  if (left > 0) lines.push('', `${left} more are left out of this page.`);
  return `${lines.join('\n')}\n`;
};

function headline({ files, errors, warnings, infos, suppressed }: LintSummary): string {
  const silenced = suppressed > 0 ? ` (${suppressed} suppressed)` : '';
  if (errors + warnings + infos === 0) return `No findings in ${count(files, 'file')}${silenced}.`;
  return `${count(errors, 'error')}, ${count(warnings, 'warning')}, ${count(infos, 'info')} in ${count(files, 'file')}${silenced}.`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

function rowOf({ severity, path, start, message, rule, docs }: Finding): string {
  const place = `${markdownText(escapeText(path))}:${start.line}:${start.column}`;
  return `| ${severity} | ${place} | ${markdownText(escapeLine(message))} | [${markdownText(escapeLine(rule))}](${docs}) |`;
}

/** HTML, mathematics, cells, and what GFM turns into links without markup: a backslash stops not all of these. */
const asEntity = /[&<>|$]|:(?=\/\/)|(?<=www)\./;
/** Mentions and references, which GitHub and GitLab look for in the finished page. */
const asReference = /[@](?=\S)|#(?=\d)/;
/** Emphasis, code, links, headings; list items at the start (CommonMark 0.31, 2.4). */
const asEscape = /[\\`*_[\]#~]|^[-+]/;
const markup = new RegExp(`(${asEntity.source})|(${asReference.source})|${asEscape.source}`, 'g');

/** A text without line ends that is shown as it is written, whatever it holds, in a paragraph, list or cell. */
export function markdownText(text: string): string {
  return text.replace(markup, (character, entity?: string, reference?: string) => {
    if (entity !== undefined) return `&#${character.charCodeAt(0)};`;
    // A blank without width behind it, as bots that write comments put it there.
    return reference === undefined ? `\\${character}` : `${character}&#8203;`;
  });
}
