import { maskSecrets } from '../text/mask-secrets.ts';
import { escapeLine, escapeText } from './escape-text.ts';
import type { Formatter } from './formatter.ts';

/** A finding a line, `path:line:column: severity: message [rule]`, as compilers print and editors read it. */
export const formatCompact: Formatter = ({ files, crashes }, { errors = [] } = {}) => {
  const lines: string[] = [];
  for (const { path, findings } of files) {
    const shownPath = escapeText(path);
    for (const { start, severity, message, rule } of findings) {
      lines.push(
        `${shownPath}:${start.line}:${start.column}: ${severity}: ${escapeLine(message)} [${escapeLine(rule)}]\n`,
      );
    }
  }
  for (const { rule, path, message } of crashes) {
    lines.push(`${escapeText(path)}: crash: ${escapeLine(maskSecrets(message))} [${escapeLine(rule)}]\n`);
  }
  for (const { path, message } of errors) lines.push(`${escapeText(path)}: error: ${escapeLine(message)}\n`);
  return lines.join('');
};
