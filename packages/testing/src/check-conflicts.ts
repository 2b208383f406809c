import { createLinter, type Finding, isInPreset, type PresetChoice, type Rule } from '@plimsoll/core';
import { exampleFiles } from './check-examples.ts';
import { fixText } from './fix-text.ts';
import type { RuleFixture } from './fixture-files.ts';
import { exampleDay, type MemoryFile, memoryProject, type World } from './memory-project.ts';
import { readFixture } from './read-fixture.ts';

/** Something to lint, and what it is called. */
export interface ConflictCase {
  readonly title: string;
  readonly files: readonly MemoryFile[];
  readonly world: World;
  readonly options: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
}

/** A fix of a rule that made another rule of the same presets report something. */
export interface Conflict {
  readonly title: string;
  readonly fixed: string;
  readonly reported: string;
  readonly message: string;
  /** The presets that both are in. */
  readonly presets: readonly PresetChoice[];
}

/** The presets that are looked at; what is in `recommended` is in `strict` too. */
const presets: readonly PresetChoice[] = [
  ...(['recommended', 'strict', 'strict-2027', 'cis', 'hadolint', 'buildkit'] as const),
  ...(['php', 'ruby', 'gpu', 'powershell', 'windows'] as const),
];

/** Every text of the examples of rules, with the options that it is shown with. */
export function exampleCases(rules: readonly Rule[]): readonly ConflictCase[] {
  return rules.flatMap((rule) =>
    rule.examples.flatMap(({ title, bad, good, options = {} }) =>
      [bad, good].flatMap((files) =>
        files === undefined
          ? []
          : {
              title: `${rule.id}, "${title}"`,
              files: exampleFiles(rule, files),
              world: typeof files === 'string' ? ('open' as const) : ('closed' as const),
              options: new Map([[rule.id, options]]),
            },
      ),
    ),
  );
}

/** Fixtures, with their options. */
export function fixtureCases(fixtures: readonly RuleFixture[]): readonly ConflictCase[] {
  return fixtures.map(({ name, isProject, files }) => {
    const read = files.map((file) => ({ file, fixture: readFixture(file.raw) }));
    return {
      title: name,
      files: read.map(({ file, fixture: { path = file.path, text, input } }) => ({ path, text, input })),
      world: isProject ? 'closed' : 'open',
      options: new Map(read.flatMap(({ fixture }) => [...fixture.options])),
    };
  });
}

/**
 * Makes every fix of a case by itself, safe or not, and answers which make another rule of the same preset report what it
 * did not report before. A linter is made once for all cases without options.
 */
export function conflictFinder(rules: readonly Rule[]): (given: ConflictCase) => readonly Conflict[] {
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const plain = createLinter({ rules, preset: 'all' });
  return (given) => {
    const settings = [...given.options].flatMap(([id, options]) => {
      const rule = byId.get(id);
      return rule && Object.keys(options).length > 0 ? [[id, [rule.severity, options]] as const] : [];
    });
    const linter =
      settings.length > 0 ? createLinter({ rules, preset: 'all', settings: Object.fromEntries(settings) }) : plain;
    const lint = (files: readonly MemoryFile[]): readonly Finding[] =>
      linter.lintProject(memoryProject(files, given.world, exampleDay)).files.flatMap(({ findings }) => findings);
    const before = lint(given.files);
    return before.flatMap((finding) => {
      const fixer = byId.get(finding.rule);
      if (!finding.fix || !fixer) return [];
      const files = given.files.map((file) => ({ ...file, text: fixText(file.text, file.path, [finding]) }));
      return newFindings(before, lint(files)).flatMap((other) => {
        const reporter = byId.get(other.rule);
        const shared = reporter && reporter !== fixer ? presetsOfBoth(fixer, reporter) : [];
        if (shared.length === 0) return [];
        return {
          title: given.title,
          fixed: finding.rule,
          reported: keyOf(other),
          message: other.message,
          presets: shared,
        };
      });
    });
  };
}

function presetsOfBoth(one: Rule, other: Rule): readonly PresetChoice[] {
  return presets.filter((preset) => isInPreset(one, preset) && isInPreset(other, preset));
}

/** One of each message that came up more often than before. */
function newFindings(before: readonly Finding[], after: readonly Finding[]): readonly Finding[] {
  const counted = countsOf(before);
  const counts = countsOf(after);
  const byKey = new Map(after.map((finding) => [keyOf(finding), finding]));
  return [...byKey].flatMap(([key, finding]) => ((counts.get(key) ?? 0) > (counted.get(key) ?? 0) ? finding : []));
}

function keyOf({ rule, messageId }: Finding): string {
  return `${rule}:${messageId}`;
}

function countsOf(findings: readonly Finding[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const finding of findings) counts.set(keyOf(finding), (counts.get(keyOf(finding)) ?? 0) + 1);
  return counts;
}
