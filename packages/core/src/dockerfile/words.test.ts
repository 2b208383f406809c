import { describe, expect, test } from '@jest/globals';
import type { Word } from './nodes.ts';
import { parseDockerfile } from './parse-dockerfile.ts';
import { type Environment, expandToWords, expandWord, literalValue, type VariableValue, wordParts } from './words.ts';

/** The value of a USER, which is one word as it is written. */
function wordOf(text: string, escape: '\\' | '`' = '\\'): Word {
  const { root } = parseDockerfile(`# escape=${escape}\nFROM a\nUSER ${text}\n`);
  const [instruction] = root.stages[0]?.instructions ?? [];
  if (instruction?.kind !== 'User' || !instruction.value) throw new Error('no word');
  return instruction.value;
}

const values: Readonly<Record<string, VariableValue>> = {
  A: { state: 'known', value: 'aval' },
  E: { state: 'known', value: '' },
  P: { state: 'known', value: '/usr/lib/x.tar.gz' },
  D: { state: 'default', value: 'd' },
  U: { state: 'unknown' },
};
const env: Environment = { get: (name) => (Object.hasOwn(values, name) ? values[name] : undefined) };
const expand = (text: string) => expandWord(wordOf(text), env);

describe('expandWord', () => {
  test.each([
    ['plain', 'x', 'x'],
    ['$name and rest', '$A-x', 'aval-x'],
    ['unset', 'a${N}b', 'ab'],
    ['digits end a name', '$12a', 'a'],
    ['a dollar before no name', '$.', '$.'],
    ['default of unset', '${N:-w}', 'w'],
    ['default of empty', '${E:-w}', 'w'],
    ['- keeps empty', '${E-w}', ''],
    ['alternative of set', '${A:+w}', 'w'],
    ['alternative of unset', '${N+w}', ''],
    ['nested default', '${N:-${M:-x}}', 'x'],
    ['shortest prefix', '${P#*/}', 'usr/lib/x.tar.gz'],
    ['longest prefix', '${P##*/}', 'x.tar.gz'],
    ['shortest suffix', '${P%.*}', '/usr/lib/x.tar'],
    ['longest suffix', '${P%%.*}', '/usr/lib/x'],
    ['first replaced', '${A/a/b}', 'bval'],
    ['all replaced', '${A//a/b}', 'bvbl'],
    ['an escaped brace in a replacement keeps its backslash', String.raw`${'${'}A/a/\}}`, String.raw`\}val`],
    ['single quotes', "'$A'", '$A'],
    ['double quotes', '"$A x"', 'aval x'],
    ['an escape in double quotes', String.raw`"\a\$A"`, String.raw`\a$A`],
    ['an escape outside quotes', String.raw`\$A\b`, '$Ab'],
  ])('%s', (_name, text, value) => {
    expect(expand(text)).toMatchObject({ state: 'known', value });
  });

  test.each([
    ['${A', 'unsupported modifier'],
    ['${N:-x', "missing '}'"],
    ['${}', 'bad substitution'],
    ['${A:x}', 'unsupported modifier (:x)'],
    ['${A^^}', 'unsupported modifier (^)'],
    ['${A/x', "missing '/' in ${}"],
    ["'a", 'single-quote'],
    ['"a', 'double-quote'],
    ['${N:?told you}', 'N: told you'],
    ['${E:?}', 'is not allowed to be empty'],
    [String.raw`${'${'}A#\a}`, String.raw`invalid escape '\a'`],
  ])('%s is an error', (text, message) => {
    expect(expand(text)).toMatchObject({ state: 'error', message: expect.stringContaining(message) });
  });

  test('says what a value rests on', () => {
    expect(expand('$D-x')).toMatchObject({ state: 'default', value: 'd-x' });
    expect(expand('$U-$N')).toMatchObject({ state: 'unknown', unknown: ['U'], unset: ['N'] });
    expect(expand('${A:-$N}')).toMatchObject({ state: 'known', value: 'aval', unset: ['N'] });
    expect(expand('${A:-$U}')).toMatchObject({ state: 'known', value: 'aval' });
    expect(expand('${U:-x}')).toMatchObject({ state: 'unknown' });
    expect(expand('${D:+x}')).toMatchObject({ state: 'default', value: 'x' });
  });

  test('is no error where a variable may be set', () => {
    expect(expand('${U:?x}')).toMatchObject({ state: 'unknown' });
    expect(expandWord(wordOf('${V:?x}'), { get: () => ({ state: 'default', value: '' }) })).toMatchObject({
      state: 'default',
    });
  });

  test('takes the escape character of the file', () => {
    expect(expandWord(wordOf('`$A\\', '`'), env)).toMatchObject({ value: '$A\\' });
  });

  test('gives up on values that grow without end, and on costly patterns', () => {
    const long: Environment = { get: () => ({ state: 'known', value: 'a'.repeat(200_000) }) };
    expect(expandWord(wordOf('$A$A$A'), long)).toMatchObject({ state: 'unknown' });
    expect(expandWord(wordOf('${A//*b/c}'), long)).toMatchObject({ state: 'unknown' });
  });
});

test('expandToWords splits after expansion, and an operand drops what is before it', () => {
  const ports: Environment = { get: (name) => (name === 'L' ? { state: 'known', value: '80 81' } : undefined) };
  const split = (text: string) => expandToWords(wordOf(text), ports);
  expect(split('x$L')).toEqual({
    pieces: [
      { value: 'x80', state: 'known' },
      { value: '81', state: 'known' },
    ],
  });
  expect(split('"$L"')).toEqual({ pieces: [{ value: '80 81', state: 'known' }] });
  expect(split('1${N:-2}3')).toEqual({ pieces: [{ value: '23', state: 'known' }] });
});

describe('wordParts', () => {
  const describeParts = (text: string) =>
    wordParts(wordOf(text))?.map((part) => {
      const at = part.source.slice(part.span);
      return part.kind === 'literal' ? `${part.value} at ${at}` : `${part.name} ${part.operator ?? ''} at ${at}`;
    });

  test('keeps the order and place of every part', () => {
    expect(describeParts(`a"b\${X:-c}"'d'$Y`)).toEqual(['a at a', 'b at b', 'X :- at ${X:-c}', 'd at d', 'Y  at $Y']);
  });

  test('nests operands', () => {
    const [part] = wordParts(wordOf('${A:-x${B}}')) ?? [];
    expect(part).toMatchObject({ kind: 'variable', name: 'A', operand: [{ value: 'x' }, { name: 'B' }] });
  });

  test('is undefined for a word that can not be read', () => {
    expect(wordParts(wordOf('"a'))).toBeUndefined();
  });
});

test.each([
  ['a b', 'a b'],
  ['"a"\'b\'', 'ab'],
  [String.raw`a\ b`, 'a b'],
  ['$A', undefined],
  ['"a', undefined],
])('literalValue of %s', (text, value) => {
  expect(literalValue(wordOf(text))).toBe(value);
});

test.each([100_000])('%d nested operands and quotes are no problem', (depth) => {
  const word = wordOf(`${'${A:-'.repeat(depth)}x${'}'.repeat(depth)}`);
  expect(expandWord(word, { get: () => undefined })).toMatchObject({ value: 'x' });
  expect(expandWord(wordOf('${A:-"'.repeat(depth)), env)).toMatchObject({ state: 'error' });
  expect(wordParts(word)).toHaveLength(1);
});
