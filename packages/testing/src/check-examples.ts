import type { Finding, Rule } from '@plimsoll/core';
import { fixText } from './fix-text.ts';
import { lintMemory } from './lint-memory.ts';
import type { MemoryFile, World } from './memory-project.ts';

type ExampleFiles = NonNullable<Rule['examples'][number]['bad']>;
type Example = Rule['examples'][number];

/** What came of a rule's example. */
export interface ExampleOutcome {
  /** What is wrong with the example, as sentences; empty if it keeps its promises. */
  readonly complaints: readonly string[];
  /** The ids of the rule's messages that `bad` shows. */
  readonly messages: ReadonlySet<string>;
}

/** Examples are indented like the code around them: without the first line break and the common indentation. */
export function dedent(text: string): string {
  const lines = text.replace(/^\n/, '').trimEnd().split('\n');
  const depths = lines.filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length);
  const depth = Math.min(...depths);
  return `${lines.map((line) => line.slice(depth)).join('\n')}\n`;
}

/** The files of an example, the one with the finding first. One text without a name is a file of the rule's language. */
export function exampleFiles(rule: Rule, files: ExampleFiles): readonly MemoryFile[] {
  if (typeof files === 'string') {
    return [{ path: rule.language === 'dockerfile' ? 'Dockerfile' : 'compose.yaml', text: dedent(files) }];
  }
  return Object.entries(files).map(([path, text]) => ({ path, text: dedent(text) }));
}

/**
 * Runs an example: `bad` has a finding in its first file, `good` has none, neither breaks another rule about what the
 * build refuses, fixing `bad` gives `good` to the letter, and a second run has nothing to fix. With CRLF too.
 */
export function checkExample(rule: Rule, example: Example, rules: readonly Rule[]): ExampleOutcome {
  const complaints: string[] = [];
  const messages = new Set<string>();
  for (const ends of ['lf', 'crlf'] as const) {
    const told = (text: string): void => {
      complaints.push(`${rule.id}, "${example.title}"${ends === 'crlf' ? ' with CRLF' : ''}: ${text}`);
    };
    const bad = example.bad === undefined ? undefined : sideOf(rule, example, example.bad, ends);
    const good = example.good === undefined ? undefined : sideOf(rule, example, example.good, ends);
    const own = { rule, running: rulesBeside(rule, rules) };
    if (bad) for (const message of checkBad(own, bad, told)) messages.add(message);
    const stray = good ? findingsOf(own, good) : [];
    if (stray.length > 0) told(`good has findings: ${describe(stray)}`);
    for (const side of [bad, good]) if (side) checkOthers(rule, side, rules, told);
    if (bad && good && rule.fixable !== 'none') checkFix(rule, bad, good, told);
  }
  return { complaints, messages };
}

interface Side {
  readonly files: readonly MemoryFile[];
  readonly world: World;
  readonly options: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
}

type Tell = (complaint: string) => void;

/** One text stands for a file somewhere; several by path are all there is. */
function sideOf(rule: Rule, example: Example, files: ExampleFiles, ends: 'lf' | 'crlf'): Side {
  const read = exampleFiles(rule, files);
  const world = typeof files === 'string' ? 'open' : 'closed';
  const options = new Map([[rule.id, example.options ?? {}]]);
  if (ends === 'lf') return { files: read, world, options };
  return { files: read.map(({ path, text }) => ({ path, text: text.replaceAll('\n', '\r\n') })), world, options };
}

/** The rules that must run so that a rule finds something: one without listeners speaks of what the others did. */
export function rulesBeside(rule: Rule, rules: readonly Rule[]): readonly Rule[] {
  return Object.keys(rule.on).length === 0 ? rules : [rule];
}

interface RunningRule {
  readonly rule: Rule;
  readonly running: readonly Rule[];
}

function findingsOf({ rule, running }: RunningRule, side: Side): readonly Finding[] {
  return run(side, running).filter((finding) => finding.rule === rule.id);
}

function run(side: Side, rules: readonly Rule[]): readonly Finding[] {
  return lintMemory({ ...side, rules });
}

function checkBad(own: RunningRule, bad: Side, told: Tell): readonly string[] {
  const { rule } = own;
  const findings = findingsOf(own, bad);
  const first = bad.files[0];
  if (!first || !findings.some((finding) => finding.path === first.path)) told('bad has no finding in its first file');
  for (const finding of findings) {
    const holes = [...(rule.messages[finding.messageId] ?? '').matchAll(/\{\w+\}/g)].map(([hole]) => hole);
    const open = holes.find((hole) => finding.message.includes(hole));
    if (open) told(`the message ${finding.messageId} shows the hole ${open}: ${finding.message}`);
  }
  return findings.map((finding) => finding.messageId);
}

/** An example must not be refused by the build for a reason that it does not speak of. */
function checkOthers(rule: Rule, side: Side, rules: readonly Rule[], told: Tell): void {
  const others = rules.filter(
    (other) => other !== rule && other.category === 'correctness' && other.severity === 'error',
  );
  const findings = run(side, others);
  if (findings.length > 0) told(`another rule has findings: ${describe(findings)}`);
}

function checkFix(rule: Rule, bad: Side, good: Side, told: Tell): void {
  const findings = run(bad, [rule]);
  if (!findings.some((finding) => finding.fix)) return;
  const fixed = bad.files.map((file) => ({ ...file, text: fixText(file.text, file.path, findings) }));
  for (const file of fixed) {
    const wanted = good.files.find((other) => other.path === file.path);
    if (wanted && wanted.text !== file.text) told(`fixing bad gives not good, but\n${file.text}`);
  }
  const again = run({ ...bad, files: fixed }, [rule]).filter((finding) => finding.fix);
  if (again.length > 0) told(`there is still something to fix after fixing: ${describe(again)}`);
}

function describe(findings: readonly Finding[]): string {
  return findings
    .map(({ rule, messageId, start, message }) => `${rule}:${messageId} on line ${start.line} (${message})`)
    .join('; ');
}
