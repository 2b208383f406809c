import { describe, expect, test } from '@jest/globals';
import { parseArguments } from './arguments.ts';
import { renderHelp } from './help.ts';
import { optionTable } from './option-table.ts';

test.each([
  [['--format', 'json', 'a'], 'json', ['a']],
  [['--format=json', 'a', 'b'], 'json', ['a', 'b']],
  [['-f', 'json', '--', '--quiet'], 'json', ['--quiet']],
  [['--reporter', 'json', '-'], 'json', ['-']],
  [['--format', 'pretty', '--format', 'json'], 'json', []],
])('%j gives format %s and paths %j', (argv, format, paths) => {
  const args = parseArguments(argv);
  expect(args.value('format')).toBe(format);
  expect(args.paths).toEqual(paths);
});

test('a repeatable option keeps every value in order', () => {
  const args = parseArguments(['--rule', 'a/b:off', '--rule=c/d:info']);
  expect(args.values('rule')).toEqual(['a/b:off', 'c/d:info']);
});

test('a value may begin with a dash or hold an equals sign', () => {
  expect(parseArguments(['--files-from', '-']).value('files-from')).toBe('-');
  expect(parseArguments(['--ignore-pattern=a=b']).value('ignore-pattern')).toBe('a=b');
});

test('a count is a number', () => {
  expect(parseArguments(['--max-warnings', '12']).count('max-warnings')).toBe(12);
  expect(parseArguments([]).count('max-warnings')).toBeUndefined();
});

describe('what the user got wrong', () => {
  test.each([
    [['--fromat', 'json'], 'unknown option "--fromat", did you mean "--format"?'],
    [['--max-warn', '1'], 'unknown option "--max-warn", did you mean "--max-warnings"?'],
    [['--xyzzy'], 'unknown option "--xyzzy" (--help shows all)'],
    [['-x'], 'unknown option "-x" (--help shows all)'],
    [['--format', 'jsn'], 'unknown --format "jsn", did you mean "json"?'],
    [
      ['--format', 'xyzzy'],
      'unknown --format "xyzzy" (one of pretty, compact, json, jsonl, sarif, github, gitlab, checkstyle, junit, rdjson, markdown)',
    ],
    [['--fail-on', 'warnin'], 'unknown --fail-on "warnin", did you mean "warning"?'],
    [['--fail-on', 'warn'], 'unknown --fail-on "warn", did you mean "warning"?'],
    [['--quiet=yes'], '--quiet takes no value'],
    [['--root'], '--root needs a value: --root DIR'],
    [['--root='], '--root needs a value: --root DIR'],
    [['--max-warnings', '-1'], '--max-warnings takes a whole number, not "-1"'],
    [['--max-warnings', 'many'], '--max-warnings takes a whole number, not "many"'],
    [['--color', '--no-color'], '--color and --no-color exclude each other'],
    [['--all-rules', '--preset', 'strict'], '--all-rules and --preset exclude each other'],
    [['--stdin'], '--stdin needs --stdin-filename'],
    [['--stdin-filename', 'Dockerfile'], '--stdin-filename needs --stdin'],
    [['--stdin', '--stdin-filename', 'Dockerfile', 'x'], '--stdin and paths exclude each other'],
    [['--stdin', '--stdin-filename', 'Dockerfile', '--files-from', '-'], '--stdin and --files-from exclude each other'],
  ])('%j', (argv, message) => {
    expect(() => parseArguments(argv)).toThrow(message);
  });
});

test('every option named by another exists, and the help shows each once', () => {
  const names = new Set(optionTable.map(({ name }) => name));
  for (const { excludes = [], needs } of optionTable) {
    for (const other of needs === undefined ? excludes : [...excludes, needs]) expect(names).toContain(other);
  }
  const help = renderHelp();
  for (const { name } of optionTable)
    expect(help.match(new RegExp(`^  (-., |    )--${name}(?= |$)`, 'gm'))).toHaveLength(1);
  for (const line of help.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
});
