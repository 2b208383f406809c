import { expect, test } from '@jest/globals';
import { pathFilter } from './path-filter.ts';

test.each<[string, string[], string[], string[]]>([
  ['.', ['*.prod.yaml'], ['a.prod.yaml', 'x/y/a.prod.yaml'], ['a.yaml']],
  ['.', ['services/'], ['services/a', 'x/services/y/Dockerfile'], ['services']],
  ['.', ['/services'], ['services', 'services/a/b'], ['x/services']],
  ['.', ['services/*/Dockerfile'], ['services/a/Dockerfile'], ['services/a/b/Dockerfile', 'Dockerfile']],
  ['.', ['services/**/Dockerfile'], ['services/Dockerfile', 'services/a/b/Dockerfile'], ['a/services/Dockerfile']],
  ['.', ['Dockerfile', '!test/Dockerfile'], ['Dockerfile', 'a/Dockerfile'], ['test/Dockerfile']],
  ['web', ['/Dockerfile'], ['web/Dockerfile'], ['Dockerfile', 'webs/Dockerfile', 'web/a/Dockerfile']],
  ['web', ['*'], ['web/Dockerfile', 'web/a/b'], ['Dockerfile', '../web/Dockerfile']],
  ['.', ['*'], ['a'], ['../a']],
  ['.', [], [], ['a']],
])('below %s, %j', (base, patterns, inside, outside) => {
  const filter = pathFilter(base, patterns);
  expect([...inside, ...outside].filter((path) => filter(path))).toEqual(inside);
});

test('a directory itself', () => {
  const filter = pathFilter('.', ['services/', 'web/*', '!web/api']);
  const directories = ['services', 'x/services', 'web', 'web/api', 'web/api/x', 'web/ui'];
  expect(directories.filter((path) => filter(path, true))).toEqual(['services', 'x/services', 'web/ui']);
});
