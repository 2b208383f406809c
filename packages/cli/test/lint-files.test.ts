import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createProject, dockerfileRule, openRequests, withAnswers } from '@plimsoll/core';
import { createLinter, createNodeHost, lintFiles } from '../src/index.ts';
import { makeDirectory, removeDirectory } from './run-command.ts';

let cwd: string;

beforeAll(() => {
  cwd = makeDirectory({
    Dockerfile: 'FROM alpine:3.22 AS base\nUSER app\n',
    'stack/compose.yaml': 'services:\n  web:\n    build:\n      context: ..\n      target: none\n',
    'stack/Dockerfile': 'FROM alpine:3.22\nFORM alpine\n',
  });
  symlinkSync('nowhere', join(cwd, 'stack/Dockerfile.gone'));
});

afterAll(() => removeDirectory(cwd));

const throwing = dockerfileRule({
  id: 'dockerfile/no-luck',
  since: '0.1.0',
  category: 'style',
  severity: 'warning',
  presets: ['recommended'],
  summary: 'Always throws.',
  why: 'A test of what happens then.',
  fixable: 'none',
  messages: { never: 'Never said.' },
  examples: [{ title: 'Any', bad: 'FROM scratch\n' }],
  on: {
    From() {
      throw new Error('out of luck');
    },
  },
});

describe('lintFiles', () => {
  test('finds, reads along, and names places relative to the working directory', async () => {
    const { result, errors, notes } = await lintFiles([], { cwd: join(cwd, 'stack') });
    expect(result.files.map(({ path, kind }) => `${path} ${kind}`)).toEqual([
      'Dockerfile dockerfile',
      'compose.yaml compose',
    ]);
    const target = result.files[1]?.findings.find(({ rule }) => rule === 'project/valid-build-target');
    expect(target).toMatchObject({ path: 'compose.yaml', start: { line: 5, column: 15 } });
    expect(errors).toEqual([]);
    expect(notes).toEqual([{ path: 'Dockerfile.gone', message: 'skipped: a link to nothing' }]);
  });

  test('says what it could not read, and lints the rest', async () => {
    const { result, errors } = await lintFiles(['none/Dockerfile', 'Dockerfile'], { cwd });
    expect(errors).toEqual([{ path: 'none/Dockerfile', message: 'no such file or directory' }]);
    expect(result.files.map(({ path }) => path)).toEqual(['Dockerfile']);
  });

  test('takes more rules; one that throws is a crash, and the others go on', async () => {
    const { result } = await lintFiles(['stack/Dockerfile'], { cwd, rules: [throwing] });
    expect(result.crashes).toMatchObject([
      { rule: 'dockerfile/no-luck', path: 'stack/Dockerfile', message: 'out of luck' },
    ]);
    expect(result.files[0]?.findings.map(({ rule }) => rule)).toContain('dockerfile/valid-instruction');
  });

  test('rejects what is wrong with the request', async () => {
    await expect(lintFiles([], { cwd, settings: { 'dockerfile/no-such': 'off' } })).rejects.toThrow('unknown rule');
    await expect(lintFiles([''], { cwd })).rejects.toThrow('a path is empty');
    await expect(lintFiles([], { cwd, root: 'none' })).rejects.toThrow('no such directory');
  });

  test('rejects with the reason of a signal, aborted before or meanwhile', async () => {
    await expect(lintFiles([], { cwd, signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow('enough');
    const controller = new AbortController();
    const running = lintFiles([], { cwd, signal: controller.signal });
    controller.abort(new Error('changed my mind'));
    await expect(running).rejects.toThrow('changed my mind');
    await expect(lintFiles(['Dockerfile'], { cwd, signal: new AbortController().signal })).resolves.toBeDefined();
  });
});

test('createLinter has the shipped rules, and those of the caller', () => {
  const linter = createLinter({ rules: [throwing] });
  const { files, crashes } = linter.lintText('FROM alpine:3.22\nFORM alpine\n', { path: 'Dockerfile' });
  expect(files[0]?.findings.map(({ rule }) => rule)).toContain('dockerfile/valid-instruction');
  expect(crashes).toHaveLength(1);
  const compose = linter.lintText('services:\n  web:\n    image: nginx:1\n    privileged: true\n', {
    path: 'compose.yaml',
  });
  expect(compose.files[0]?.findings.map(({ rule }) => rule)).toContain('compose/no-privileged');
  expect(() => createLinter({ settings: { 'dockerfile/no-such': 'off' } })).toThrow('unknown rule');
});

test('createNodeHost answers what a project asks, from inside of its root', () => {
  const host = createNodeHost({ cwd, root: 'stack' });
  const text = 'services:\n  web:\n    build: .\n    env_file: ../secret.env\n';
  const project = createProject({ files: [{ path: 'compose.yaml', text, kind: 'compose' }] });
  let complete = project;
  for (let open = openRequests(complete); open.length > 0; open = openRequests(complete)) {
    complete = withAnswers(complete, open.map(host.answer));
  }
  expect(complete.files.get('Dockerfile')).toMatchObject({ state: 'read' });
  expect(complete.files.get('../secret.env')).toMatchObject({ state: 'refused' });
});
