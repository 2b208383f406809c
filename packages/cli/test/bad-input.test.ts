import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { type FileSystem, nodeFileSystem } from '../src/file-system.ts';
import { makeDirectory, type RunOptions, removeDirectory, runCommand } from './run-command.ts';

// Whatever a file holds, and whatever the disk does: a clear finding or one line, never a trace, and the file beside it
// is linted all the same.

let cwd: string | undefined;

afterEach(() => {
  if (cwd !== undefined) removeDirectory(cwd);
});

interface Linted {
  readonly status: number;
  readonly err: string;
  /** `rule:messageId` at `line:column`, by path. */
  readonly found: Readonly<Record<string, readonly string[]>>;
  readonly crashes: readonly unknown[];
  readonly errors: readonly { readonly path: string; readonly message: string }[];
}

interface JsonOutput {
  readonly files: readonly {
    readonly path: string;
    readonly findings: readonly { rule: string; messageId: string; start: { line: number; column: number } }[];
  }[];
  readonly crashes: readonly unknown[];
  readonly errors: Linted['errors'];
}

async function lint(
  files: Readonly<Record<string, string | Buffer>>,
  argv: readonly string[] = [],
  options: Partial<RunOptions> = {},
): Promise<Linted> {
  cwd = makeDirectory({ ...files, 'other/Dockerfile': 'FROM alpine:3.22\nFORM alpine\n' });
  return lintHere(argv, { cwd, ...options });
}

async function lintHere(argv: readonly string[], options: RunOptions): Promise<Linted> {
  const { status, out, err } = await runCommand(['--format', 'json', ...argv], options);
  const { files, crashes, errors }: JsonOutput = JSON.parse(out);
  const found = files.map(({ path, findings }) => {
    return [path, findings.map(({ rule, messageId, start }) => `${rule}:${messageId} ${start.line}:${start.column}`)];
  });
  return { status, err, found: Object.fromEntries(found), crashes, errors };
}

const otherFinding = 'dockerfile/valid-instruction:unknownInstruction 2:1';

describe('a Dockerfile', () => {
  const swapped = Buffer.from('\ufeffFROM alpine\n', 'utf16le').swap16();
  const cycle = 'FROM b AS a\nUSER app\nFROM a AS b\nUSER app\n';

  test.each([
    ['empty', '', 'dockerfile/valid-instruction:emptyFile 1:1'],
    ['blanks and a byte order mark', '\ufeff \n\t\n', 'dockerfile/valid-instruction:noInstructions 1:1'],
    ['comments alone', '# nothing\n', 'dockerfile/valid-instruction:noInstructions 1:1'],
    ['binary', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0]), 'plimsoll/valid-encoding:binary 1:1'],
    ['one NUL byte', 'FROM alpine:3.22\nRUN a\0b\n', 'plimsoll/valid-encoding:binary 1:1'],
    [
      'invalid UTF-8',
      Buffer.from('FROM alpine:3.22\nLABEL a="caf\xe9"\n', 'latin1'),
      'plimsoll/valid-encoding:invalidUtf8 2:13',
    ],
    ['UTF-16 LE with mark', Buffer.from('\ufeffFROM alpine\n', 'utf16le'), 'plimsoll/valid-encoding:utf16 1:1'],
    ['UTF-16 BE with mark', swapped, 'plimsoll/valid-encoding:utf16 1:1'],
    ['UTF-16 without mark', Buffer.from('FROM alpine:3.22\n', 'utf16le'), 'plimsoll/valid-encoding:utf16 1:1'],
    ['CRLF', 'FROM alpine:3.22\r\nFORM x\r\n', 'dockerfile/valid-instruction:unknownInstruction 2:1'],
    ['lone CR', 'FORM x\rFROM alpine\n', 'dockerfile/valid-instruction:unknownInstruction 1:1'],
    ['byte order mark', '\ufeffFORM alpine:3.22\n', 'dockerfile/valid-instruction:unknownInstruction 1:1'],
    [
      'line of 65,536 characters',
      `FROM alpine:3.22\nRUN ${'x'.repeat(65_532)}\n`,
      'dockerfile/valid-instruction:lineTooLong 2:1',
    ],
    ['over the size limit', `FROM alpine:3.22\n${'# x\n'.repeat(1_300_000)}`, 'plimsoll/valid-encoding:tooLarge 1:1'],
  ])('%s', async (_, text, expected) => {
    const { found, err, crashes } = await lint({ Dockerfile: text });
    expect(found.Dockerfile).toContain(expected);
    expect(found['other/Dockerfile']).toContain(otherFinding);
    expect([err, crashes]).toEqual(['', []]);
  });

  test('whose stages are built on each other is told so, without end or crash', async () => {
    const { found, err, crashes } = await lint({ Dockerfile: cycle });
    // BuildKit resolves names to earlier stages only, so `b` is an image here.
    expect(found.Dockerfile?.filter((finding) => finding.includes('valid-'))).toEqual([
      'dockerfile/valid-stage-reference:laterStage 1:6',
    ]);
    expect([err, crashes]).toEqual(['', []]);
  });
});

