import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { build } from 'esbuild';
import { commandLineOptions } from '../../../scripts/cli-bundle.mjs';

// The configuration of docs/editor.md in a real Neovim, with the real command line: opens a bad file, looks, saves.

const packages = join(import.meta.dirname, '../..');
const isThere = spawnSync('nvim', ['--version']).status === 0;
// CI_STORIES: a machine that must have every editor. Elsewhere the name of the test says how to get it.
const maybe = isThere || process.env.CI_STORIES === '1' ? test : test.skip;

const script = `
vim.cmd('edit Dockerfile')
vim.wait(10000, function() return #vim.diagnostic.get(0) > 0 end, 20)
local found = {}
for _, one in ipairs(vim.diagnostic.get(0)) do
  table.insert(found, string.format('%d:%d %s %s', one.lnum, one.col, one.source, one.message:match('^%S+ %S+')))
end
vim.cmd('write')
vim.wait(10000, function() return #vim.diagnostic.get(0) == 0 end, 20)
table.insert(found, 'after saving ' .. #vim.diagnostic.get(0))
vim.fn.writefile(found, 'found')
vim.cmd('quitall!')
`;

let work: string;

beforeAll(async () => {
  work = realpathSync(mkdtempSync(join(tmpdir(), 'plimsoll-neovim-')));
  mkdirSync(join(work, 'project/.git'), { recursive: true });
  mkdirSync(join(work, 'bin'));
  writeFileSync(join(work, 'package.json'), '{"type":"module"}');
  await build({ ...commandLineOptions, outdir: join(work, 'dist') });
  copyFileSync(join(packages, 'cli/bin/plimsoll.js'), join(work, 'bin/plimsoll'));
  chmodSync(join(work, 'bin/plimsoll'), 0o755);
  const page = readFileSync(join(packages, '../docs/editor.md'), 'utf8');
  writeFileSync(join(work, 'init.lua'), /```lua\n([\s\S]*?)```/.exec(page)?.[1] ?? '');
  writeFileSync(join(work, 'script.lua'), script);
});

afterAll(() => rmSync(work, { recursive: true }));

maybe(
  'Neovim (apt-get install neovim) shows findings, and saving makes the safe fixes',
  () => {
    const file = join(work, 'project/Dockerfile');
    writeFileSync(file, 'FROM alpine:3.22\nADD a /a\nRUN true\nADD b /b\nUSER app\n');
    const argv = ['--headless', '--clean', '-u', join(work, 'init.lua'), '-c', `luafile ${join(work, 'script.lua')}`];
    const run = spawnSync('nvim', argv, {
      cwd: join(work, 'project'),
      encoding: 'utf8',
      timeout: 40_000,
      env: { ...process.env, HOME: work, PATH: `${join(work, 'bin')}:${process.env.PATH}` },
    });
    expect([run.status, run.stderr]).toEqual([0, expect.not.stringContaining('rror')]);
    expect(readFileSync(join(work, 'project/found'), 'utf8').split('\n')).toEqual([
      '1:0 plimsoll ADD only',
      '3:0 plimsoll ADD only',
      'after saving 0',
      '',
    ]);
    expect(readFileSync(file, 'utf8')).toBe('FROM alpine:3.22\nCOPY a /a\nRUN true\nCOPY b /b\nUSER app\n');
  },
  60_000,
);
