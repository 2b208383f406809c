// Starts jest with the flag that its ESM mode needs; arguments are passed on.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';

const jest = createRequire(import.meta.url).resolve('jest/bin/jest');
const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
// pnpm hands its own `--` on.
const given = process.argv.slice(2).filter((argument) => argument !== '--');
const run = spawnSync(process.execPath, [...flags, jest, ...given], { stdio: 'inherit' });
process.exit(run.status ?? 1);
