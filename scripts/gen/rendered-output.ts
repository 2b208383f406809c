import { createLinter, summarise } from '@plimsoll/core';
import { formatPretty } from '@plimsoll/core/formatters';
import type { Rule } from '@plimsoll/core/rule';
import { rules } from '@plimsoll/rules';
import { exampleDay, type MemoryFile, memoryProject, rulesBeside, type World } from '@plimsoll/testing';

/** What the command line prints for the files of an example with this rule alone; undefined if it finds nothing. */
export function renderedOutput(
  rule: Rule,
  files: readonly MemoryFile[],
  world: World,
  options?: Readonly<Record<string, unknown>>,
): string | undefined {
  const linter = createLinter({
    rules: rulesBeside(rule, rules),
    preset: 'all',
    settings: { [rule.id]: [rule.severity, options ?? {}] },
  });
  const result = linter.lintProject(memoryProject(files, world, exampleDay));
  const own = result.files.map((file) => ({
    ...file,
    findings: file.findings.filter((finding) => finding.rule === rule.id),
  }));
  if (own.every(({ findings }) => findings.length === 0)) return undefined;
  const text = formatPretty({ files: own, crashes: [], summary: summarise(own) }, { width: 100 });
  // The link leads to the page that this stands on, and the summary counts what one sees.
  const lines = text.split('\n').filter((line) => !line.trim().startsWith('https://'));
  return lines
    .slice(0, lines.lastIndexOf('', lines.length - 2))
    .join('\n')
    .trimEnd();
}
