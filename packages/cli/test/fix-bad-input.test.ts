import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type FileSystem, nodeFileSystem } from '../src/file-system.ts';
import { fixFiles } from '../src/fix-files.ts';
import { makeDirectory, removeDirectory, runCommand } from './run-command.ts';

// Whatever the disk does while files are fixed: a clear line, status 2, every file whole, old or new, and nothing left over.

const bad = 'FROM alpine:3.22\nADD a.conf /etc/\nUSER 1000\n';
const good = bad.replace('ADD', 'COPY');
let cwd: string;

beforeEach(() => {
  cwd = makeDirectory({ 'a/Dockerfile': bad, 'b/Dockerfile': bad });
});
afterEach(() => removeDirectory(cwd));

const disk = nodeFileSystem();
const textOf = (path: string): string => readFileSync(join(cwd, path), 'utf8');
const leftOver = (): readonly string[] =>
  readdirSync(cwd, { recursive: true, encoding: 'utf8' }).filter((name) => name.includes('.tmp'));

function refuse(code: string, path: string): never {
  throw Object.assign(new Error(code), { code, path });
}

async function fix(fs: FileSystem = disk): Promise<{ status: number; err: string }> {
  const { status, err } = await runCommand(['--fix', '--fail-on', 'none'], { cwd, fs });
  return { status, err };
}

describe('a file that', () => {
  const isB = (path: string): boolean => path.includes('/b/');

  test.each<[string, FileSystem, string]>([
    [
      'may not be written',
      { ...disk, writeBeside: (path, bytes) => (isB(path) ? refuse('EACCES', path) : disk.writeBeside(path, bytes)) },
      'permission denied',
    ],
    [
      'is in a directory that may not be written',
      {
        ...disk,
        writeBeside: (path, bytes) => (isB(path) ? refuse('EACCES', `${path}.tmp`) : disk.writeBeside(path, bytes)),
      },
      'no file can be written beside it: permission denied',
    ],
    [
      'finds the disk full',
      {
        ...disk,
        writeBeside: (path, bytes) => (isB(path) ? refuse('ENOSPC', `${path}.tmp`) : disk.writeBeside(path, bytes)),
      },
      'no file can be written beside it: no space left on device',
    ],
    [
      'can not be replaced',
      { ...disk, rename: (from, to) => (isB(to) ? refuse('EPERM', from) : disk.rename(from, to)) },
      'permission denied',
    ],
  ])('%s is left as it is, and the other one is fixed', async (_, fs, reason) => {
    expect(await fix(fs)).toEqual({ status: 2, err: `plimsoll: b/Dockerfile: not fixed: ${reason}\n` });
    expect([textOf('a/Dockerfile'), textOf('b/Dockerfile'), leftOver()]).toEqual([good, bad, []]);
  });

  test('changes between reading and writing keeps the change', async () => {
    const other = bad.replace('1000', '2000');
    const fs: FileSystem = {
      ...disk,
      writeBeside: (path, bytes) => {
        if (isB(path)) writeFileSync(path, other);
        return disk.writeBeside(path, bytes);
      },
    };
    const { status, err } = await fix(fs);
    expect([status, err]).toEqual([2, 'plimsoll: b/Dockerfile: not fixed: it changed since it was read\n']);
    expect([textOf('a/Dockerfile'), textOf('b/Dockerfile'), leftOver()]).toEqual([good, other, []]);
  });

  test('vanishes between reading and writing does not come back', async () => {
    const fs: FileSystem = {
      ...disk,
      realPath: (path) => (isB(path) && path.endsWith('file') ? refuse('ENOENT', path) : disk.realPath(path)),
    };
    const { status, err } = await fix(fs);
    expect([status, err]).toEqual([2, 'plimsoll: b/Dockerfile: not fixed: no such file or directory\n']);
    expect([textOf('a/Dockerfile'), leftOver()]).toEqual([good, []]);
  });

  test('keeps its permissions', async () => {
    chmodSync(join(cwd, 'a/Dockerfile'), 0o751);
    await fix();
    expect(statSync(join(cwd, 'a/Dockerfile')).mode & 0o7777).toBe(0o751);
  });

  test('is reached by a link stays reached by it', async () => {
    mkdirSync(join(cwd, 'c'));
    symlinkSync('../a/Dockerfile', join(cwd, 'c/Dockerfile'));
    expect(await fix()).toEqual({ status: 0, err: '' });
    expect(lstatSync(join(cwd, 'c/Dockerfile')).isSymbolicLink()).toBe(true);
    expect([textOf('a/Dockerfile'), leftOver()]).toEqual([good, []]);
  });

  test('is no valid UTF-8 is not changed by a byte', async () => {
    const bytes = Buffer.from(`${bad}LABEL a="caf\xe9"\n`, 'latin1');
    writeFileSync(join(cwd, 'b/Dockerfile'), bytes);
    const { err } = await fix();
    expect(err).toBe(
      'plimsoll: b/Dockerfile:2: the fix of dockerfile/prefer-copy-over-add is not made: the file is not valid UTF-8\n',
    );
    expect(readFileSync(join(cwd, 'b/Dockerfile')).equals(bytes)).toBe(true);
    expect(textOf('a/Dockerfile')).toBe(good);
  });
});