describe('a Compose file', () => {
  const bomb = ['a: &a [x, x, x, x, x, x, x, x, x, x]']
    .concat(
      Array.from(
        { length: 8 },
        (_, level) => `${nth(level + 1)}: &${nth(level + 1)} [${`*${nth(level)}, `.repeat(10)}]`,
      ),
    )
    .map((line) => `x-${line}`);
  const keys = Array.from({ length: 20_000 }, (_, index) => `  key${index}: v${index}`);

  test.each([
    ['empty', '', /^compose\/valid-yaml:empty 1:1$/],
    ['100,000 nested brackets', `services: ${'['.repeat(100_000)}`, /^compose\/valid-yaml:(overLimit|syntax) /],
    [
      'an alias bomb',
      `${bomb.join('\n')}\nservices:\n  web:\n    image: nginx:1.29\n    command: *i\n`,
      /^compose\/valid-yaml:/,
    ],
    [
      '20,000 keys in a map, one of them twice',
      `x-keys:\n${keys.join('\n')}\n  key7: again\nservices: {}\n`,
      /^compose\/valid-yaml:duplicateKey 20002:3$/,
    ],
    ['UTF-16', Buffer.from('services: {}\n', 'utf16le'), /^plimsoll\/valid-encoding:utf16 1:1$/],
    ['a NUL byte', 'services: {}\n\0', /^plimsoll\/valid-encoding:binary 1:1$/],
    [
      'CRLF',
      'services:\r\n  web:\r\n    image: nginx:1.29\r\n    privileged: true\r\n',
      /^compose\/no-privileged:\w+ 4:17$/,
    ],
    [
      'byte order mark',
      '\ufeffservices:\n  web:\n    image: nginx:1.29\n    privileged: true\n',
      /^compose\/no-privileged:\w+ 4:17$/,
    ],
    [
      'a line of 65,536 characters',
      `services:\n  web:\n    image: nginx:1.29\n    privileged: true\n    command: ${'x'.repeat(65_536)}\n`,
      /^compose\/no-privileged:\w+ 4:17$/,
    ],
    [
      'services that extend each other',
      'services:\n  a:\n    extends: b\n  b:\n    extends: a\n',
      /^compose\/valid-extends:/,
    ],
  ])('%s', async (_, text, expected) => {
    const { found, err, crashes } = await lint({ 'compose.yaml': text });
    expect(found['compose.yaml']).toContainEqual(expect.stringMatching(expected));
    expect(found['other/Dockerfile']).toContain(otherFinding);
    expect([err, crashes]).toEqual(['', []]);
  });

  function nth(level: number): string {
    return String.fromCharCode(97 + level);
  }
});

