import { relative } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { nodeFileSystem } from '../src/file-system.ts';
import { lintFiles } from '../src/index.ts';
import { makeDirectory, removeDirectory, runCommand } from './run-command.ts';
import { bad, type Files, rule, run, settings } from './run-configured.ts';

const found = (path: string, severity = 'warning'): string => `${path} ${severity} ${rule}`;

describe('which configuration a file has', () => {
  test.each<[string, Files, readonly string[], readonly string[]]>([
    ['none', { Dockerfile: bad }, [], [found('Dockerfile')]],
    ['JSON', { Dockerfile: bad, 'plimsoll.config.json': settings('error') }, [], [found('Dockerfile', 'error')]],
    [
      'comments, trailing commas and a byte order mark',
      { Dockerfile: bad, 'plimsoll.config.jsonc': `\ufeff// x\n{ "rules": { "${rule}": "error", }, /* y */ }` },
      [],
      [found('Dockerfile', 'error')],
    ],
    [
      'YAML',
      { Dockerfile: bad, 'plimsoll.config.yaml': `rules:\n  ${rule}: error\n` },
      [],
      [found('Dockerfile', 'error')],
    ],
    ['off, a word of YAML 1.1', { Dockerfile: bad, 'plimsoll.config.yml': `rules: { hadolint/DL3020: off }` }, [], []],
    [
      'the nearest, and not the ones above it',
      {
        'a/b/Dockerfile': bad,
        'c/Dockerfile': bad,
        'plimsoll.config.json': settings('error'),
        'a/plimsoll.config.json': '{}',
      },
      [],
      [found('a/b/Dockerfile'), found('c/Dockerfile', 'error')],
    ],
    [
      'named files have theirs',
      { 'a/Dockerfile': bad, 'a/plimsoll.config.json': settings('info') },
      ['a/Dockerfile'],
      [found('a/Dockerfile', 'info')],
    ],
    [
      'what is extended comes first, and presets combine',
      {
        Dockerfile: bad,
        'base/x.json': settings('error'),
        'plimsoll.config.json': '{ "extends": ["./base/x.json", "none", "plimsoll/php"] }',
      },
      [],
      [found('Dockerfile', 'error')],
    ],
    [
      'a package with data',
      {
        Dockerfile: bad,
        'node_modules/@acme/lint/package.json': '{ "exports": { "./strict": { "default": "./strict.json" } } }',
        'node_modules/@acme/lint/strict.json': `{ "overrides": [{ "files": "/Dockerfile", "rules": { "${rule}": "info" } }] }`,
        'plimsoll.config.json': '{ "extends": "@acme/lint/strict" }',
      },
      [],
      [found('Dockerfile', 'info')],
    ],
    [
      'overrides, relative to their file',
      {
        'a/web/Dockerfile': bad,
        'a/api/Dockerfile': bad,
        'a/plimsoll.config.json': `{ "overrides": [{ "files": ["web/**"], "rules": { "${rule}": "off" } }] }`,
      },
      [],
      [found('a/api/Dockerfile')],
    ],
    [
      'ignored files, and what an outer configuration ignores is not looked into',
      {
        Dockerfile: bad,
        'vendor/x/Dockerfile': bad,
        'vendor/x/plimsoll.config.json': 'broken',
        'plimsoll.config.json': '{ "ignore": ["vendor/"] }',
      },
      [],
      [found('Dockerfile')],
    ],
    [
      'a named file is linted even if it is ignored',
      { Dockerfile: bad, 'plimsoll.config.json': '{ "ignore": ["Dockerfile"] }' },
      ['Dockerfile'],
      [found('Dockerfile')],
    ],
    [
      'the command line wins',
      { Dockerfile: bad, 'plimsoll.config.json': settings('error') },
      ['--rule', 'hadolint/DL3020:info'],
      [found('Dockerfile', 'info')],
    ],
    [
      'a preset of the command line replaces presets, and not rules',
      { Dockerfile: bad, 'plimsoll.config.json': '{ "extends": "strict" }' },
      ['--preset', 'php,windows'],
      [],
    ],
    [
      'no configuration',
      { Dockerfile: bad, 'plimsoll.config.json': settings('error') },
      ['--no-config'],
      [found('Dockerfile')],
    ],
    [
      'one for all',
      { 'a/Dockerfile': bad, 'a/plimsoll.config.json': 'broken', 'x.jsonc': settings('error') },
      ['--config', 'x.jsonc'],
      [found('a/Dockerfile', 'error')],
    ],
  ])('%s', async (_, files, argv, expected) => expect(await run(files, argv)).toEqual(expected));

  test.each([
    ['', ['vendor/', 'services/*', '!services/api'], ['.', 'a', 'a/b', 'services', 'services/api']],
    ['a/', ['vendor', '/b'], ['.', 'a', 'services', 'services/api', 'services/web', 'vendor']],
    ['', [], ['.', 'a', 'a/b', 'a/vendor', 'services', 'services/api', 'services/web', 'vendor']],
  ])('a search does not look into what %sis ignored: %j', async (folder, ignore, expected) => {
    const cwd = makeDirectory({
      [`${folder}plimsoll.config.json`]: JSON.stringify({ ignore }),
      'vendor/x': '',
      'a/vendor/x': '',
      'a/b/x': '',
      'services/api/Dockerfile': bad,
      'services/web/x': '',
    });
    const listed: string[] = [];
    const disk = nodeFileSystem();
    const list: typeof disk.list = (directory) => {
      listed.push(relative(cwd, directory) || '.');
      return disk.list(directory);
    };
    await runCommand([], { cwd, fs: { ...disk, list } });
    removeDirectory(cwd);
    expect(listed.sort()).toEqual(expected);
  });

  test('what is wrong in a configuration that no file has stops nothing', async () => {
    const files = { Dockerfile: bad, 'a/plimsoll.config.json': 'broken', 'a/b/x': '' };
    expect(await run(files)).toEqual([found('Dockerfile')]);
  });

  test('standard input has that of its place', async () => {
    const cwd = makeDirectory({ 'a/plimsoll.config.json': settings('off') });
    const outcome = await runCommand(['--stdin', '--stdin-filename', 'a/Dockerfile'], { cwd, input: bad });
    removeDirectory(cwd);
    expect(outcome).toEqual({ status: 0, out: expect.stringContaining('1 file'), err: '' });
  });
});

