import type { Finding, Rule } from '@plimsoll/core';
import { fixText } from './fix-text.ts';
import type { FixtureFile, RuleFixture } from './fixture-files.ts';
import { lintMemory } from './lint-memory.ts';
import type { MemoryFile } from './memory-project.ts';
import { type ExpectedFinding, type Fixture, readFixture } from './read-fixture.ts';

/** What came of a fixture. */
export interface FixtureOutcome {
  /** Missing and extra findings, as marker lines that can be pasted; empty if all is as expected. */
  readonly differences: readonly string[];
  /** The ids of the messages that were reported. */
  readonly messages: ReadonlySet<string>;
  /** Texts after fixing, by the path that was linted; only files that changed. */
  readonly fixed: ReadonlyMap<string, string>;
}

interface ReadFile extends MemoryFile {
  readonly file: FixtureFile;
  readonly fixture: Fixture;
}

/** Runs the rule of a fixture on it. `ends`: the line ends to run it with; a fixture that holds a CR keeps its own. */
export function checkFixture(fixture: RuleFixture, rule: Rule, ends: 'lf' | 'crlf'): FixtureOutcome {
  const files = fixture.files.map((file) => read(file, ends));
  const options = new Map(files.flatMap((file) => [...file.fixture.options]));
  const findings = lintMemory({ files, world: fixture.isProject ? 'closed' : 'open', rules: [rule], options });
  const fixed = new Map<string, string>();
  for (const { path, text } of files) {
    const changed = fixText(text, path, findings);
    if (changed !== text) fixed.set(path, changed);
  }
  return {
    differences: files.flatMap((file) => differencesIn(file, rule, findings)),
    messages: new Set(findings.map((finding) => finding.messageId)),
    fixed,
  };
}

function read(file: FixtureFile, ends: 'lf' | 'crlf'): ReadFile {
  const raw = ends === 'crlf' && !file.raw.includes('\r') ? file.raw.replaceAll('\n', '\r\n') : file.raw;
  try {
    const fixture = readFixture(raw);
    return { file, fixture, path: fixture.path ?? file.path, text: fixture.text, input: fixture.input };
  } catch (error) {
    throw new Error(`${file.place}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function differencesIn(
  { file, fixture, path, text }: ReadFile,
  rule: Rule,
  findings: readonly Finding[],
): readonly string[] {
  const differences: string[] = [];
  const open = findings.filter((finding) => finding.path === path);
  const lineOf = (offset: number): number => text.slice(0, offset).split('\n').length;
  for (const expected of fixture.expected) {
    if (expected.rule !== rule.id) differences.push(`${file.place}: only ${rule.id} runs here: ${expected.marker}`);
    const at = open.findIndex((finding) => matches(finding, expected));
    if (at === -1) differences.push(`${file.place}:${lineOf(expected.start)} missing: ${expected.marker}`);
    else open.splice(at, 1);
  }
  for (const finding of open) {
    const marker = `# expect ${finding.rule}:${finding.messageId} ${quote(text, finding)}`;
    differences.push(`${file.place}:${finding.start.line} extra: ${marker}\n    ${finding.message}`);
  }
  return differences;
}

function matches(finding: Finding, expected: ExpectedFinding): boolean {
  return (
    finding.rule === expected.rule &&
    (expected.message === undefined || finding.messageId === expected.message) &&
    finding.start.offset === expected.start &&
    finding.end.offset === expected.end
  );
}

/** The text of a finding as a marker quotes it: first and last word where it spans lines. */
function quote(text: string, finding: Finding): string {
  const found = text.slice(finding.start.offset, finding.end.offset);
  if (!found.includes('\n')) return JSON.stringify(found);
  const words = found.split(/\s+/).filter((word) => word !== '');
  return JSON.stringify(`${words[0]} … ${words[words.length - 1]}`);
}
