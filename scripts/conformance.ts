import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type CaseOutcome, readCases, runCase } from '../packages/testing/src/conformance/runner.ts';

// `pnpm conformance FILE.jsonl... [--kind K] [--failures FILE]`: outside cases, passed/total per kind.

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { kind: { type: 'string', multiple: true }, failures: { type: 'string' } },
});

const deviationsFile = new URL('../fixtures/conformance/deviations.json', import.meta.url);

/** Ids of cases that we know to fail, each with its reason. */
function readDeviations(): ReadonlySet<string> {
  const entries: unknown = JSON.parse(readFileSync(deviationsFile, 'utf8'));
  return new Set(typeof entries === 'object' && entries !== null ? Object.keys(entries) : []);
}

interface Tally {
  passed: number;
  total: number;
  deviations: number;
}

function printTally(name: string, { passed, total, deviations }: Tally): void {
  console.log(`${name} ${passed}/${total}${deviations > 0 ? ` (${deviations} listed deviations)` : ''}`);
}

function main(): void {
  if (positionals.length === 0) throw new Error('usage: pnpm conformance FILE.jsonl... [--kind K] [--failures FILE]');
  const deviations = readDeviations();
  const tallies = new Map<string, Tally>();
  const failures: CaseOutcome[] = [];
  for (const path of positionals) {
    for (const testCase of readCases(readFileSync(path, 'utf8'), path)) {
      if (values.kind && !values.kind.includes(testCase.kind)) continue;
      const outcome = runCase(testCase, deviations);
      const tally = tallies.get(testCase.kind) ?? { passed: 0, total: 0, deviations: 0 };
      tallies.set(testCase.kind, tally);
      tally.total++;
      if (outcome.passed) tally.passed++;
      else failures.push(outcome);
      if (outcome.deviation) tally.deviations++;
    }
  }
  const whole: Tally = { passed: 0, total: 0, deviations: 0 };
  for (const [kind, tally] of [...tallies].sort(([a], [b]) => (a < b ? -1 : 1))) {
    printTally(kind, tally);
    whole.passed += tally.passed;
    whole.total += tally.total;
    whole.deviations += tally.deviations;
  }
  printTally('total', whole);
  if (values.failures) writeFileSync(values.failures, failures.map(lineOf).join(''));
}

function lineOf({ testCase, answer, deviation }: CaseOutcome): string {
  return `${JSON.stringify({ ...testCase, answer: answer ?? null, deviation })}\n`;
}

main();
