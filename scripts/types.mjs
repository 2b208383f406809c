// Type-checks the workspace with its tests and scripts, then a dependent of the built packages under the oldest and the
// newest TypeScript that we promise, with each way in which dependents resolve modules.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const require = createRequire(import.meta.url);

function compile(compiler, args) {
  const manifest = require.resolve(`${compiler}/package.json`);
  const { version } = JSON.parse(readFileSync(manifest, 'utf8'));
  const tsc = join(dirname(manifest), 'bin', 'tsc');
  return new Promise((resolve) => {
    const run = spawn(process.execPath, [tsc, ...args], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    run.stdout.on('data', (data) => {
      output += data;
    });
    run.on('close', (status) => {
      if (status !== 0) console.log(`TypeScript ${version} ${args.join(' ')}\n${output}`);
      resolve(status === 0);
    });
  });
}

const consumer = ['-p', 'scripts/consumer'];
const node16 = ['--module', 'node16', '--moduleResolution', 'node16'];
const bundler = ['--module', 'esnext', '--moduleResolution', 'bundler'];

const passed = [await compile('typescript', ['-b'])];
// TypeScript 5 runs on one core, so two at a time.
for (const resolution of [node16, bundler]) {
  passed.push(
    ...(await Promise.all([
      compile('typescript', [...consumer, ...resolution]),
      compile('typescript5', [...consumer, ...resolution]),
    ])),
  );
}
process.exitCode = passed.every(Boolean) ? 0 : 1;
