import { expect, test } from '@jest/globals';
import { discoverApplications } from './discovery.ts';
import { parseCompose } from './parse-compose.ts';

function discover(files: Readonly<Record<string, string>>): string[] {
  const documents = new Map(
    Object.entries(files).map(([path, text]) => [path, parseCompose(text || 'services: {}', { path })]),
  );
  return discoverApplications(documents).map(
    ({ files: own, fragment }) => `${own.join(' + ')}${fragment ? ' (part)' : ''}`,
  );
}

test.each([
  [
    ['compose.yml', 'compose.yaml'],
    ['compose.yaml', 'compose.yml'],
  ],
  [
    ['docker-compose.yaml', 'docker-compose.yml'],
    ['docker-compose.yml', 'docker-compose.yaml'],
  ],
  [['compose.yaml', 'docker-compose.override.yml'], ['compose.yaml + docker-compose.override.yml']],
  [
    ['a/compose.yaml', 'compose.override.yml'],
    ['a/compose.yaml', 'compose.override.yml (part)'],
  ],
  [
    ['compose.yaml', 'compose.prod.yaml'],
    ['compose.yaml', 'compose.prod.yaml (part)'],
  ],
  [
    ['compose.yaml', 'compose.override.yml', 'compose.override.yaml'],
    ['compose.yaml + compose.override.yml', 'compose.override.yaml (part)'],
  ],
])('%j', (paths, expected) => {
  expect(discover(Object.fromEntries(paths.map((path) => [path, ''])))).toEqual(expected);
});

test('a file that another one includes or extends is a part', () => {
  const root =
    'include: [db/compose.yaml, {path: [./web/compose.yaml]}]\nservices: {a: {extends: {file: base/compose.yaml, service: b}}}';
  const files = {
    'compose.yaml': root,
    'db/compose.yaml': '',
    'web/compose.yaml': '',
    'base/compose.yaml': '',
    'x/compose.yaml': '',
  };
  expect(discover(files)).toEqual([
    'compose.yaml',
    'db/compose.yaml (part)',
    'web/compose.yaml (part)',
    'base/compose.yaml (part)',
    'x/compose.yaml',
  ]);
});
