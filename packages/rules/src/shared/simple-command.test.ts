import { expect, test } from '@jest/globals';
import { jsonArray, simpleCommandWords } from './simple-command.ts';

test.each([
  ['node server.js', ['node', 'server.js']],
  ['  npm   run  start ', ['npm', 'run', 'start']],
  ['./run --flag=a,b -x', ['./run', '--flag=a,b', '-x']],
  [`sh -c 'a; b'`, ['sh', '-c', 'a; b']],
  ['echo "two words"', ['echo', 'two words']],
  ['echo "a  b"  c', ['echo', 'a  b', 'c']],
])('%j is a simple command', (text, words) => {
  expect(simpleCommandWords(text)).toEqual(words);
});

test.each([
  '',
  'a && b',
  'a | b',
  'a > b',
  'echo $HOME',
  'echo "$HOME"',
  'ls *.txt',
  'ls ~/x',
  'A=b c',
  'exec node x.js',
  'cd /x',
  'a --name"joined"',
  '"unclosed',
  'a {b,c}',
  'a \\ b',
  'a; b',
  'a # b',
])('%j needs a shell', (text) => {
  expect(simpleCommandWords(text)).toBeUndefined();
});

test('writes a JSON array', () => {
  expect(jsonArray(['a', 'say "b"'])).toBe('["a", "say \\"b\\""]');
});
