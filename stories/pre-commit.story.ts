// The hook as docs/pre-commit.md says: the real pre-commit installs the mirror of the release from a git repository.
// Needs: pre-commit, git
// Uses: registry
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from '@jest/globals';
import { documentKindOfPath } from '@plimsoll/core';
import { hookFiles, writeHookMirror } from '../scripts/release/hook-mirror.ts';
import { readPage } from './page.ts';
import { makeScratch, run, succeed, userEnvironment, writeFiles } from './scratch.ts';

const page = readPage('pre-commit.md');
const blockOf = (info: string): string => page.find((block) => block.info === info)?.text ?? '';
const mirrorUrl = 'https://github.com/plimsoll-lint/pre-commit';

const scratch = makeScratch();
const mirror = join(scratch, 'mirror');
const folder = join(scratch, 'project');
const env = userEnvironment(scratch);
const at = { cwd: folder, env };

const configure = (text: string): void => writeFiles(folder, { '.pre-commit-config.yaml': text });

beforeAll(async () => {
  const { version } = writeHookMirror(mirror);
  const inMirror = { cwd: mirror, env };
  for (const args of [
    ['init', '-q'],
    ['add', '-A'],
    ['commit', '-qm', 'Release'],
    ['tag', `v${version}`],
  ]) {
    await succeed(['git', ...args], inMirror);
  }
  // The page's address stands for the mirror on this disk; everything else is as the page says.
  await succeed(['git', 'config', '--global', `url.file://${mirror}.insteadOf`, mirrorUrl], inMirror);
  await succeed(['git', 'init', '-q', folder], inMirror);
  writeFiles(folder, { 'README.md': 'FORM alpine\n' });
  configure(page.find((block) => block.file === '.pre-commit-config.yaml')?.text ?? '');
  await succeed(['sh', '-ec', blockOf('sh install')], at);
});

const commit = async (files: Readonly<Record<string, string>>) => {
  writeFiles(folder, files);
  await succeed(['git', 'add', '-A'], at);
  return run(['git', 'commit', '-m', 'A change'], at);
};

test('a commit with a bad file is stopped, with the finding', async () => {
  const { status, out, err } = await commit({ 'web/Dockerfile': 'FROM alpine:3.22\nFORM alpine:3.22\n' });
  expect({ status, output: out + err }).toEqual({
    status: 1,
    output: expect.stringMatching(/plimsoll\.+Failed[\s\S]*web\/Dockerfile\n[\s\S]*\n {2}2:1 error dockerfile\/\S+/),
  });
  expect((await run(['git', 'rev-parse', '-q', '--verify', 'HEAD'], at)).status).toBe(1);
});

test('the fixed file passes', async () => {
  const { status, out, err } = await commit({ 'web/Dockerfile': 'FROM alpine:3.22\nUSER app\n' });
  expect({ status, output: out + err }).toEqual({ status: 0, output: expect.stringMatching(/plimsoll\.+Passed/) });
});

test('a commit without such files starts nothing', async () => {
  const { status, out, err } = await commit({ 'notes.txt': 'Nothing.\n' });
  expect({ status, output: out + err }).toEqual({
    status: 0,
    output: expect.stringMatching(/no files to check.*Skipped/),
  });
});

test('all files, with arguments', async () => {
  expect(await run(['sh', '-ec', blockOf('sh all')], at)).toMatchObject({ status: 0 });
  writeFiles(folder, { 'web/Dockerfile': 'FROM alpine:3.22\nADD app.conf /etc/\nUSER app\n' });
  expect(await run(['sh', '-ec', blockOf('sh all')], at)).toMatchObject({ status: 0 });
  configure(blockOf('yaml strict'));
  expect(await run(['sh', '-ec', blockOf('sh all')], at)).toMatchObject({ status: 1 });
});

test('the fixing hook stops the commit and leaves the fixed file', async () => {
  configure(blockOf('yaml fix'));
  const { status, out, err } = await commit({ 'web/Dockerfile': 'FROM alpine:3.22\nADD app.conf /etc/\nUSER app\n' });
  expect({ status, output: out + err }).toEqual({
    status: 1,
    output: expect.stringContaining('files were modified by this hook'),
  });
  expect(readFileSync(join(folder, 'web/Dockerfile'), 'utf8')).toBe(
    'FROM alpine:3.22\nCOPY app.conf /etc/\nUSER app\n',
  );
  expect(await commit({})).toMatchObject({ status: 0 });
});

test.each([
  'Dockerfile',
  'dockerfile',
  'a/b/Dockerfile',
  'Dockerfile.web',
  'Dockerfile-web',
  'Dockerfile_web',
  'web.Dockerfile',
  'web.dockerfile',
  'Containerfile',
  'Containerfile.web',
  'compose.yaml',
  'compose.yml',
  'docker-compose.yml',
  'docker-compose.prod.yml',
  'compose.override.yaml',
  'compose-dev.yaml',
  'a b/compose.yaml',
  'Docker-Compose.YML',
])('pre-commit hands over %s', (path) => {
  expect(documentKindOfPath(path)).toBeDefined();
  expect(path).toMatch(new RegExp(hookFiles, 'i'));
});

test.each(['README.md', 'Dockerfiles/notes.txt', 'compose.ts', 'my-compose.yaml', '.dockerignore'])(
  'pre-commit keeps %s',
  (path) => {
    expect(documentKindOfPath(path)).toBeUndefined();
    expect(path).not.toMatch(new RegExp(hookFiles, 'i'));
  },
);
