import { createLinter, type Finding, type Rule, withScriptChecks } from '@plimsoll/core';
import { exampleDay, type MemoryFile, memoryProject, type World } from './memory-project.ts';
import { recordedChecks } from './recorded-checks.ts';

/** What to lint and with what. */
export interface MemoryLint {
  readonly files: readonly MemoryFile[];
  readonly world: World;
  /** The rules that run, whatever their presets say. */
  readonly rules: readonly Rule[];
  readonly options?: ReadonlyMap<string, Readonly<Record<string, unknown>>> | undefined;
}

/** Lints files in memory. A rule that throws throws here too. Findings by file, then by place. */
export function lintMemory({ files, world, rules, options }: MemoryLint): readonly Finding[] {
  const settings = Object.fromEntries(
    rules.map((rule) => [rule.id, [rule.severity, options?.get(rule.id) ?? {}] as const]),
  );
  const linter = createLinter({ rules, preset: 'none', settings });
  const project = memoryProject(files, world, exampleDay);
  const result = linter.lintProject(withScriptChecks(project, recordedChecks(linter.scriptCheckRequests(project))));
  const crash = result.crashes[0];
  if (crash) throw new Error(`${crash.rule} crashed on ${crash.path}: ${crash.message}\n${crash.stack ?? ''}`);
  return result.files.flatMap((file) => file.findings);
}
