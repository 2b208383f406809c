import { describe, expect, test } from '@jest/globals';
import { DerivedText } from '../text/derived-text.ts';
import { SourceText } from '../text/source-text.ts';
import type { ShellWord, SimpleCommandNode } from './nodes.ts';
import { parseShell, type ShellScript } from './parse-shell.ts';

const scriptOf = (text: string, dialect: Parameters<typeof parseShell>[1] = 'sh'): ShellScript =>
  parseShell(DerivedText.verbatim(new SourceText(text, 'Dockerfile'), { start: 0, end: text.length }), dialect);

function firstCommand(text: string): SimpleCommandNode {
  const { parsed } = scriptOf(text);
  const node = parsed.state === 'parsed' ? parsed.tree.list.statements[0]?.pipelines[0]?.commands[0] : undefined;
  if (node?.kind !== 'Simple') throw new Error(`no simple command in ${text}`);
  return node;
}

const argument = (text: string): ShellWord | undefined => firstCommand(text).words[1];

describe('parseShell', () => {
  test.each([
    ['a b', 'b'],
    ["a 'b c'", 'b c'],
    ['a "b c"', 'b c'],
    ['a b\\ c', 'b c'],
    ['a "b\\"c\\d"', 'b"c\\d'],
    ["a $'b\\tc'", 'b\tc'],
    ['a b\'c\'"d"', 'bcd'],
    ['a ""', ''],
    ['a b\\\nc', 'bc'],
    ['a /var/lib/apt/lists/*', '/var/lib/apt/lists/*'],
    ['a ~/.cache', '~/.cache'],
    ['export A=b', 'A=b'],
    ['export A="b c"', 'A=b c'],
    ['a $b', undefined],
    ['a "x$b"', undefined],
    ['a `b`', undefined],
    ['a {b,c}', undefined],
    ['a $((1+1))', undefined],
    ['export A=$b', undefined],
    ['declare A=(b c)', undefined],
  ])('%j has the literal %j', (text, literal) => {
    expect(argument(text)?.literal).toBe(literal);
  });

  test.each([
    ['a ${b:-"c"}', 'Variable'],
    ['a "$b"', 'DoubleQuoted'],
    ['a <(b)', 'Substitution'],
    ['a $((b))', 'ArithmeticExpansion'],
    ['a {b,c}', 'Brace'],
    ['a *', 'Glob'],
    ["a $'b'", 'AnsiQuoted'],
  ])('%j has a part of kind %s', (text, kind) => {
    expect(argument(text)?.parts.map((part) => part.kind)).toEqual([kind]);
  });

  test('an assignment as an argument shows its expansions', () => {
    expect(argument('export A=x$b"$(c)"')?.parts.map((part) => part.kind)).toEqual([
      'Literal',
      'Literal',
      'Variable',
      'DoubleQuoted',
    ]);
  });

  test('places inside escaped backquotes are those of the script', () => {
    const text = 'echo `a \\`b "\\$c"\\` d`';
    const part = argument(text)?.parts[0];
    const outer = part?.kind === 'Substitution' ? part.list.statements[0]?.pipelines[0]?.commands[0] : undefined;
    const words = outer?.kind === 'Simple' ? outer.words : [];
    expect(words.map(({ start, end }) => text.slice(start, end))).toEqual(['a', '\\`b "\\$c"\\`', 'd']);
    const inner = words[1]?.parts[0];
    const nested = inner?.kind === 'Substitution' ? inner.list.statements[0]?.pipelines[0]?.commands[0] : undefined;
    const nestedWords = nested?.kind === 'Simple' ? nested.words : [];
    expect(nestedWords.map(({ start, end }) => text.slice(start, end))).toEqual(['b', '"\\$c"']);
  });

  test('equal texts share a tree, whatever their dialect and file', () => {
    const [one, two] = [scriptOf('a && b', 'sh').parsed, scriptOf('a && b', 'bash').parsed];
    expect(one).toBe(two);
  });

  test.each(['powershell', 'cmd', 'other'] as const)('%s is opaque', (dialect) => {
    expect(scriptOf('a', dialect).parsed).toEqual({ state: 'opaque' });
  });

  test('a syntax error keeps what is around it', () => {
    const { parsed } = scriptOf('a; if b; then c');
    if (parsed.state !== 'parsed') throw new Error(parsed.state);
    expect(parsed.tree.problems.length).toBeGreaterThan(0);
    expect(parsed.tree.list.statements).toHaveLength(2);
  });
});

describe('hostile scripts', () => {
  const nested = (open: string, close: string, depth: number): string => `${open.repeat(depth)}b${close.repeat(depth)}`;

  test.each([
    ['$( )', '$(', ')'],
    ['quoted $( )', '"$(', ')"'],
    ['( )', '(', ')'],
    ['{ }', '{ ', '; }'],
    ['if', 'if c; then ', '; fi'],
    ['${:-}', '${b:-', '}'],
    ['$(( ))', '$((', '))'],
    ['quoted ${:-}', '"${b:-', '}"'],
    ['<( )', '<(', ')'],
  ])('%s nested 100,000 deep is given up, 50 deep is read', (_name, open, close) => {
    expect(scriptOf(nested(open, close, 50)).parsed.state).toBe('parsed');
    expect(scriptOf(nested(open, close, 1000)).parsed.state).toBe('unparsed');
    expect(scriptOf(nested(open, close, 100_000)).parsed.state).toBe('unparsed');
  });

  test.each([
    ['function heads', 'f() '.repeat(100_000)],
    ['heredocs on one line', `cat ${'<<A '.repeat(100_000)}`],
    ['case items', `${'case a in b) '.repeat(100_000)}`],
  ])('%s beyond the bounds are given up', (_name, text) => {
    expect(scriptOf(text).parsed.state).toBe('unparsed');
  });

  test.each([
    ['quotes', '"'.repeat(100_001)],
    ['backquotes', '`'.repeat(100_001)],
    ['dollars', '$'.repeat(100_000)],
    ['braces', 'a {'.repeat(30_000)],
    ['brackets', 'a ['.repeat(30_000)],
    ['NUL and controls', 'a \u0000 \u0007\u001b[0m && \ud800 b'],
    ['nothing', ''],
  ])('%s are read', (_name, text) => {
    expect(scriptOf(text).parsed.state).toBe('parsed');
  });

  test('here-strings are no heredocs', () => {
    expect(scriptOf('a <<< b; '.repeat(3000)).parsed.state).toBe('parsed');
  });

  test('the cache lets old trees go', () => {
    const first = scriptOf('echo first').parsed;
    for (let index = 0; index < 2100; index++) scriptOf(`echo ${index}`);
    expect(scriptOf('echo first').parsed).not.toBe(first);
    expect(scriptOf('echo first').parsed).toEqual(first);
  });
});
