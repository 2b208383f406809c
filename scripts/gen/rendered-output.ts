import { createLinter, type Finding } from '@plimsoll/core';
import type { Rule } from '@plimsoll/core/rule';
import { rules } from '@plimsoll/rules';
import { type MemoryFile, memoryProject, rulesBeside, type World } from '@plimsoll/testing';

/** What the command line prints for the files of an example with this rule alone; undefined if it finds nothing. */
export function renderedOutput(rule: Rule, files: readonly MemoryFile[], world: World): string | undefined {
  const linter = createLinter({ rules: rulesBeside(rule, rules), preset: 'all' });
  const result = linter.lintProject(memoryProject(files, world));
  const findings = result.files.flatMap((file) => file.findings).filter((finding) => finding.rule === rule.id);
  return findings.length === 0 ? undefined : findings.map(renderFinding).join('\n');
}

function renderFinding({ path, start, severity, message, rule }: Finding): string {
  return `${path}:${start.line}:${start.column} ${severity} ${message} [${rule}]`;
}
