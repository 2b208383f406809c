import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { fixFiles, lintFiles, UserError } from '../src/index.ts';
import { makeDirectory, removeDirectory } from './run-command.ts';

const rule = 'dockerfile/prefer-copy-over-add';
let cwd: string;

beforeAll(async () => {
  cwd = makeDirectory({ '.git/HEAD': '', 'app/Dockerfile': 'FROM alpine:3.22\nADD a /a\nUSER app\n' });
  const { result } = await lintFiles([], { cwd });
  const counts = Object.fromEntries(result.files.flatMap(({ findings }) => findings).map((f) => [f.fingerprint, 1]));
  const list = JSON.stringify({ version: 1, files: { 'app/Dockerfile': { [rule]: counts } } });
  writeFileSync(join(cwd, 'plimsoll-suppressions.json'), list);
  writeFileSync(join(cwd, 'app/accepted.json'), list);
});

afterAll(() => removeDirectory(cwd));

type Options = NonNullable<Parameters<typeof fixFiles>[1]>;

async function found(options: Options): Promise<readonly (readonly string[])[]> {
  const { result } = await lintFiles([], options);
  return result.files.map(({ findings }) => findings.map((finding) => finding.rule));
}

test('the list of accepted findings at the root counts, wherever the working directory is', async () => {
  expect(await found({ cwd })).toEqual([[]]);
  const { result } = await lintFiles([], { cwd: join(cwd, 'app') });
  expect(result.files[0]?.suppressed).toMatchObject([{ rule, path: 'Dockerfile', suppression: { kind: 'file' } }]);
  expect(result.summary).toMatchObject({ warnings: 0, suppressed: 1 });
});

test('another list can be named, or none; one that is named must be there', async () => {
  expect(await found({ cwd: join(cwd, 'app'), suppressions: 'accepted.json' })).toEqual([[]]);
  expect(await found({ cwd, suppressions: false })).toEqual([[rule]]);
  await expect(lintFiles([], { cwd, suppressions: 'none.json' })).rejects.toThrow(UserError);
  await expect(lintFiles([], { cwd, suppressions: 'app/Dockerfile' })).rejects.toThrow(/no file of suppressions/);
});

test('accepted findings are fixed like others, and nothing is written with a list that cannot be read', async () => {
  await expect(fixFiles([], { cwd, suppressions: 'none.json' })).rejects.toThrow(UserError);
  const off = await fixFiles([], { cwd, rules: [], dryRun: true, config: false });
  expect(off.changes).toMatchObject([{ path: 'app/Dockerfile', after: 'FROM alpine:3.22\nCOPY a /a\nUSER app\n' }]);
  expect(off.result.files[0]?.findings).toEqual([]);
});
