import type { LintResult } from '@plimsoll/core';
import { type FormatName, type FormatOptions, formatters } from '@plimsoll/core/formatters';

// One chunk of the bundle: formats that people do not read in a terminal, and writing reports into files.
export { writeReport } from './write-report.ts';

/** The result in a format for programs, with the texts of rules where the format describes them. */
export async function showInFormat(result: LintResult, format: FormatName, options: FormatOptions): Promise<string> {
  if (format !== 'sarif') return formatters[format](result, options);
  const { describedRules } = await import('./rule-pages.ts');
  return formatters.sarif(result, { ...options, rules: describedRules });
}
