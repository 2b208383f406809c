import { describe, expect, test } from '@jest/globals';
import { baseNameOf, directoryOf, joinPath, normalisePath } from '../text/paths.ts';
import { bareBuild, internBuild } from './builds.ts';
import { documentKindOfPath, isDoubtfulDockerfile } from './file-names.ts';
import { createProject, documentAt, type ProjectFile, withAnswers } from './project.ts';

describe('the kind of a file by its name', () => {
  test.each([
    ...[
      'Dockerfile',
      'dockerfile',
      'DOCKERFILE',
      'Dockerfile.web',
      'Dockerfile-web',
      'web.Dockerfile',
      'web.dockerfile',
    ],
    ...[
      'Containerfile',
      'Containerfile.web',
      'web.Containerfile',
      'a/b/Dockerfile',
      'a\\b\\Dockerfile',
      'Dockerfile.v1.2',
    ],
  ])('%s is a Dockerfile', (path) => {
    expect(documentKindOfPath(path)).toBe('dockerfile');
  });

  test.each([
    ...['compose.yaml', 'compose.yml', 'docker-compose.yml', 'docker-compose.yaml', 'compose.prod.yaml'],
    ...['docker-compose.override.yml', 'docker-compose-dev.yml', 'a/compose.yaml', 'a\\compose.yaml', 'COMPOSE.YAML'],
  ])('%s may be a Compose file', (path) => {
    expect(documentKindOfPath(path)).toBe('compose');
  });

  test.each([
    ...[
      '.dockerignore',
      'Dockerfile.dockerignore',
      'Dockerfile.j2',
      'Dockerfile.tmpl',
      'Dockerfile.template',
      'Dockerfile.erb',
    ],
    ...[
      'Dockerfile.in',
      'Dockerfile.mustache',
      'Dockerfile.md',
      'Dockerfile.bak',
      'Dockerfile.orig',
      'Dockerfile~',
      '.#Dockerfile',
    ],
    ...[
      'docker-compose.tmpl.yml',
      'compose.yaml.j2',
      'compose.json',
      'my-compose.yaml',
      'values.yaml',
      'dockerfiles',
      '.dockerfile',
    ],
  ])('%s is neither', (path) => {
    expect(documentKindOfPath(path)).toBeUndefined();
  });

  test.each([
    ['Dockerfile.php', '<?php echo 1;', true],
    ['Dockerfile.php', '# x\nFROM php:8\n', false],
    ['Dockerfile.go', 'package main\n// FROM here on\n', true],
    ['Dockerfile.web', 'nothing', false],
  ])('%s with %j is doubtful: %s', (path, text, doubtful) => {
    expect(isDoubtfulDockerfile(path, text)).toBe(doubtful);
  });
});

describe('paths', () => {
  test.each([
    ['a', 'b', 'a/b'],
    ['.', 'b', 'b'],
    ['', 'b', 'b'],
    ['a/b', '../c', 'a/c'],
    ['a', '../../c', '../c'],
    ['..', '../c', '../../c'],
    ['a', './b/./c//d', 'a/b/c/d'],
    ['a', '.', 'a'],
    ['a', '..', '.'],
    ['a', '/b/../c', '/c'],
    ['/a', '../../b', '/b'],
    ['a', 'b\\c', 'a/b\\c'],
  ])('%s with %s is %s', (directory, path, joined) => {
    expect(joinPath(directory, path)).toBe(joined);
    expect(normalisePath(joined)).toBe(joined);
  });

  test.each([
    ['a/b/c', 'a/b', 'c'],
    ['c', '.', 'c'],
    ['/c', '/', 'c'],
    ['../c', '..', 'c'],
  ])('%s is in %s, called %s', (path, directory, name) => {
    expect([directoryOf(path), baseNameOf(path)]).toEqual([directory, name]);
  });
});

const dockerfile = (text: string, more: Partial<ProjectFile> = {}): ProjectFile => ({
  path: 'Dockerfile',
  kind: 'dockerfile',
  text,
  ...more,
});

