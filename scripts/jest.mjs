// Starts jest with the flag that its ESM mode needs; arguments are passed on. The name of a rule (`no-root-user`,
// `dockerfile/no-root-user`) stands for its examples and fixtures.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';

const jest = createRequire(import.meta.url).resolve('jest/bin/jest');
const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
// pnpm hands its own `--` on.
const given = process.argv.slice(2).filter((argument) => argument !== '--');
const ruleName = /^(?:[a-z]+\/)?(?:no|require|prefer|valid|max|consistent|pin|sort)-[a-z0-9-]+$/;
const ruleTests = 'packages/testing/src/rules.test.ts';
const passed = given.flatMap((argument) =>
  ruleName.test(argument) ? [ruleTests, '--testNamePattern', argument] : [argument],
);
const updates = given.some((argument) => ['-u', '--updateSnapshot'].includes(argument));
// Golden files are not jest snapshots, but `-u` means them too.
const env = updates ? { ...process.env, PLIMSOLL_UPDATE_GOLDENS: '1' } : process.env;
const run = spawnSync(process.execPath, [...flags, jest, ...passed], { stdio: 'inherit', env });
process.exit(run.status ?? 1);
