import { expect, test } from '@jest/globals';
import { isPinned, repositoryOf, tagOf } from './image-names.ts';

test.each([
  ['nginx', 'nginx', undefined],
  ['nginx:1.29', 'nginx', '1.29'],
  ['localhost:5000/app', 'localhost:5000/app', undefined],
  ['localhost:5000/app:2', 'localhost:5000/app', '2'],
  ['ghcr.io/a/b:latest@sha256:00ff', 'ghcr.io/a/b', 'latest'],
  ['a/b@sha256:00ff', 'a/b', undefined],
])('%s', (reference, repository, tag) => {
  expect([repositoryOf(reference), tagOf(reference)]).toEqual([repository, tag]);
  expect(isPinned(reference)).toBe(reference.includes('sha256'));
});
