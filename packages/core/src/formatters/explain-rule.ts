import { docsUrl } from '../lint/docs-url.ts';
import type { ExampleFiles, Rule } from '../rule/rule-types.ts';
import { coloursFor } from './colours.ts';
import { dedent } from './dedent.ts';
import type { FormatOptions } from './formatter.ts';
import { indentText } from './wrap-text.ts';

/** The page of a rule for a terminal: what it demands, why, options, examples, other names, sources. */
export function explainRule(rule: Rule, options: FormatOptions = {}): string {
  const width = Math.min(100, Math.max(40, options.width ?? 80));
  const { bold } = coloursFor(options.colour ?? false);
  const prose = (text: string, indent = 0): readonly string[] =>
    indentText(text.trim().replace(/\s+/g, ' '), indent, width);
  const section = (title: string, lines: readonly string[]): readonly string[] =>
    lines.length === 0 ? [] : ['', bold(title), ...lines];
  const optionLines = Object.entries(rule.options).flatMap(([name, { summary, default: value }]) =>
    prose(`${name}: ${summary} Default: ${JSON.stringify(value)}.`, 2),
  );
  const lines = [
    bold(rule.id),
    ...prose(rule.summary),
    '',
    ...factLines(rule).flatMap((line) => prose(line)),
    ...section(
      'Why',
      paragraphs(rule.why).flatMap((text, index) => [...(index > 0 ? [''] : []), ...prose(text, 2)]),
    ),
    ...section('Options', optionLines),
    ...rule.examples.flatMap(({ title, options, bad, good }) => [
      '',
      bold(`Example: ${title}`),
      ...(options === undefined ? [] : [`  with the options ${JSON.stringify(options)}`]),
      ...(bad === undefined ? [] : exampleLines('bad', bad)),
      ...(good === undefined ? [] : exampleLines('good', good)),
    ]),
    ...section(
      'Also known as',
      prose(rule.aliases.join(', '), 2).filter((line) => line.trim() !== ''),
    ),
    ...section(
      'Sources',
      rule.sources.map((source) => `  ${source}`),
    ),
    ...section(
      'Documentation',
      [rule.docs ?? docsUrl(rule.id)].filter((url) => url !== '').map((url) => `  ${url}`),
    ),
  ];
  return `${lines.join('\n')}\n`;
}

function factLines({ severity, category, presets, fixable, since, cwe, owasp }: Rule): readonly string[] {
  const inPresets = presets.length === 0 ? 'none; turn it on by its id' : presets.join(', ');
  return [
    `Severity: ${severity}`,
    `Category: ${category}`,
    `Presets: ${inPresets}`,
    `Fix: ${fixable}`,
    ...(cwe.length > 0 ? [`Weaknesses: ${[...cwe.map((number) => `CWE-${number}`), ...owasp].join(', ')}`] : []),
    `Since: ${since}`,
  ];
}

/** Texts between blank lines. */
function paragraphs(text: string): readonly string[] {
  return dedent(text)
    .split(/\n\s*\n/)
    .filter((paragraph) => paragraph.trim() !== '');
}

function exampleLines(label: 'bad' | 'good', files: ExampleFiles): readonly string[] {
  const named = typeof files === 'string' ? [['', files] as const] : Object.entries(files);
  return named.flatMap(([path, text]) => [
    `  ${path === '' ? label : `${label}, ${path}`}:`,
    ...dedent(text)
      .split('\n')
      .map((line) => (line === '' ? '' : `    ${line}`)),
  ]);
}
