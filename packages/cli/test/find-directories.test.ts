import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { type FileSystem, nodeFileSystem } from '../src/file-system.ts';
import { find, top, useTemporaryTree, write } from './temporary-tree.ts';

useTemporaryTree();

describe('a directory', () => {
  test('is searched, hidden directories too, and sorted; .git and node_modules are not', async () => {
    write({
      Dockerfile: '',
      'compose.yaml': '',
      'b/web.Dockerfile': '',
      'a/Dockerfile.dev': '',
      '.devcontainer/Dockerfile': '',
      '.git/Dockerfile': '',
      'node_modules/x/Dockerfile': '',
      'a/node_modules/x/Dockerfile': '',
      'a/Dockerfile.j2': '',
      'a/README.md': '',
      'dockerfile/Dockerfile': '',
    });
    const { files } = await find(['.']);
    expect(files).toEqual([
      '.devcontainer/Dockerfile',
      'Dockerfile',
      'a/Dockerfile.dev',
      'b/web.Dockerfile',
      'compose.yaml',
      'dockerfile/Dockerfile',
    ]);
  });

  test('obeys .gitignore files as git does: below them, deeper ones first', async () => {
    write({
      '.gitignore': 'build/\n*.dev\n/only-here\n',
      'build/Dockerfile': '',
      'a/build/Dockerfile': '',
      'a/Dockerfile.dev': '',
      'a/Dockerfile': '',
      'keep/.gitignore': '!*.dev\nDockerfile\n',
      'keep/Dockerfile.dev': '',
      'keep/Dockerfile': '',
      'only-here/Dockerfile': '',
      'a/only-here/Dockerfile': '',
    });
    expect((await find(['.'])).files).toEqual(['a/Dockerfile', 'a/only-here/Dockerfile', 'keep/Dockerfile.dev']);
  });

  test('below the root obeys the .gitignore files above it, unless they ignore the directory itself', async () => {
    write({
      '.git/HEAD': '',
      '.gitignore': '*.dev\nbuild\n',
      'a/Dockerfile.dev': '',
      'a/Dockerfile': '',
      'build/Dockerfile': '',
    });
    expect((await find(['a'])).files).toEqual(['a/Dockerfile']);
    expect((await find(['.'], { cwd: join(top, 'a') })).files).toEqual(['Dockerfile']);
    expect((await find(['build'])).files).toEqual(['build/Dockerfile']);
  });

  test('obeys the patterns of the command line, relative to the working directory, before all others', async () => {
    write({ '.gitignore': '*.dev\n', 'x/a/Dockerfile': '', 'x/b/Dockerfile': '', 'x/c/Dockerfile.dev': '' });
    expect((await find(['x'], { ignorePatterns: ['x/a'] })).files).toEqual(['x/b/Dockerfile']);
    expect((await find(['x'], { ignorePatterns: ['b/'] })).files).toEqual(['x/a/Dockerfile']);
    expect((await find(['x'], { ignorePatterns: ['Dockerfile', '!*.dev'] })).files).toEqual(['x/c/Dockerfile.dev']);
    expect((await find(['..'], { cwd: join(top, 'x', 'a'), root: top, ignorePatterns: ['b'] })).files).toEqual([
      'Dockerfile',
    ]);
  });

  test('with links that lead in a circle ends, and links to files count once', async () => {
    write({ 'a/Dockerfile': '', 'a/build-file': '' });
    symlinkSync('..', join(top, 'a', 'up'));
    symlinkSync('Dockerfile', join(top, 'a', 'Dockerfile.twin'));
    symlinkSync('build-file', join(top, 'a', 'Dockerfile.link'));
    symlinkSync('nowhere', join(top, 'a', 'Dockerfile.broken'));
    symlinkSync('Dockerfile.loop', join(top, 'a', 'Dockerfile.loop'));
    const { files, errors, notes } = await find(['.']);
    expect(files).toEqual(['a/Dockerfile', 'a/Dockerfile.link']);
    expect(errors).toEqual([]);
    expect(notes).toEqual([
      'a/Dockerfile.broken: skipped: a link to nothing',
      'a/Dockerfile.loop: skipped: too many levels of symbolic links',
    ]);
  });

  test('that may not be listed is an error, and the others are searched', async () => {
    write({ 'a/Dockerfile': '', 'locked/Dockerfile': '' });
    const disk = nodeFileSystem();
    const fs: FileSystem = { ...disk, list: (path) => (path.endsWith('locked') ? refuse('EACCES') : disk.list(path)) };
    expect(await find(['.'], {}, fs)).toEqual({
      files: ['a/Dockerfile'],
      errors: ['locked: permission denied'],
      notes: [],
    });
  });

  test('with trouble in several places tells of it in the order of paths', async () => {
    write({ 'b/x': '', 'c/x': '', 'a/x/y': '' });
    const disk = nodeFileSystem();
    const fs: FileSystem = {
      ...disk,
      list: (path) => (/\/[bcx]$/.test(path) ? refuse('EACCES') : [...disk.list(path)].sort(() => -1)),
    };
    expect((await find(['.'], {}, fs)).errors).toEqual([
      'a/x: permission denied',
      'b: permission denied',
      'c: permission denied',
    ]);
  });

  test('with a name that Node can not write says so', async () => {
    write({ 'bad\ufffd/x': '' });
    const disk = nodeFileSystem();
    const fs: FileSystem = { ...disk, list: (path) => (path.includes('bad') ? refuse('ENOENT') : disk.list(path)) };
    expect((await find(['.'], {}, fs)).notes).toEqual(['bad\ufffd: skipped: its name is not UTF-8']);
  });

  test('that vanishes during the search is left out', async () => {
    write({ 'a/Dockerfile': '', 'gone/Dockerfile': '' });
    const disk = nodeFileSystem();
    const fs: FileSystem = { ...disk, list: (path) => (path.endsWith('gone') ? refuse('ENOENT') : disk.list(path)) };
    expect(await find(['.'], {}, fs)).toEqual({
      files: ['a/Dockerfile'],
      errors: [],
      notes: ['gone: skipped: it vanished during the run'],
    });
  });
});

function refuse(code: string): never {
  throw Object.assign(new Error(code), { code });
}
