import { docsUrl } from '../lint/docs-url.ts';
import type { Finding } from '../lint/findings.ts';
import type { ExampleFiles, Rule, Severity } from '../rule/rule-types.ts';
import { dedent } from './dedent.ts';

export const sarifLevels: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  error: 'error',
  warning: 'warning',
  info: 'note',
};

/**
 * For security rules that give no number of their own: high, medium and low as GitHub divides them (GitHub Docs, "SARIF
 * support for code scanning": over 9 critical, 7 to 8.9 high, 4 to 6.9 medium, 0.1 to 3.9 low).
 */
const defaultSecuritySeverity: Readonly<Record<Severity, number>> = { error: 7.5, warning: 5.5, info: 2 };

/** GitHub keeps so many characters of a description and so many tags (the same page). */
const maxDescription = 1024;
const maxTags = 20;

/** A `reportingDescriptor` for a rule whose metadata is at hand. */
export function ruleDescriptor(rule: Rule): object {
  const why = dedent(rule.why).trim();
  const security = rule.category === 'security' ? (rule.securitySeverity ?? defaultSecuritySeverity[rule.severity]) : 0;
  return {
    id: rule.id,
    shortDescription: { text: rule.summary },
    fullDescription: { text: shorten(why.replace(/\s+/g, ' '), maxDescription) },
    help: { text: `${rule.summary}\n\n${why}\n\n${docsUrl(rule.id)}`, markdown: helpPage(rule, why) },
    helpUri: docsUrl(rule.id),
    defaultConfiguration: { level: sarifLevels[rule.severity] },
    properties: {
      tags: tagsOf(rule).slice(0, maxTags),
      precision: Object.keys(rule.atMost).length > 0 ? 'high' : 'very-high',
      // A string, and read only beside the tag `security`.
      ...(security > 0 && { 'security-severity': security.toFixed(1) }),
    },
  };
}

/** A `reportingDescriptor` from what a finding knows of its rule. */
export function bareDescriptor({ rule, category, docs }: Finding): object {
  return { id: rule, helpUri: docs, properties: { tags: [category] } };
}

/** Tags as CodeQL spells those of outside catalogues: `external/cwe/cwe-250`. */
function tagsOf({ category, cwe, owasp, aliases }: Rule): readonly string[] {
  const cis = aliases.filter((alias) => alias.startsWith('cis/')).map((alias) => alias.slice('cis/'.length));
  return [
    category,
    ...cwe.map((number) => `external/cwe/cwe-${String(number).padStart(3, '0')}`),
    ...cis.map((section) => `external/cis/docker-${section}`),
    ...owasp.map((name) => `external/owasp/docker-${name.toLowerCase().replace(' #', '-')}`),
  ];
}

function helpPage(rule: Rule, why: string): string {
  const parts = [`**${rule.summary}**`, why];
  for (const { title, bad, good } of rule.examples) {
    parts.push(`### ${title}`);
    if (bad !== undefined) parts.push('Bad:', ...blocks(bad));
    if (good !== undefined) parts.push('Good:', ...blocks(good));
  }
  if (rule.sources.length > 0) parts.push(rule.sources.map((source) => `- <${source}>`).join('\n'));
  parts.push(`[The page of ${rule.id}](${docsUrl(rule.id)})`);
  return parts.join('\n\n');
}

function blocks(files: ExampleFiles): readonly string[] {
  const named = typeof files === 'string' ? [['', files] as const] : Object.entries(files);
  return named.map(([path, text]) => {
    const shown = dedent(text);
    // A fence is longer than any run of backticks in what it holds (CommonMark 0.31, 4.5).
    const longest = Math.max(2, ...Array.from(shown.matchAll(/`+/g), ([run]) => run.length));
    const fence = '`'.repeat(longest + 1);
    return `${path === '' ? '' : `\`${path}\`:\n\n`}${fence}\n${shown}\n${fence}`;
  });
}

/** At a blank, if it is too long. */
function shorten(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const cut = text.slice(0, limit - 4);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), 1))} ...`;
}
