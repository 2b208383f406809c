// Everything that gates, and nothing else: CI runs this. Arguments go to jest (`-u` updates goldens).
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const jestResults = join(root, `.cache/jest-results-${process.pid}.json`);
const storyResults = join(root, `.cache/story-results-${process.pid}.json`);
const jestArguments = process.argv.slice(2).filter((argument) => argument !== '--');

const node = (...args) => [process.execPath, ...args];
const tsx = (...args) => node('--conditions=source', '--import', 'tsx', ...args);

/** Each gate is a command that succeeds or fails. Those of one row run side by side: most machines have two cores. */
const rows = [
  [{ name: 'build', command: node('scripts/build.mjs') }],
  [
    { name: 'types', command: node('scripts/types.mjs') },
    {
      name: 'biome',
      command: node('node_modules/@biomejs/biome/bin/biome', 'ci', '--colors=off', '--error-on-warnings', '.'),
    },
  ],
  [
    { name: 'generated files', command: tsx('scripts/gen.ts', '--check') },
    { name: 'knip', command: node('node_modules/knip/bin/knip.js', '--no-progress') },
  ],
  [
    { name: 'structure', command: tsx('scripts/structure.ts') },
    { name: 'size', command: tsx('scripts/size.ts') },
  ],
  [
    { name: 'licences', command: tsx('scripts/licences.ts') },
    { name: 'new rule', command: tsx('scripts/new-rule-check.ts') },
  ],
  [
    {
      name: 'jest',
      command: node('scripts/jest.mjs', '--ci', '--json', `--outputFile=${jestResults}`, ...jestArguments),
      count: (ok) => countTests(jestResults, ok),
    },
  ],
  [
    {
      name: 'stories',
      command: tsx('scripts/stories.ts'),
      env: { PLIMSOLL_STORY_RESULTS: storyResults },
      // Without results no story could run here, and `ok` says whether that is a failure.
      count: (ok) => (ok && !existsSync(storyResults) ? { passed: 0, failed: 0 } : countTests(storyResults, ok)),
      shown: /^(?:left out|note): .*$/gm,
    },
  ],
];

/** A code frame of a minified file is one line of 200 KB. */
const overlong = /^(.{1000}).+$/gm;

function run(command, more) {
  return new Promise((resolve) => {
    const [program, ...args] = command;
    const env = { ...process.env, CI: 'true', NO_COLOR: '1', ...more };
    delete env.FORCE_COLOR;
    const child = spawn(program, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const chunks = [];
    child.stdout.on('data', (chunk) => chunks.push(chunk));
    child.stderr.on('data', (chunk) => chunks.push(chunk));
    child.on('error', (error) => resolve({ ok: false, output: error.message }));
    child.on('close', (status) => resolve({ ok: status === 0, output: Buffer.concat(chunks).toString() }));
  });
}

/** Jest's tests count one by one. A run that ends before it has counted them is one failure. */
function countTests(file, ok) {
  let results;
  try {
    results = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    // No results: jest itself did not start, which `ok` says too.
    return { passed: 0, failed: 1 };
  }
  const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
  return {
    passed: results.numPassedTests,
    failed: ok ? failed : Math.max(1, failed),
    skipped: results.numPendingTests,
  };
}

async function runGate({ name, command, env, count, shown }) {
  const start = Date.now();
  const { ok, output } = await run(command, env);
  const seconds = ((Date.now() - start) / 1000).toFixed(1);
  const counts = count ? count(ok) : { passed: ok ? 1 : 0, failed: ok ? 0 : 1 };
  const tests = count ? `, ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped ?? 0} skipped` : '';
  console.log(`${ok ? 'ok    ' : 'FAILED'}  ${name} (${seconds} s${tests})`);
  if (ok && shown) for (const [line] of output.matchAll(shown)) console.log(`        ${line}`);
  if (!ok) console.log(`\n${output.trimEnd().replace(overlong, '$1 ...')}\n`);
  return counts;
}

mkdirSync(dirname(jestResults), { recursive: true });
const totals = { passed: 0, failed: 0 };
for (const row of rows) {
  for (const counts of await Promise.all(row.map(runGate))) {
    totals.passed += counts.passed;
    totals.failed += counts.failed;
  }
}
for (const file of [jestResults, storyResults]) rmSync(file, { force: true });
console.log(`${totals.passed} passed, ${totals.failed} failed`);
process.exitCode = totals.failed > 0 ? 1 : 0;
