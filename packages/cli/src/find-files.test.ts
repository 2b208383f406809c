import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type FileSystem, nodeFileSystem } from './file-system.ts';
import { findFiles } from './find-files.ts';
import type { ReadOptions } from './read-options.ts';
import { openSession } from './session.ts';

let top: string;

beforeEach(() => {
  top = realpathSync(mkdtempSync(join(tmpdir(), 'plimsoll-find-')));
});

afterEach(() => rmSync(top, { recursive: true }));

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(top, path)), { recursive: true });
    writeFileSync(join(top, path), text);
  }
}

interface Found {
  readonly files: readonly string[];
  readonly errors: readonly string[];
  readonly notes: readonly string[];
}

async function find(
  given: readonly string[],
  options: Partial<ReadOptions> = {},
  fs = nodeFileSystem(),
): Promise<Found> {
  const session = openSession({ cwd: top, ...options }, fs, () => undefined);
  const found = await findFiles(given, session);
  const lines = (list: typeof session.errors): readonly string[] =>
    list.map(({ path, message }) => `${path}: ${message}`);
  const files = found.map(({ disk }) => session.paths.toShown(disk));
  return { files, errors: lines(session.errors), notes: lines(session.notes) };
}

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

function refuse(code: string): never {
  throw Object.assign(new Error(code), { code });
}
