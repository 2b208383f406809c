// Public API of reports: pure functions from a lint result, or from rules, to text. They run in a browser.
export { escapeLine, escapeText } from './formatters/escape-text.ts';
export { explainRule } from './formatters/explain-rule.ts';
export type { FormatOptions, Formatter } from './formatters/formatter.ts';
export { type FormatName, formatNames, formatters } from './formatters/formatter-table.ts';
export { formatJson } from './formatters/json.ts';
export { listRules, listRulesJson } from './formatters/list-rules.ts';
export { formatPretty } from './formatters/pretty.ts';