describe('standard input', () => {
  const given = async (input: Buffer | string, name = 'Dockerfile', ...more: readonly string[]) => {
    return runCommand(['--fix', '--stdin', '--stdin-filename', name, ...more], { cwd, input });
  };

  test('comes back fixed, and no file is touched', async () => {
    const { status, out, err } = await given(bad, 'a/Dockerfile');
    expect([status, out]).toEqual([0, good]);
    expect(err).toBe('No findings in 1 file.\nFixes: 1 found, 1 applied, 0 refused.\n');
    expect(textOf('a/Dockerfile')).toBe(bad);
  });

  test.each<[string, Buffer, string]>([
    ['of another kind', Buffer.from('a,b\n'), 'x.csv'],
    ['a YAML file that is no Compose file', Buffer.from('on: push\n'), 'ci.yaml'],
    ['no valid UTF-8', Buffer.from(`${bad}# caf\xe9\n`, 'latin1'), 'Dockerfile'],
    ['UTF-16', Buffer.from(`\ufeff${bad}`, 'utf16le'), 'Dockerfile'],
    ['binary', Buffer.from([1, 0, 2, 255]), 'Dockerfile'],
    ['empty', Buffer.alloc(0), 'Dockerfile'],
  ])('%s comes back as it was', async (_, bytes, name) => {
    // The test's terminal shows bytes as Latin-1 characters.
    expect((await given(bytes, name)).out).toBe(bytes.toString('latin1'));
  });

  test('over the size limit is said not to come back', async () => {
    const { status, out, err } = await given(bad, 'Dockerfile', '--max-file-size', '10');
    expect([status, out]).toEqual([2, '']);
    expect(err).toContain('plimsoll: Dockerfile: larger than 10 bytes (--max-file-size), so it is not given back\n');
  });

  test('huge and with thousands of fixes comes back fixed', async () => {
    const lines = 'ENV a b\n'.repeat(3000);
    const { out } = await given(`FROM alpine:3.22\n${lines}USER 1000\n`, 'Dockerfile', '--all-rules');
    expect(out).toContain('ENV a=b\n'.repeat(3000));
  }, 60_000);
});

describe('fixFiles', () => {
  test('fixes and says what it did', async () => {
    const { changes, found, applied, refused, result, errors } = await fixFiles(['a'], { cwd });
    expect(changes).toEqual([{ path: 'a/Dockerfile', before: bad, after: good }]);
    expect([found, applied.length, refused, errors]).toEqual([1, 1, [], []]);
    expect(result.summary.warnings).toBe(0);
    expect([textOf('a/Dockerfile'), textOf('b/Dockerfile')]).toEqual([good, bad]);
  });

  test('writes nothing in a dry run, or once it is aborted', async () => {
    expect((await fixFiles([], { cwd, dryRun: true })).changes).toHaveLength(2);
    await expect(fixFiles([], { cwd, signal: AbortSignal.abort(new Error('stop')) })).rejects.toThrow('stop');
    expect([textOf('a/Dockerfile'), textOf('b/Dockerfile')]).toEqual([bad, bad]);
  });
});
