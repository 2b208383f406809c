// Starts jest with the flag that its ESM mode needs; arguments are passed on.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';

const jest = createRequire(import.meta.url).resolve('jest/bin/jest');
const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
// pnpm hands its own `--` on.
const given = process.argv.slice(2).filter((argument) => argument !== '--');
const updates = given.some((argument) => ['-u', '--updateSnapshot'].includes(argument));
// Golden files are not jest snapshots, but `-u` means them too.
const env = updates ? { ...process.env, PLIMSOLL_UPDATE_GOLDENS: '1' } : process.env;
const run = spawnSync(process.execPath, [...flags, jest, ...given], { stdio: 'inherit', env });
process.exit(run.status ?? 1);
