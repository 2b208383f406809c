import { expect, test } from '@jest/globals';
import { exampleOf } from './latest-tags.ts';

test.each([
  ['alpine', ', such as alpine:3.24'],
  ['docker.io/library/postgres', ', such as docker.io/library/postgres:18.6'],
  ['acme/app', ''],
  ['ghcr.io/acme/alpine', ''],
])('a version of %s', (name, example) => {
  expect(exampleOf(name)).toBe(example);
});
