import type { Finding, LintedFile, LintResult, SuppressedFinding } from './findings.ts';
import { summarise } from './lint-project.ts';

/** Findings of old code that are accepted: by path, then rule, then fingerprint, how many. */
export type AcceptedFindings = ReadonlyMap<string, ReadonlyMap<string, ReadonlyMap<string, number>>>;

/** Accepted findings that are not there any more. */
export interface StaleEntries {
  readonly findings: number;
  readonly files: number;
}

const version = 1;

/**
 * Reads the text of a file of suppressions. Throws `Error` with one line that says what is wrong: no JSON, another version,
 * something that is no count.
 */
export function parseSuppressionsFile(text: string): AcceptedFindings {
  const root: unknown = parseJson(text);
  if (!isRecord(root) || !isRecord(root.files)) throw new Error('it must be an object with "version" and "files"');
  if (root.version !== version) throw new Error(`its "version" must be ${version}`);
  return readLevel(root.files, 'files', (rules, path) =>
    readLevel(rules, path, (counts, rule) => readLevel(counts, `${path}, ${rule}`, readCount)),
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (error) {
    throw new Error(`it is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function readLevel<Value>(
  level: unknown,
  where: string,
  read: (value: unknown, key: string) => Value,
): ReadonlyMap<string, Value> {
  if (!isRecord(level)) throw new Error(`"${where}" must be an object`);
  return new Map(Object.entries(level).map(([key, value]) => [key, read(value, key)]));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function readCount(value: unknown, fingerprint: string): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value > 0) return value;
  throw new Error(`"${fingerprint}" must be a whole number from 1 on`);
}

/** The text of a file of suppressions: the same for the same findings, sorted, an entry a line. */
export function formatSuppressionsFile(accepted: AcceptedFindings): string {
  const files = sortLevel(accepted, (rules) => sortLevel(rules, (counts) => sortLevel(counts, (count) => count)));
  return `${JSON.stringify({ version, files }, undefined, 2)}\n`;
}

function sortLevel<Value, Sorted>(
  level: ReadonlyMap<string, Value>,
  sort: (value: Value) => Sorted,
): Record<string, Sorted> {
  const entries = [...level].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return Object.fromEntries(entries.map(([key, value]) => [key, sort(value)]));
}

/**
 * Moves findings that are accepted to `suppressed`, as many as the entry counts. Paths of the result are those of the
 * file: relative to the root.
 */
export function applySuppressionsFile(result: LintResult, accepted: AcceptedFindings): LintResult {
  const files = result.files.map((file) => acceptIn(file, accepted));
  return { ...result, files, summary: summarise(files) };
}

function acceptIn(file: LintedFile, accepted: AcceptedFindings): LintedFile {
  const rules = accepted.get(file.path);
  if (!rules) return file;
  const left = new Map<string, number>();
  const moved: SuppressedFinding[] = [];
  const findings = file.findings.filter((finding) => {
    const key = `${finding.rule}\n${finding.fingerprint}`;
    const count = left.get(key) ?? rules.get(finding.rule)?.get(finding.fingerprint) ?? 0;
    left.set(key, count - 1);
    if (count <= 0) return true;
    moved.push({ ...finding, suppression: { kind: 'file', reason: undefined, line: undefined } });
    return false;
  });
  if (moved.length === 0) return file;
  const suppressed = [...file.suppressed, ...moved].sort((a, b) => a.start.offset - b.start.offset);
  return { ...file, findings, suppressed };
}

/** The accepted findings with those of a result that no comment silences; no count goes down. */
export function acceptAll(result: LintResult, accepted: AcceptedFindings): AcceptedFindings {
  const all = new Map([...accepted].map(([path, rules]) => [path, new Map(rules)]));
  for (const [path, rules] of countFindings(result)) {
    const known = all.get(path) ?? new Map<string, ReadonlyMap<string, number>>();
    all.set(path, known);
    for (const [rule, counts] of rules) {
      const merged = new Map(known.get(rule));
      for (const [fingerprint, count] of counts) {
        merged.set(fingerprint, Math.max(count, merged.get(fingerprint) ?? 0));
      }
      known.set(rule, merged);
    }
  }
  return all;
}

/** What a run says about entries: which it would have found again. */
export interface Judgement {
  /** True if the file was linted to its end with this rule, or is no more: what was not found is not there. */
  readonly isJudged: (path: string, rule: string) => boolean;
}

/** The accepted findings without those that are no longer found, and how many these are. */
export function pruneAccepted(
  result: LintResult,
  accepted: AcceptedFindings,
  { isJudged }: Judgement,
): { readonly kept: AcceptedFindings; readonly stale: StaleEntries } {
  const found = countFindings(result);
  const kept = new Map<string, ReadonlyMap<string, ReadonlyMap<string, number>>>();
  const staleFiles = new Set<string>();
  let stale = 0;
  for (const [path, rules] of accepted) {
    const keptRules = new Map<string, ReadonlyMap<string, number>>();
    for (const [rule, counts] of rules) {
      const present = isJudged(path, rule) ? (found.get(path)?.get(rule) ?? new Map<string, number>()) : counts;
      const keptCounts = new Map<string, number>();
      for (const [fingerprint, count] of counts) {
        const remaining = Math.min(count, present.get(fingerprint) ?? 0);
        if (remaining > 0) keptCounts.set(fingerprint, remaining);
        if (remaining < count) staleFiles.add(path);
        stale += count - remaining;
      }
      if (keptCounts.size > 0) keptRules.set(rule, keptCounts);
    }
    if (keptRules.size > 0) kept.set(path, keptRules);
  }
  return { kept, stale: { findings: stale, files: staleFiles.size } };
}

/** How often each finding occurs, those that the file of suppressions silences among them. */
function countFindings({ files }: LintResult): ReadonlyMap<string, ReadonlyMap<string, ReadonlyMap<string, number>>> {
  const byPath = new Map<string, Map<string, Map<string, number>>>();
  for (const { path, findings, suppressed } of files) {
    const rules = new Map<string, Map<string, number>>();
    const counted: Finding[] = [...findings, ...suppressed.filter(({ suppression }) => suppression.kind === 'file')];
    for (const { rule, fingerprint } of counted) {
      const counts = rules.get(rule) ?? new Map<string, number>();
      rules.set(rule, counts);
      counts.set(fingerprint, (counts.get(fingerprint) ?? 0) + 1);
    }
    if (rules.size > 0) byPath.set(path, rules);
  }
  return byPath;
}