describe('a project', () => {
  test('leaves out what is of another kind by its content', () => {
    const files: ProjectFile[] = [
      dockerfile('FROM x\n'),
      { path: 'compose.yaml', kind: 'compose', text: 'on: push\njobs: {}\n' },
      dockerfile('<?php', { path: 'Dockerfile.php' }),
    ];
    expect([...createProject({ files }).targets.keys()]).toEqual(['Dockerfile']);
  });

  test('uses documents again that have not changed', () => {
    const before = createProject({ files: [dockerfile('FROM x\n')] });
    const after = (file: ProjectFile) =>
      createProject({ files: [file], previous: before }).targets.get('Dockerfile')?.document;
    const document = before.targets.get('Dockerfile')?.document;
    expect(document).toBeDefined();
    expect(after(dockerfile('FROM x\n'))).toBe(document);
    expect(after(dockerfile('FROM y\n'))).not.toBe(document);
    expect(after(dockerfile('FROM x\n', { problem: { code: 'invalid-utf-8' } }))).not.toBe(document);
  });

  test('parses input with a doubt, and none that is no text', () => {
    const document = (code: 'invalid-utf-8' | 'binary', text = 'FROM x\n') =>
      createProject({ files: [dockerfile(text, { problem: { code } })] }).targets.get('Dockerfile');
    expect(document('invalid-utf-8')?.document).toBeDefined();
    expect(document('invalid-utf-8')?.inputProblem).toMatchObject({
      code: 'invalid-utf-8',
      span: { start: 0, end: 0 },
    });
    expect(document('invalid-utf-8', 'FROM \ufffd')?.inputProblem?.span).toEqual({ start: 5, end: 6 });
    expect(document('binary')?.document).toBeUndefined();
  });

  test('knows what the host answered, parses it once, and is not changed by it', () => {
    const project = createProject({ files: [] });
    const answered = withAnswers(project, [
      { kind: 'file', path: 'Dockerfile', state: 'read', text: 'FROM x\n' },
      { kind: 'file', path: 'gone', state: 'missing' },
      { kind: 'listing', path: '.', names: ['Dockerfile'] },
      { kind: 'exists', path: 'a', what: 'directory' },
      { kind: 'tracked', path: 'a', tracked: true },
    ]);
    expect(documentAt(answered, 'Dockerfile', 'dockerfile')?.kind).toBe('dockerfile');
    expect(documentAt(answered, 'Dockerfile', 'dockerfile')).toBe(documentAt(answered, 'Dockerfile', 'dockerfile'));
    expect(documentAt(answered, 'gone', 'dockerfile')).toBeUndefined();
    expect(answered.listings.get('.')?.names).toEqual(['Dockerfile']);
    expect(answered.existing.get('a')?.what).toBe('directory');
    expect(answered.tracked.get('a')?.tracked).toBe(true);
    expect(project.files.size).toBe(0);
  });
});

describe('builds', () => {
  const document = createProject({ files: [dockerfile('FROM x\n')] }).targets.get('Dockerfile')?.document;
  if (document?.kind !== 'dockerfile') throw new Error('no Dockerfile');
  const parts = { target: undefined, args: new Map(), platform: undefined, namedContexts: new Set<string>() };

  test('equal parts give the same build, whatever their order', () => {
    const a = internBuild(document, {
      ...parts,
      args: new Map([
        ['A', '1'],
        ['B', undefined],
      ]),
      namedContexts: new Set(['x', 'y']),
    });
    const b = internBuild(document, {
      ...parts,
      args: new Map([
        ['B', undefined],
        ['A', '1'],
      ]),
      namedContexts: new Set(['y', 'x']),
    });
    expect(b).toBe(a);
    expect(bareBuild(document)).toBe(internBuild(document, parts));
  });

  test('other parts give another', () => {
    const others = [
      { ...parts, target: 'a' },
      { ...parts, args: new Map([['A', '']]) },
      { ...parts, args: new Map([['A', undefined]]) },
      { ...parts, platform: 'linux/amd64' },
      { ...parts, namedContexts: new Set(['a']) },
    ].map((other) => internBuild(document, other));
    expect(new Set([bareBuild(document), ...others]).size).toBe(6);
  });
});

test('a byte order mark that comes or goes makes another document', () => {
  const file = { path: 'Dockerfile', kind: 'dockerfile', text: 'FROM a:1\n' } as const;
  const before = createProject({ files: [file] });
  const after = createProject({ files: [{ ...file, text: `\ufeff${file.text}` }], previous: before });
  expect(after.targets.get('Dockerfile')?.source.hasBom).toBe(true);
  expect(createProject({ files: [file], previous: before }).targets.get('Dockerfile')).toBe(
    before.targets.get('Dockerfile'),
  );
});
