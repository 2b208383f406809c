import { execFileSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { nodeFileSystem } from '../src/file-system.ts';
import { findFiles } from '../src/find-files.ts';
import { openSession } from '../src/session.ts';
import { find, top, useTemporaryTree, write } from './temporary-tree.ts';

useTemporaryTree();

describe('what the user names', () => {
  test('is linted even if ignored, and skipped silently if it is of another kind', async () => {
    write({ '.gitignore': '*\n', Dockerfile: '', 'README.md': '', 'x.yml': '', 'node_modules/a/Dockerfile': '' });
    expect(await find(['Dockerfile', 'README.md', 'x.yml', 'node_modules/a', './Dockerfile'])).toEqual({
      files: ['Dockerfile', 'node_modules/a/Dockerfile'],
      errors: [],
      notes: [],
    });
  });

  test('keeps its order', async () => {
    write({ 'b/Dockerfile': '', 'a/Dockerfile': '', 'a/compose.yml': '' });
    expect((await find(['b', 'a/compose.yml', '.'])).files).toEqual(['b/Dockerfile', 'a/compose.yml', 'a/Dockerfile']);
  });

  test('and is missing or no file is an error, and the others are found', async () => {
    write({ Dockerfile: '' });
    execFileSync('mkfifo', [join(top, 'Dockerfile.pipe')]);
    expect(await find(['nothing/Dockerfile', 'Dockerfile.pipe', 'Dockerfile/x', 'Dockerfile'])).toEqual({
      files: ['Dockerfile'],
      errors: [
        'nothing/Dockerfile: no such file or directory',
        'Dockerfile.pipe: neither a regular file nor a directory',
        'Dockerfile/x: no such file or directory',
      ],
      notes: [],
    });
  });

  test('and is for another tool to read says so', async () => {
    write({ Dockerfile: '', '!a/Dockerfile': '' });
    expect(await find(['-', '!*.x', '!(x)', '!a'])).toEqual({
      files: ['Dockerfile', '!a/Dockerfile'],
      errors: [
        '-: no such file or directory (--stdin lints standard input)',
        '!*.x: no such file or directory (--ignore-pattern leaves files out)',
      ],
      notes: [],
    });
  });

  test('and is left out by a pattern is not searched', async () => {
    write({ 'a/b/Dockerfile': '', 'c/Dockerfile': '' });
    expect((await find(['a/b', 'c'], { ignorePatterns: ['a'] })).files).toEqual(['c/Dockerfile']);
    // Where the search takes place is no part of what is searched.
    const cwd = join(top, 'a', 'b');
    expect((await find(['.'], { cwd, root: top, ignorePatterns: ['b'] })).files).toEqual(['Dockerfile']);
  });

  test('and is in a list and gone is a failure only if it would be linted', async () => {
    write({ Dockerfile: '' });
    const session = openSession({ cwd: top }, nodeFileSystem(), () => undefined);
    const found = await findFiles(['Dockerfile'], session, ['README.md', 'x/Dockerfile', 'Dockerfile']);
    expect(found).toHaveLength(1);
    expect(session.errors).toEqual([{ path: 'x/Dockerfile', message: 'no such file or directory' }]);
    expect(session.notes).toEqual([{ path: 'README.md', message: 'skipped: no such file or directory' }]);
  });

  test('and is the same trouble twice is told once', async () => {
    expect((await find(['no/Dockerfile', './no/Dockerfile'])).errors).toEqual([
      'no/Dockerfile: no such file or directory',
    ]);
  });

  test('and is empty is refused', async () => {
    await expect(find([''])).rejects.toThrow('a path is empty');
  });
});

test('FIFOs and sockets are not found', async () => {
  execFileSync('mkfifo', [join(top, 'Dockerfile')]);
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(join(top, 'compose.yaml'), resolve));
  const { files, errors } = await find(['.']);
  await new Promise((resolve) => server.close(resolve));
  expect([files, errors]).toEqual([[], []]);
});