describe('the disk', () => {
  test('has a directory of that name', async () => {
    const { found, err } = await lint({ 'Dockerfile/Dockerfile': 'FORM alpine\n', 'compose.yaml/x': '' });
    expect(Object.keys(found)).toEqual(['Dockerfile/Dockerfile', 'other/Dockerfile']);
    expect(err).toBe('');
  });

  test('lets nobody read it', async () => {
    const fs = failing('EACCES', (disk) => disk.endsWith('locked.Dockerfile'));
    for (const argv of [[], ['locked.Dockerfile', 'other']]) {
      const { status, found, err, errors } = await lint({ 'locked.Dockerfile': 'FROM alpine\n' }, argv, { fs });
      expect(status).toBe(2);
      expect(err).toBe('plimsoll: locked.Dockerfile: permission denied\n');
      expect(errors).toEqual([{ path: 'locked.Dockerfile', message: 'permission denied' }]);
      expect(found['other/Dockerfile']).toContain(otherFinding);
      removeDirectory(cwd ?? '');
    }
  });

  test('loses it meanwhile: a found file is skipped, a named one was asked for', async () => {
    const fs = failing('ENOENT', (disk) => disk.endsWith('gone.Dockerfile'));
    const searched = await lint({ 'gone.Dockerfile': 'FROM alpine\n' }, [], { fs });
    expect([searched.status, searched.err]).toEqual([
      1,
      'plimsoll: gone.Dockerfile: skipped: it vanished during the run\n',
    ]);
    const named = await lintHere(['gone.Dockerfile'], { cwd: cwd ?? '', fs });
    expect([named.status, named.err]).toEqual([2, 'plimsoll: gone.Dockerfile: no such file or directory\n']);
  });

  test('has a link to itself under its name', async () => {
    cwd = makeDirectory({});
    symlinkSync('Dockerfile', join(cwd, 'Dockerfile'));
    const { status, err } = await lintHere(['Dockerfile'], { cwd });
    expect([status, err]).toEqual([2, 'plimsoll: Dockerfile: too many levels of symbolic links\n']);
  });

  test('has names with control characters, which no terminal gets to see', async () => {
    const name = 'a\u001b[31m\nb';
    cwd = makeDirectory({});
    mkdirSync(join(cwd, name));
    const { err } = await lintHere([`${name}/Dockerfile`], { cwd });
    expect(err).toBe('plimsoll: a\\u{1b}[31m\\u{a}b/Dockerfile: no such file or directory\n');
  });
});

test('a list of paths may come from a pipe, as from <(git ls-files) in a shell', async () => {
  cwd = makeDirectory({ Dockerfile: 'FORM alpine\n' });
  const pipe = join(cwd, 'pipe');
  execFileSync('mkfifo', [pipe]);
  spawn('sh', ['-c', 'echo Dockerfile > "$0"', pipe], { stdio: 'ignore' });
  const { status, err, found } = await lintHere(['--files-from', pipe], { cwd });
  expect([status, err, Object.keys(found)]).toEqual([1, '', ['Dockerfile']]);
});

test('output that can not be written is no success', async () => {
  cwd = makeDirectory({ Dockerfile: 'FROM alpine:3.22\nUSER app\n' });
  const { status, err } = await runCommand([], { cwd, outFailure: 'no space left on device' });
  expect([status, err]).toEqual([2, "plimsoll: the output can't be written: no space left on device\n"]);
});

test('a bug of ours is a crash of one file: named in the output and in one line, and the others are linted', async () => {
  const disk = nodeFileSystem();
  const fs: FileSystem = {
    ...disk,
    read: (path, limit) => {
      if (path.endsWith('.env')) throw new Error('out of luck\nand of lines');
      return disk.read(path, limit);
    },
  };
  const { status, err, found, crashes } = await lint(
    { 'compose.yaml': 'services:\n  web:\n    env_file: app.env\n', 'app.env': 'A=1\n' },
    [],
    { fs },
  );
  expect([status, err]).toEqual([2, 'plimsoll: compose.yaml: a bug in plimsoll: out of luck\\u{a}and of lines\n']);
  expect(crashes).toMatchObject([{ rule: 'plimsoll', path: 'compose.yaml' }]);
  expect(found['other/Dockerfile']).toContain(otherFinding);
});

function failing(code: string, matches: (disk: string) => boolean): FileSystem {
  const disk = nodeFileSystem();
  return {
    ...disk,
    read: (path, limit) => {
      if (matches(path)) throw Object.assign(new Error(code), { code });
      return disk.read(path, limit);
    },
  };
}
