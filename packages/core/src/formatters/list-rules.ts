import { docsUrl } from '../lint/docs-url.ts';
import type { Rule } from '../rule/rule-types.ts';
import { coloursFor } from './colours.ts';
import { escapeJson } from './escape-text.ts';
import type { FormatOptions } from './formatter.ts';
import { jsonFormatVersion } from './json.ts';
import { wrapText } from './wrap-text.ts';

/** All rules as a table: id, severity, preset, fix; what it demands beside them, or below where the page is narrow. */
export function listRules(rules: readonly Rule[], options: FormatOptions = {}): string {
  const width = Math.max(40, options.width ?? 80);
  const { bold, dim, severity: paint } = coloursFor(options.colour ?? false);
  const idWidth = Math.max(...rules.map(({ id }) => id.length), 4);
  const lines = rules.flatMap((rule) => {
    const { id, severity, fixable, summary } = rule;
    const cells = [
      paint[severity](severity.padEnd(7)),
      presetOf(rule).padEnd(11),
      fixable === 'none' ? '' : `fix: ${fixable}`,
    ];
    const head = `${bold(id)}${' '.repeat(idWidth - id.length)}  ${cells.join('  ')}`.trimEnd();
    return [head, ...wrapText(summary, width - 2).map((line) => `  ${dim(line)}`)];
  });
  const total = `${rules.length} rules. plimsoll --explain RULE shows the page of one.`;
  return `${[...lines, '', total].join('\n')}\n`;
}

/** The smallest preset that turns the rule on. */
function presetOf({ presets }: Rule): string {
  if (presets.includes('recommended')) return 'recommended';
  return presets[0] ?? '';
}

/** All rules as one JSON object. */
export function listRulesJson(rules: readonly Rule[], { tool }: FormatOptions = {}): string {
  const list = rules.map((rule) => ({
    id: rule.id,
    aliases: rule.aliases,
    language: rule.language,
    category: rule.category,
    severity: rule.severity,
    presets: rule.presets,
    fixable: rule.fixable,
    since: rule.since,
    summary: rule.summary,
    options: rule.options,
    messages: rule.messages,
    sources: rule.sources,
    cwe: rule.cwe,
    owasp: rule.owasp,
    ...(rule.securitySeverity !== undefined && { securitySeverity: rule.securitySeverity }),
    docs: rule.docs ?? docsUrl(rule.id),
  }));
  return `${escapeJson(JSON.stringify({ version: jsonFormatVersion, ...(tool && { tool }), rules: list }))}\n`;
}
