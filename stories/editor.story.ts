// The configuration of docs/editor.md in a real editor, with the command line as it is built: opens a bad file, looks, saves.
// Needs: neovim
import { readFileSync, symlinkSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { expect, test } from '@jest/globals';
import { makeScratch, root, succeed, userEnvironment } from './scratch.ts';

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

const page = readFileSync(join(root, 'docs/editor.md'), 'utf8');
const folder = makeScratch({
  'init.lua': /```lua\n([\s\S]*?)```/.exec(page)?.[1] ?? '',
  'script.lua': script,
  'bin/none': '',
  'project/.git/HEAD': '',
  'project/Dockerfile': 'FROM alpine:3.22\nADD a /a\nRUN true\nADD b /b\nUSER app\n',
});

test('Neovim shows findings, and saving makes the safe fixes', async () => {
  symlinkSync(join(root, 'packages/cli/bin/plimsoll.js'), join(folder, 'bin/plimsoll'));
  const env = userEnvironment(folder);
  const argv = ['nvim', '--headless', '--clean', '-u', join(folder, 'init.lua')];
  await succeed([...argv, '-c', `luafile ${join(folder, 'script.lua')}`], {
    cwd: join(folder, 'project'),
    env: { ...env, PATH: `${join(folder, 'bin')}${delimiter}${env.PATH}` },
    seconds: 60,
  });
  const project = (name: string): string => readFileSync(join(folder, 'project', name), 'utf8');
  expect(project('found').split('\n')).toEqual([
    '1:0 plimsoll ADD only',
    '3:0 plimsoll ADD only',
    'after saving 0',
    '',
  ]);
  expect(project('Dockerfile')).toBe('FROM alpine:3.22\nCOPY a /a\nRUN true\nCOPY b /b\nUSER app\n');
}, 90_000);