describe('globs', () => {
  beforeEach(() => {
    write({
      Dockerfile: '',
      'a/Dockerfile': '',
      'a/b/Dockerfile': '',
      '.hidden/Dockerfile': '',
      'a/compose.yaml': '',
      'a/notes.yaml': '',
      '[x]/Dockerfile': '',
      '.gitignore': 'b\n',
    });
  });

  test.each([
    ['*/Dockerfile', ['.hidden/Dockerfile', '[x]/Dockerfile', 'a/Dockerfile']],
    ['**/Dockerfile', ['.hidden/Dockerfile', 'Dockerfile', '[x]/Dockerfile', 'a/Dockerfile']],
    ['a/*.yaml', ['a/compose.yaml']],
    ['{a,.hidden}/Dock*', ['.hidden/Dockerfile', 'a/Dockerfile']],
    ['./?/Dockerfile', ['a/Dockerfile']],
    ['[x]/Dockerfile', ['[x]/Dockerfile']],
    ['no*/Dockerfile', []],
    ['nowhere/*', []],
  ])('%s', async (glob, files) => {
    expect(await find([glob])).toEqual({ files, errors: [], notes: [] });
  });
});

test('a name with an unclosed bracket is no glob', async () => {
  expect((await find(['a[31m/Dockerfile'])).errors).toEqual(['a[31m/Dockerfile: no such file or directory']);
});

describe('outside of the root', () => {
  const reason = (root: string): string =>
    `outside of the root ${root} (--allow-outside-root reads it, --root moves it)`;

  beforeEach(() => {
    write({ 'repo/.git/HEAD': '', 'repo/Dockerfile': '', 'repo/sub/Dockerfile': '', 'outside/Dockerfile': '' });
    symlinkSync('../outside/Dockerfile', join(top, 'repo', 'Dockerfile.link'));
    symlinkSync('../outside', join(top, 'repo', 'linked'));
  });

  test('nothing is read: links that lead there are left out of a search and refused by name', async () => {
    const cwd = join(top, 'repo');
    expect(await find(['.'], { cwd })).toEqual({
      files: ['Dockerfile', 'sub/Dockerfile'],
      errors: [],
      notes: ['Dockerfile.link: skipped: a link that leads outside of the root'],
    });
    expect(await find(['Dockerfile.link', '../outside', '../outside/Dockerfile', 'linked'], { cwd })).toEqual({
      files: [],
      errors: ['Dockerfile.link', '../outside', '../outside/Dockerfile', 'linked'].map(
        (path) => `${path}: ${reason(cwd)}`,
      ),
      notes: [],
    });
    expect((await find(['../outside/*'], { cwd })).errors).toEqual([`../outside: ${reason(cwd)}`]);
  });

  test('everything is read if the user says so', async () => {
    const cwd = join(top, 'repo');
    const { files, errors } = await find(['.', '../outside'], { cwd, allowOutsideRoot: true });
    expect(files).toEqual(['Dockerfile', 'Dockerfile.link', 'sub/Dockerfile', '../outside/Dockerfile']);
    expect(errors).toEqual([]);
  });

  test('the root is the nearest git root, or what the user says', async () => {
    const cwd = join(top, 'repo', 'sub');
    expect((await find(['../Dockerfile'], { cwd })).files).toEqual(['../Dockerfile']);
    expect((await find(['../Dockerfile'], { cwd, root: '.' })).errors).toEqual([`../Dockerfile: ${reason(cwd)}`]);
    expect((await find(['../../outside'], { cwd, root: '../..' })).files).toEqual(['../../outside/Dockerfile']);
    await expect(find(['.'], { root: 'nowhere' })).rejects.toThrow('--root nowhere: no such directory');
  });

  test('a path that leads into the root through a link elsewhere is inside', async () => {
    symlinkSync('repo', join(top, 'alias'));
    const cwd = join(top, 'repo');
    expect((await find([join(top, 'alias', 'Dockerfile')], { cwd })).files).toEqual(['Dockerfile']);
  });
});