describe('what a run without any configuration costs', () => {
  test('a directory that was searched is not looked into again, and one above a named file once', async () => {
    const looked: string[] = [];
    const fs = nodeFileSystem();
    const kindOf: typeof fs.kindOf = (disk) => {
      looked.push(disk);
      return fs.kindOf(disk);
    };
    const watched = { ...fs, kindOf };
    const cwd = makeDirectory({ 'a/Dockerfile': bad, 'a/web.Dockerfile': bad });
    await runCommand([], { cwd, fs: watched });
    expect(looked.filter((disk) => disk.includes('plimsoll.config'))).toEqual([]);
    await runCommand(['a/Dockerfile', 'a/web.Dockerfile'], { cwd, fs: watched });
    expect(looked.filter((disk) => disk.endsWith('plimsoll.config.json'))).toHaveLength(2);
    removeDirectory(cwd);
  });
});

test('the library takes the same', async () => {
  const cwd = makeDirectory({ Dockerfile: bad, 'plimsoll.config.json': settings('error'), 'x.json': settings('info') });
  const severities = async (options: Parameters<typeof lintFiles>[1]): Promise<readonly string[]> => {
    const { result } = await lintFiles([], { cwd, ...options });
    return result.files.flatMap(({ findings }) => findings.map(({ severity }) => severity));
  };
  expect(await severities({})).toEqual(['error']);
  expect(await severities({ config: false })).toEqual(['warning']);
  expect(await severities({ config: 'x.json' })).toEqual(['info']);
  expect(await severities({ settings: { [rule]: 'off' } })).toEqual([]);
  expect(await severities({ overrides: [{ files: '*', settings: { [rule]: 'info' } }] })).toEqual(['info']);
  removeDirectory(cwd);
});
