import { docsUrl } from '@plimsoll/core';
import { dedent } from '@plimsoll/core/formatters';
import type { Rule } from '@plimsoll/core/rule';

/** The page of a rule, short enough for a hover: what it demands, why, an example, and the link to all of it. */
export function rulePage(rule: Rule): string {
  const [example] = rule.examples;
  const good = example?.good;
  const facts = [rule.severity, rule.category, rule.fixable === 'none' ? undefined : `${rule.fixable} fix`];
  return [
    `**${rule.id}** (${facts.filter((fact) => fact !== undefined).join(', ')})`,
    rule.summary,
    joinLines(rule.why),
    ...(typeof good === 'string' ? [`Better:\n\n${fenced(rule.id, good)}`] : []),
    `[Documentation of ${rule.id}](${docsUrl(rule.id)})`,
  ].join('\n\n');
}

/** Paragraphs without the line breaks of the source. */
function joinLines(text: string): string {
  const paragraphs = dedent(text).split(/\n[ \t]*\n/);
  return paragraphs.map((paragraph) => paragraph.trim().replace(/\s*\n\s*/g, ' ')).join('\n\n');
}

function fenced(id: string, text: string): string {
  const language = id.startsWith('compose/') ? 'yaml' : 'dockerfile';
  return `\`\`\`${language}\n${dedent(text).trimEnd()}\n\`\`\``;
}
