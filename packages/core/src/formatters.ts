// Public API of reports: pure functions from a lint result, or from rules, to text. They run in a browser.
export { formatCheckstyle } from './formatters/checkstyle.ts';
export { formatCompact } from './formatters/compact.ts';
export { dedent } from './formatters/dedent.ts';
export { escapeLine, escapeText } from './formatters/escape-text.ts';
export { explainRule } from './formatters/explain-rule.ts';
export { type FormatName, formatNames } from './formatters/format-names.ts';
export type { FixCounts, FormatOptions, Formatter } from './formatters/formatter.ts';
export { formatters } from './formatters/formatter-table.ts';
export { annotationsPerStep, formatGithub, workflowCommand } from './formatters/github.ts';
export { formatGitlab } from './formatters/gitlab.ts';
export { formatJson } from './formatters/json.ts';
export { formatJsonl } from './formatters/jsonl.ts';
export { formatJunit } from './formatters/junit.ts';
export { listRules, listRulesJson } from './formatters/list-rules.ts';
export { formatMarkdown, markdownText } from './formatters/markdown.ts';
export { formatPretty } from './formatters/pretty.ts';
export { formatRdjson } from './formatters/rdjson.ts';
export { formatSarif } from './formatters/sarif.ts';
