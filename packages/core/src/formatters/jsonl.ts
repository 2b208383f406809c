import { escapeJson } from './escape-text.ts';
import { crashForm, findingForm, suppressedForm } from './finding-form.ts';
import type { Formatter } from './formatter.ts';
import { fixesForm, jsonFormatVersion } from './json.ts';

/**
 * For programs that read a line at a time: each line is one object with a `kind` (`finding`, `suppressed`, `crash`,
 * `error`), the last is the `summary`. Described by `$defs/line` of `schema/output.schema.json`.
 */
export const formatJsonl: Formatter = ({ files, crashes, summary }, { tool, errors = [], fixes } = {}) => {
  const lines: object[] = [];
  for (const file of files) {
    for (const finding of file.findings) lines.push({ kind: 'finding', ...findingForm(finding, file) });
    for (const finding of file.suppressed) lines.push({ kind: 'suppressed', ...suppressedForm(finding, file) });
  }
  for (const crash of crashes) lines.push({ kind: 'crash', ...crashForm(crash) });
  for (const { path, message } of errors) lines.push({ kind: 'error', path, message });
  lines.push({
    kind: 'summary',
    version: jsonFormatVersion,
    ...(tool && { tool: { name: tool.name, version: tool.version } }),
    ...summary,
    ...(fixes && { fixes: fixesForm(fixes) }),
  });
  return lines.map((line) => `${escapeJson(JSON.stringify(line))}\n`).join('');
};
