import { documentKindOfPath } from '@plimsoll/core';
import type { Rule } from '@plimsoll/core/rule';
import { dedent, exampleFiles, type MemoryFile } from '@plimsoll/testing';
import type { GeneratedFile } from '../gen.ts';
import { markdownTable } from './markdown-table.ts';
import { renderedOutput } from './rendered-output.ts';
import { loadRule, type RuleFile, ruleFiles, ruleKinds, rulesFolder } from './rule-files.ts';

interface LoadedRule {
  readonly file: RuleFile;
  readonly rule: Rule;
}

const blockLanguages = { dockerfile: 'dockerfile', compose: 'yaml', other: 'text' } as const;

const fixWords: Readonly<Record<Rule['fixable'], string>> = {
  none: 'none',
  safe: 'safe: the built image stays the same',
  unsafe: 'unsafe: read the change before you keep it',
};

/** One page for each rule, and their index. */
export async function ruleDocs(): Promise<readonly GeneratedFile[]> {
  const rules: LoadedRule[] = [];
  for (const file of ruleFiles()) rules.push({ file, rule: await loadRule(file) });
  return [
    { path: 'docs/rules/README.md', render: () => renderIndex(rules) },
    ...rules.map(({ file, rule }) => ({
      path: `docs/rules/${file.kind}/${file.name}.md`,
      render: () => renderPage(file, rule),
    })),
  ];
}

function renderIndex(rules: readonly LoadedRule[]): string {
  const sections = ruleKinds.flatMap((kind) => {
    const rows = rules.filter(({ file }) => file.kind === kind);
    if (rows.length === 0) return [];
    return [
      `## ${kind}`,
      markdownTable(
        ['Rule', 'Severity', 'Presets', 'Fix', 'What it demands'],
        rows.map(({ file, rule }) => [
          `[${rule.id}](${file.kind}/${file.name}.md)`,
          rule.severity,
          presetsOf(rule),
          rule.fixable,
          rule.summary,
        ]),
      ),
    ];
  });
  return ['# Rules', ...sections].join('\n\n');
}

function renderPage(file: RuleFile, rule: Rule): string {
  const source = `../../../${rulesFolder}/${file.kind}/${file.name}.ts`;
  return [
    `# ${rule.id}`,
    rule.summary,
    facts(rule),
    '## Why',
    dedent(rule.why).trimEnd(),
    ...options(rule),
    '## Examples',
    ...examples(rule),
    ...(rule.sources.length > 0 ? ['## Sources', rule.sources.map((link) => `- <${link}>`).join('\n')] : []),
    `[Source of this rule](${source})`,
  ].join('\n\n');
}

/** Numbers of CWE as links, rules of OWASP, and how code scanning ranks the findings. */
function weaknessesOf({ cwe, owasp, securitySeverity }: Rule): readonly string[] {
  return [
    ...cwe.map((number) => `[CWE-${number}](https://cwe.mitre.org/data/definitions/${number}.html)`),
    ...owasp.map((name) => `OWASP Docker ${name}`),
    ...(securitySeverity === undefined ? [] : [`security severity ${securitySeverity.toFixed(1)}`]),
  ];
}

function facts(rule: Rule): string {
  const atMost = Object.entries(rule.atMost).map(([message, severity]) => `${severity} for \`${message}\``);
  const rows: readonly (readonly [string, string])[] = [
    ['Severity', [rule.severity, ...atMost].join(', at most ')],
    ['Category', rule.category],
    ['Presets', presetsOf(rule) || 'none'],
    ['Fix', fixWords[rule.fixable]],
    ['Aliases', rule.aliases.map((alias) => `\`${alias}\``).join(', ') || 'none'],
    ['Replaces on the same subject', rule.supersedes.map((id) => `\`${id}\``).join(', ')],
    ['Weaknesses', weaknessesOf(rule).join(', ')],
    ['Since', rule.since],
  ];
  return rows
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `- ${name}: ${value}`)
    .join('\n');
}

/** `strict` contains `recommended`. */
function presetsOf(rule: Rule): string {
  const names: readonly string[] = rule.presets.includes('recommended') ? ['recommended', 'strict'] : rule.presets;
  return names.join(', ');
}

function options(rule: Rule): readonly string[] {
  const rows = Object.entries(rule.options).map(([name, option]) => [
    `\`${name}\``,
    `\`${JSON.stringify(option.schema)}\``,
    `\`${JSON.stringify(option.default)}\``,
    option.summary,
  ]);
  return rows.length === 0 ? [] : ['## Options', markdownTable(['Option', 'Schema', 'Default', 'Meaning'], rows)];
}

function examples(rule: Rule): readonly string[] {
  return rule.examples.flatMap(({ title, options, bad, good }) => [
    `### ${title}`,
    ...(options === undefined ? [] : [`With the options \`${JSON.stringify(options)}\`:`]),
    ...(bad === undefined ? [] : badExample(rule, bad, options)),
    ...(good === undefined ? [] : [bad === undefined ? 'Nothing is reported:' : 'Better:']),
    ...(good === undefined ? [] : fenced(exampleFiles(rule, good))),
  ]);
}

function badExample(
  rule: Rule,
  bad: NonNullable<Rule['examples'][number]['bad']>,
  options: Readonly<Record<string, unknown>> | undefined,
): readonly string[] {
  const files = exampleFiles(rule, bad);
  const output = renderedOutput(rule, files, typeof bad === 'string' ? 'open' : 'closed', options);
  return [...fenced(files), ...(output === undefined ? [] : ['Reported:', `\`\`\`text\n${output}\n\`\`\``])];
}

/** Files as Markdown blocks; under their names where there are several. */
function fenced(files: readonly MemoryFile[]): readonly string[] {
  return files.flatMap(({ path, text }) => {
    const block = `\`\`\`${blockLanguages[documentKindOfPath(path) ?? 'other']}\n${text.trimEnd()}\n\`\`\``;
    return files.length === 1 ? [block] : [`\`${path}\``, block];
  });
}
