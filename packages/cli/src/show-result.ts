import { type LintResult, type Severity, severities, summarise } from '@plimsoll/core';
import { type FixCounts, type FormatName, type FormatOptions, formatPretty } from '@plimsoll/core/formatters';
import type { Arguments } from './arguments.ts';
import type { FailOn } from './exit-status.ts';
import { version } from './generated/version.ts';
import type { FileProblem } from './read-options.ts';
import { type Terminal, wantsColour } from './terminal.ts';

/** What is shown, and to whom. */
export interface Shown {
  readonly result: LintResult;
  readonly errors: readonly FileProblem[];
  readonly failOn: FailOn;
  /** What became of fixes, in a run that makes them. */
  readonly fixes?: FixCounts;
  readonly args: Arguments;
  readonly terminal: Terminal;
}

/** The result in one format. `options`: what is not as for the terminal. */
export async function showResult(
  { result, errors, failOn, fixes, args, terminal }: Shown,
  format: FormatName,
  options: FormatOptions = {},
): Promise<string> {
  const isQuiet = args.has('quiet');
  const least = isQuiet ? (failOn === 'none' ? 'error' : failOn) : 'info';
  const severe = isQuiet ? withoutLesser(result, least) : result;
  const shown = args.has('omit-suppressed') ? withoutSuppressed(severe) : severe;
  const all = { ...pageOptions(args, terminal), errors, least, ...(fixes && { fixes }), ...options };
  // Everything but what people see is loaded on demand: a plain run starts sooner.
  if (format !== 'pretty') return (await import('./machine-formats.ts')).showInFormat(shown, format, all);
  const isEmpty = shown.crashes.length === 0 && shown.files.every(({ findings }) => findings.length === 0);
  return isQuiet && isEmpty ? '' : formatPretty(shown, all);
}

function withoutSuppressed(result: LintResult): LintResult {
  const files = result.files.map((file) => ({ ...file, suppressed: [] }));
  return { ...result, files };
}

/** Width, colour and name of the tool, for whatever is shown. */
export function pageOptions(args: Arguments, { out, env }: Terminal): FormatOptions {
  const chosen = args.has('color') ? 'color' : args.has('no-color') ? 'no-color' : undefined;
  const width = out.columns;
  return {
    colour: wantsColour(chosen, out, env),
    tool: { name: 'plimsoll', version },
    ...(width !== undefined && { width }),
  };
}

/** Only findings at least this severe. */
function withoutLesser(result: LintResult, least: Severity): LintResult {
  const shown = new Set(severities.slice(0, severities.indexOf(least) + 1));
  const files = result.files.map((file) => ({
    ...file,
    findings: file.findings.filter(({ severity }) => shown.has(severity)),
  }));
  return { ...result, files, summary: summarise(files) };
}
