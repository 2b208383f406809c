import { expect, test } from '@jest/globals';
import { buildsOf } from '@plimsoll/core';
import { memoryProject } from './memory-project.ts';

const compose = 'services:\n  web:\n    build: ./web\n    env_file: missing.env\n';

test('files with a Dockerfile or Compose name are linted, others are read along', () => {
  const project = memoryProject(
    [
      { path: 'compose.yaml', text: 'services:\n  web:\n    image: nginx:${TAG}\n' },
      { path: '.env', text: 'TAG=1.29\n' },
      { path: 'web/Dockerfile', text: 'FROM a\n' },
      { path: 'README.md', text: 'FROM a\n' },
    ],
    'closed',
  );
  expect([...project.targets.keys()]).toEqual(['compose.yaml', 'web/Dockerfile']);
  expect(project.files.get('.env')).toMatchObject({ state: 'read', text: 'TAG=1.29\n' });
});

test('a service is linked to the Dockerfile beside it', () => {
  const project = memoryProject(
    [
      { path: 'compose.yaml', text: compose },
      { path: 'web/Dockerfile', text: 'FROM a AS b\n' },
    ],
    'closed',
  );
  const document = project.documents.get('web/Dockerfile');
  expect(document?.kind === 'dockerfile' && buildsOf(project, document)).toHaveLength(1);
});

test.each([
  ['closed', 'missing'],
  ['open', 'refused'],
] as const)('in a %s world a file that is not there is %s', (world, state) => {
  const project = memoryProject([{ path: 'compose.yaml', text: compose }], world);
  expect(project.files.get('web/Dockerfile')?.state).toBe(state);
});

test.each([
  ['U+FFFD', 'FROM a\uFFFD\n', undefined, 'invalid-utf-8'],
  ['NUL', 'FROM a\0\n', undefined, 'binary'],
  ['the head of the fixture', '', 'too-large', 'too-large'],
])('%s is a complaint of the host', (_title, text, input, code) => {
  const project = memoryProject([{ path: 'Dockerfile', text, input }], 'open');
  expect(project.targets.get('Dockerfile')?.inputProblem?.code).toBe(code);
});
