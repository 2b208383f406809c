import { escapeLine, escapeText, markdownText } from '@plimsoll/core/formatters';
import { valueAt } from './value-at.ts';

/** What one run of the command line gave. */
export interface LintRun {
  /** 0, 1 or 2, as the command line ends. */
  readonly status: number;
  /** What it printed. */
  readonly log: string;
  /** Its messages that are in no report. */
  readonly said: readonly string[];
  /** Undefined if it made no report. */
  readonly counts: Counts | undefined;
  /** The report in Markdown. */
  readonly page: string;
  /** The report in workflow commands. */
  readonly github: string;
  /** The SARIF file that it wrote, absolute. */
  readonly sarif: string | undefined;
  /** The commit that it compared with. */
  readonly since: string | undefined;
}

export interface Counts {
  readonly errors: number;
  readonly warnings: number;
  readonly infos: number;
  readonly findings: number;
}

/** The counts of a JSON report; undefined if it is none. */
export function readCounts(report: unknown): Counts | undefined {
  const [errors, warnings, infos] = ['errors', 'warnings', 'infos'].map((name) => valueAt(report, 'summary', name));
  if (typeof errors !== 'number' || typeof warnings !== 'number' || typeof infos !== 'number') return undefined;
  return { errors, warnings, infos, findings: errors + warnings + infos };
}

/** The lines of standard error that say what the JSON report does not. */
export function messagesOf(err: string, report: unknown): readonly string[] {
  const told = new Set(
    [...entriesOf(report, 'errors'), ...entriesOf(report, 'crashes')].map((entry) => {
      const [path, message, rule] = ['path', 'message', 'rule'].map((key) => valueAt(entry, key));
      return escapeText(rule === undefined ? `${path}: ${message}` : `${path}: a bug in ${rule}: ${message}`);
    }),
  );
  const lines = err.split('\n').map((line) => line.replace(/^plimsoll: /, ''));
  return lines.filter((line) => line !== '' && !told.has(line));
}

function entriesOf(report: unknown, name: string): readonly unknown[] {
  const list = valueAt(report, name);
  return Array.isArray(list) ? list : [];
}

/** A wrong configuration may have more to complain about than a page shows. */
const mostMessages = 20;

/** The page for the step's summary. `leftOut`: a sentence about annotations that GitHub leaves out. */
export function summaryOf(
  { status, said, counts, page, since }: Pick<LintRun, 'status' | 'said' | 'counts' | 'page'> & Partial<LintRun>,
  leftOut: string | undefined,
): string {
  const parts = [page.trimEnd() || '## Plimsoll\n\nThe job could not be done.'];
  const shown = said.slice(0, mostMessages).map((text) => `- ${markdownText(escapeLine(text))}`);
  if (said.length > mostMessages) shown.push(`- ${said.length - mostMessages} more are in the log.`);
  if (shown.length > 0) parts.push(shown.join('\n'));
  if (since !== undefined && counts) parts.push(`Only what is new since commit ${since.slice(0, 12)}.`);
  if (leftOut !== undefined) parts.push(leftOut);
  if (status === 1) parts.push('The step failed because of findings: see `fail-on` and `max-warnings`.');
  return `${parts.join('\n\n')}\n`;
}
