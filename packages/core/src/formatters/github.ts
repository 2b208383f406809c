import type { Finding, LintResult } from '../lint/findings.ts';
import type { Severity } from '../rule/rule-types.ts';
import { maskSecrets } from '../text/mask-secrets.ts';
import { bySeverity } from './by-severity.ts';
import { escapeLine, escapeText } from './escape-text.ts';
import type { Formatter } from './formatter.ts';

const commands: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'notice' };

/**
 * GitHub makes annotations of so many commands of one kind in one step; the rest is only in the log. Source: GitHub
 * Docs, "Workflow commands", and actions/toolkit, docs/problem-matchers.md, "Limitations".
 */
export const annotationsPerStep = 10;

/**
 * Workflow commands, which GitHub Actions shows as annotations: what could not be done, then errors, warnings and infos.
 * Paths have to be relative to the root of the repository.
 * Source: GitHub Docs, "Workflow commands for GitHub Actions"; escaped as actions/runner, src/Runner.Common/ActionCommand.cs,
 * reads it.
 */
export const formatGithub: Formatter = (result, { errors = [] } = {}) => {
  const crashes = result.crashes.map(({ rule, path, message }) => {
    const text = `${path}: a bug in ${rule}: ${maskSecrets(message)}`;
    return workflowCommand('error', [['title', 'Plimsoll crashed']], text);
  });
  const unread = errors.map(({ path, message }) =>
    workflowCommand('error', [['title', 'Plimsoll could not read a file']], `${path}: ${message}`),
  );
  const troubles = [...crashes, ...unread];
  const lines = [...troubles, ...bySeverity(result).map(annotation), ...aboutTheRest(result, troubles.length)];
  return lines.map((line) => `${line}\n`).join('');
};

function annotation({ path, start, end, severity, rule, message, docs }: Finding): string {
  const properties: (readonly [string, string | number])[] = [
    ['file', path],
    ['line', start.line],
    ['endLine', end.line],
  ];
  // Columns of several lines are refused ("Create a check run": only if start_line and end_line are equal).
  if (start.line === end.line) {
    properties.push(['col', start.column], ['endColumn', Math.max(start.column, end.column - 1)]);
  }
  properties.push(['title', rule]);
  return workflowCommand(commands[severity], properties, `${message} ${docs}`);
}

/** One workflow command on one line, without its line end: a text that can't become a command or a property of its own. */
export function workflowCommand(
  name: string,
  properties: readonly (readonly [string, string | number])[],
  text: string,
): string {
  const shown = properties.map(([key, value]) => `${key}=${escapeProperty(escapeText(String(value)))}`);
  return `::${[name, shown.join(',')].filter((part) => part !== '').join(' ')}::${escapeData(escapeLine(text))}`;
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

/** A line of the log where GitHub leaves annotations out. */
function aboutTheRest({ summary }: LintResult, troubles: number): readonly string[] {
  const most = Math.max(summary.errors + troubles, summary.warnings, summary.infos);
  if (most <= annotationsPerStep) return [];
  const counts = `${summary.errors} errors, ${summary.warnings} warnings, ${summary.infos} infos`;
  return [
    `Plimsoll found ${counts}. GitHub annotates ${annotationsPerStep} of each kind in one step; all of them are above.`,
  ];
}
