import { describe, expect, test } from '@jest/globals';
import { makeIgnoreRules } from './ignore-files.ts';

// Expectations are what `git check-ignore --no-index` of git 2.47 says.

/** Which of the files git would ignore, walking from the top as a search does. */
function ignored(texts: Readonly<Record<string, string>>, files: readonly string[], ignoreCase = false): string[] {
  return files.filter((file) => {
    let rules = makeIgnoreRules({ ignoreCase, patterns: [], directory: '/top' });
    const names = file.split('/');
    for (let depth = 1; depth <= names.length; depth++) {
      const directory = names.slice(0, depth - 1).join('/');
      const text = texts[directory];
      if (text !== undefined) rules = rules.below(directory === '' ? '/top' : `/top/${directory}`, text);
      if (rules.ignores(`/top/${names.slice(0, depth).join('/')}`, depth < names.length)) return true;
    }
    return false;
  });
}

describe('a pattern', () => {
  test.each<[string, readonly string[], readonly string[]]>([
    ['a', ['a', 'b/a', 'a/x'], ['ab', 'ba']],
    ['/a', ['a'], ['b/a']],
    ['b/a', ['b/a'], ['c/b/a']],
    ['a/', ['a/x', 'b/a/x'], ['a', 'b/a']],
    ['*.x', ['a.x', 'b/.x'], ['x', 'a.xy']],
    ['a*c', ['ac', 'abc'], ['a/c', 'acb']],
    ['*a*b*', ['xaxbx', 'ab'], ['ba']],
    ['b/*', ['b/a', 'b/a/c'], ['b']],
    ['a?', ['ab'], ['a', 'a/b']],
    ['**/a', ['a', 'b/c/a'], ['b/ca']],
    ['a/**', ['a/b', 'a/b/c'], ['a']],
    ['a/**/b', ['a/b', 'a/c/b', 'a/c/d/b'], ['b', 'a/cb']],
    ['a/x**y', ['a/xy', 'a/xzy'], ['a/x/y']],
    ['**', ['a', 'b/c'], []],
    ['[ab]c', ['ac', 'bc'], ['cc', 'abc']],
    ['[!ab]c', ['cc'], ['ac', 'c']],
    ['[^a-c]c', ['dc'], ['bc']],
    ['[]a]c', [']c', 'ac'], ['c']],
    ['[a-]c', ['-c', 'ac'], ['bc']],
    ['[[:digit:]x]', ['1', 'x'], ['y']],
    ['[[:nope:]x]', [], ['x']],
    ['[\\]]c', [']c'], ['\\c']],
    ['a[/b]c', ['abc'], ['a/c']],
    ['[a', [], ['a', '[a']],
    ['a\\', [], ['a', 'a\\']],
    ['\\*', ['*'], ['a']],
    ['\\#a', ['#a'], ['a']],
    ['\\!a', ['!a'], ['a']],
    ['#a', [], ['#a', 'a']],
    ['a  ', ['a'], ['a ']],
    ['a\\ ', ['a '], ['a']],
    ['a\r', ['a'], []],
    [' a', [' a'], ['a']],
    ['/', [], ['a']],
    ['!', [], ['a', '!']],
    ['', [], ['a']],
    ['é?', ['éa'], ['é']],
  ])('%j', (pattern, yes, no) => {
    expect(ignored({ '': `${pattern}\n` }, [...yes, ...no])).toEqual(yes);
  });
});

test.each<[string, Readonly<Record<string, string>>, readonly string[], readonly string[]]>([
  ['the last one that matches decides', { '': '*.x\n!a.x\n*b.x\n!/c/*.x' }, ['b.x'], ['a.x', 'c/b.x']],
  ['nothing below an ignored directory comes back', { '': 'a/\n!a/b', a: '!b' }, ['a/b'], []],
  [
    'a deeper file takes a directory back, and what is in it',
    { '': 'build\n', p: '!build/\n' },
    ['build/a'],
    ['p/build/a'],
  ],
  ['as far as the files above do not speak of it', { '': 'a/m/*\nx\n', a: '!o\n' }, ['a/m/p', 'a/m/o/x'], ['a/m/o/y']],
  ['a deeper file speaks of what is below it only', { a: 'b\n/c\n' }, ['a/b', 'a/x/b', 'a/c'], ['b', 'c', 'a/x/c']],
])('of several, %s', (_, texts, yes, no) => {
  expect(ignored(texts, [...yes, ...no])).toEqual(yes);
});

test('the case of letters counts, unless the disk says otherwise', () => {
  expect(ignored({ '': 'Build\n' }, ['build', 'Build'])).toEqual(['Build']);
  expect(ignored({ '': 'Build\n' }, ['build', 'BUILD', 'b'], true)).toEqual(['build', 'BUILD']);
});

test('a pattern of many stars is tried in a time that grows with its length alone', () => {
  const name = 'a'.repeat(200);
  const path = Array.from({ length: 40 }, () => name).join('/');
  expect(ignored({ '': `${'*a'.repeat(100)}b\n${'**/a*/'.repeat(30)}b\n` }, [path])).toEqual([]);
});
