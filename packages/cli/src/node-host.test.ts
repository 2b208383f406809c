import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { HostAnswer, HostRequest } from '@plimsoll/core';
import { type FileSystem, nodeFileSystem } from './file-system.ts';
import { readIndex } from './git-index.ts';
import type { ReadOptions } from './read-options.ts';
import { openSession } from './session.ts';

let top: string;
let repo: string;

beforeAll(() => {
  top = realpathSync(mkdtempSync(join(tmpdir(), 'plimsoll-host-')));
  repo = join(top, 'repo');
  const files: Readonly<Record<string, string | Buffer>> = {
    'repo/.git/HEAD': '',
    'repo/web/.env': 'TAG=1\n',
    'repo/web/utf16.env': Buffer.from('\ufeffA=1', 'utf16le'),
    'repo/web/latin1.env': Buffer.from([0x41, 0x3d, 0xe9]),
    'repo/web/large.env': 'x'.repeat(2000),
    'repo/web/sub/x': '',
    secret: 'outside',
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(top, path)), { recursive: true });
    writeFileSync(join(top, path), text);
  }
  symlinkSync('../../secret', join(repo, 'web', 'secret.env'));
  symlinkSync('..', join(repo, 'out'));
  symlinkSync('web', join(repo, 'alias'));
  execFileSync('mkfifo', [join(repo, 'web', 'pipe.env')]);
});

afterAll(() => rmSync(top, { recursive: true }));

function ask(request: HostRequest, options: Partial<ReadOptions> = {}, fs: FileSystem = nodeFileSystem()): HostAnswer {
  return openSession({ cwd: repo, maxFileSize: 1000, ...options }, fs, () => undefined).host.answer(request);
}

describe('a file', () => {
  test.each([
    ['web/.env', { state: 'read', text: 'TAG=1\n' }],
    ['alias/.env', { state: 'read', text: 'TAG=1\n' }],
    ['web/latin1.env', { state: 'read', text: 'A=\ufffd' }],
    ['web/none.env', { state: 'missing' }],
    ['none/none/none.env', { state: 'missing' }],
    ['web/.env/none', { state: 'missing' }],
    ['web/sub', { state: 'directory' }],
    ['web/utf16.env', { state: 'unreadable' }],
    ['web/pipe.env', { state: 'unreadable' }],
    ['web/large.env', { state: 'refused' }],
    ['web/secret.env', { state: 'refused' }],
    ['out/secret', { state: 'refused' }],
    // Whether it is there is nobody's business either.
    ['out/none', { state: 'refused' }],
    ['../secret', { state: 'refused' }],
    ['../none', { state: 'refused' }],
    ['/etc/passwd', { state: 'refused' }],
  ])('%s', (path, expected) => {
    expect(ask({ kind: 'file', path })).toEqual({ kind: 'file', path, ...expected });
  });

  test('outside of the root is read if the user says so', () => {
    const path = '../secret';
    const answer = ask({ kind: 'file', path }, { allowOutsideRoot: true });
    expect(answer).toEqual({ kind: 'file', path, state: 'read', text: 'outside' });
  });

  test('that may not be read is unreadable, and that vanishes is missing', () => {
    const failing = (code: string): FileSystem => ({
      ...nodeFileSystem(),
      read: () => {
        throw Object.assign(new Error(code), { code });
      },
    });
    const request = { kind: 'file', path: 'web/.env' } as const;
    expect(ask(request, {}, failing('EACCES'))).toEqual({ ...request, state: 'unreadable' });
    expect(ask(request, {}, failing('ENOENT'))).toEqual({ ...request, state: 'missing' });
  });
});

describe('a listing', () => {
  test('has sorted names, directories with a slash', () => {
    const names = ['.env', 'large.env', 'latin1.env', 'pipe.env', 'secret.env', 'sub/', 'utf16.env'];
    expect(ask({ kind: 'listing', path: 'web' })).toEqual({ kind: 'listing', path: 'web', names });
    expect(ask({ kind: 'listing', path: '.' })).toMatchObject({ names: ['.git/', 'alias', 'out', 'web/'] });
  });

  test.each(['none', 'web/.env', '..', 'out'])('of %s is not known', (path) => {
    expect(ask({ kind: 'listing', path })).toEqual({ kind: 'listing', path, names: undefined });
  });
});

test.each([
  ['web/.env', 'file'],
  ['web/sub', 'directory'],
  ['web/none', 'missing'],
  ['../secret', undefined],
  ['web/secret.env', undefined],
] as const)('whether %s exists: %s', (path, what) => {
  expect(ask({ kind: 'exists', path })).toEqual({ kind: 'exists', path, what });
});

describe('what git tracks', () => {
  const git = (cwd: string, ...args: string[]): void => {
    execFileSync('git', ['-c', 'init.defaultBranch=main', ...args], { cwd, stdio: 'pipe' });
  };

  test.each(['2', '4'])('is read from its index of version %s', (version) => {
    const cwd = join(top, `tracked-${version}`);
    mkdirSync(join(cwd, 'config', 'deep'), { recursive: true });
    git(cwd, 'init', '-q');
    const names = ['.env', 'a', 'config/deep/app.env', 'config/deep/app.env.example', 'ü'];
    for (const name of [...names, 'untracked']) writeFileSync(join(cwd, name), name);
    git(cwd, 'add', ...names);
    git(cwd, 'update-index', '--index-version', version);
    const tracked = (path: string): unknown => ask({ kind: 'tracked', path }, { cwd });
    for (const path of [...names, 'config', 'config/deep'])
      expect(tracked(path)).toMatchObject({ path, tracked: true });
    for (const path of ['untracked', 'none', 'config/deep/app'])
      expect(tracked(path)).toMatchObject({ tracked: false });
    expect(tracked('../secret')).toMatchObject({ tracked: undefined });
  });

  test('is not known without an index, in a submodule or from a broken index', () => {
    expect(ask({ kind: 'tracked', path: 'web/.env' })).toMatchObject({ tracked: undefined });
    const cwd = join(top, 'submodule');
    mkdirSync(cwd);
    writeFileSync(join(cwd, '.git'), 'gitdir: ../repo/.git/modules/submodule\n');
    expect(ask({ kind: 'tracked', path: 'x' }, { cwd })).toMatchObject({ tracked: undefined });
    expect(readIndex(Buffer.from('DIRC\0\0\0\x02\0\0\0\x09'))).toBeUndefined();
    expect(readIndex(Buffer.from('no index'))).toBeUndefined();
  });
});
