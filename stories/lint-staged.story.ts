// lint-staged as docs/pre-commit.md says: its configuration and hook from the page, on real commits.
// Needs: git
// Uses: registry
import { chmodSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from '@jest/globals';
import { readPage } from './page.ts';
import { makeScratch, root, run, succeed, userEnvironment, writeFiles } from './scratch.ts';

const page = readPage('pre-commit.md');
const folder = makeScratch();
const at = { cwd: folder, env: userEnvironment(makeScratch()) };
const configuration = page.find((block) => block.file === '.lintstagedrc.json')?.text ?? '';
const hook = page.find((block) => block.file === '.git/hooks/pre-commit')?.text ?? '';

beforeAll(async () => {
  await succeed(['git', 'init', '-q'], at);
  writeFiles(folder, {
    'package.json': '{ "name": "app", "version": "1.0.0", "private": true }\n',
    '.gitignore': 'node_modules\n',
    '.lintstagedrc.json': configuration,
    '.git/hooks/pre-commit': hook,
  });
  const install = page.find((block) => block.info === 'sh lint-staged')?.text ?? '';
  expect(install).toBe('npm install --save-dev plimsoll lint-staged\n');
  await succeed(['npm', 'install', '--save-dev', 'plimsoll'], at);
  // The registry has our packages alone; lint-staged is the workspace's.
  const bin = join(root, 'node_modules/lint-staged/bin/lint-staged.js');
  mkdirSync(join(folder, 'node_modules/.bin'), { recursive: true });
  symlinkSync(bin, join(folder, 'node_modules/.bin/lint-staged'));
  chmodSync(join(folder, '.git/hooks/pre-commit'), 0o644);
  await succeed(['sh', '-ec', page.find((block) => block.info === 'sh executable')?.text ?? ''], at);
});

const commit = async (files: Readonly<Record<string, string>>) => {
  writeFiles(folder, files);
  await succeed(['git', 'add', '-A'], at);
  return run(['git', 'commit', '-m', 'A change'], at);
};

test('a commit with a bad file is stopped, with the finding; the fixed file passes', async () => {
  const bad = await commit({
    'web.Dockerfile': 'FROM alpine:3.22\nFORM alpine:3.22\n',
    'compose.yaml': 'services: {}\n',
  });
  expect(bad).toMatchObject({ status: 1 });
  expect(bad.out + bad.err).toMatch(/web\.Dockerfile[\s\S]*2:1 error dockerfile\//);
  const fixed = await commit({ 'web.Dockerfile': 'FROM alpine:3.22\nUSER app\n' });
  expect(fixed).toMatchObject({ status: 0 });
});

test('with --fix the fixed text is what is committed', async () => {
  const fixing = configuration.replace('"plimsoll"', '"plimsoll --fix"');
  expect(fixing).not.toBe(configuration);
  const files = {
    '.lintstagedrc.json': fixing,
    'services/Dockerfile': 'FROM alpine:3.22\nADD app.conf /etc/\nUSER app\n',
  };
  expect(await commit(files)).toMatchObject({ status: 0 });
  const text = 'FROM alpine:3.22\nCOPY app.conf /etc/\nUSER app\n';
  expect(await succeed(['git', 'show', 'HEAD:services/Dockerfile'], at)).toBe(text);
  expect(readFileSync(join(folder, 'services/Dockerfile'), 'utf8')).toBe(text);
});
