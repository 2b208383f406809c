import type { Finding } from '../lint/findings.ts';
import { maskSecrets } from '../text/mask-secrets.ts';
import { escapeLine } from './escape-text.ts';
import type { Formatter } from './formatter.ts';
import { element } from './xml.ts';

/**
 * Checkstyle's XML, which Jenkins (Warnings Next Generation), reviewdog and many others read. `source` is `plimsoll.` and
 * the rule. Source: checkstyle, src/main/java/com/puppycrawl/tools/checkstyle/XMLLogger.java.
 */
export const formatCheckstyle: Formatter = ({ files, crashes }, { errors = [] } = {}) => {
  const byPath = new Map<string, string[]>();
  const add = (path: string, line: string): void => {
    const lines = byPath.get(path);
    if (lines) lines.push(line);
    else byPath.set(path, [line]);
  };
  for (const { path, findings } of files) for (const finding of findings) add(path, errorOf(finding));
  for (const { rule, path, message } of crashes) {
    add(path, trouble(`A bug in ${rule}: ${maskSecrets(message)}`, 'plimsoll.crash'));
  }
  for (const { path, message } of errors) add(path, trouble(message, 'plimsoll.unreadable'));
  const shown = [...byPath].map(([name, lines]) => `\n  ${element('file', { name }, [...lines, '\n  '])}`);
  const root = element('checkstyle', { version: '4.3' }, [...shown, '\n']);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root}\n`;
};

function errorOf({ start, severity, message, rule }: Finding): string {
  const { line, column } = start;
  return `\n    ${element('error', { line, column, severity, message: escapeLine(message), source: `plimsoll.${rule}` })}`;
}

function trouble(message: string, source: string): string {
  return `\n    ${element('error', { line: 1, severity: 'error', message: escapeLine(message), source })}`;
}
