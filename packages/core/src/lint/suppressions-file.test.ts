import { describe, expect, test } from '@jest/globals';
import { createLinter } from '../config/create-linter.ts';
import { createProject } from '../project/project.ts';
import { dockerfileRule } from '../rule/define-rule.ts';
import type { LintResult } from './findings.ts';
import {
  type AcceptedFindings,
  acceptAll,
  applySuppressionsFile,
  formatSuppressionsFile,
  parseSuppressionsFile,
  pruneAccepted,
} from './suppressions-file.ts';

const rules = [
  dockerfileRule({
    id: 'dockerfile/no-run',
    since: '0.1.0',
    category: 'style',
    severity: 'warning',
    presets: ['recommended'],
    summary: 'Toy.',
    why: 'Toy.',
    fixable: 'none',
    messages: { toy: 'Toy.' },
    examples: [{ title: 'Toy', bad: 'Toy' }],
    on: { Run: (run, { report }) => report({ at: run, message: 'toy' }) },
  }),
];

function lint(files: Readonly<Record<string, string>>, on = true): LintResult {
  const linter = createLinter({ rules, settings: { 'dockerfile/no-run': on ? 'warning' : 'off' } });
  const named = Object.entries(files).map(([path, text]) => ({ path, text, kind: 'dockerfile' as const }));
  return linter.lintProject(createProject({ files: named }));
}

const nothing: AcceptedFindings = new Map();
const lines = ({ files }: LintResult): readonly number[] =>
  files.flatMap(({ findings }) => findings.map(({ start }) => start.line));
const judge = (result: LintResult) => ({
  isJudged: (path: string, rule: string) =>
    result.files.find((file) => file.path === path)?.rulesRun?.has(rule) ?? false,
});

describe('accepting', () => {
  const old = lint({ a: 'FROM x\nRUN 1\nRUN 1\n' });
  const accepted = acceptAll(old, nothing);

  test.each<[string, string, number[], number]>([
    ['what was there is silent', 'FROM x\nRUN 1\nRUN 1\n', [], 2],
    ['wherever it went', '\n\nFROM x\nUSER y\nRUN   1\nRUN 1\n', [], 2],
    ['something new is told', 'FROM x\nRUN 2\nRUN 1\nRUN 1\n', [2], 2],
    ['the same once more too', 'FROM x\nRUN 1\nRUN 1\nRUN 1\n', [4], 2],
    ['a comment keeps what it silences', 'FROM x\n# plimsoll-disable-file dockerfile/no-run\nRUN 1\nRUN 3\n', [], 2],
  ])('%s', (_, text, found, suppressed) => {
    const result = applySuppressionsFile(lint({ a: text }), accepted);
    expect(lines(result)).toEqual(found);
    expect(result.summary).toMatchObject({ suppressed, warnings: found.length });
  });

  test('another file is not meant', () => {
    expect(lines(applySuppressionsFile(lint({ b: 'FROM x\nRUN 1\n' }), accepted))).toEqual([2]);
  });

  test('says that the file silences it, and keeps the order', () => {
    const text = 'FROM x\nRUN 1\n# plimsoll-disable-next-line dockerfile/no-run -- why\nRUN 2\nRUN 1\n';
    const [file] = applySuppressionsFile(lint({ a: text }), accepted).files;
    expect(file?.suppressed.map(({ start, suppression }) => [start.line, suppression])).toEqual([
      [2, { kind: 'file', reason: undefined, line: undefined }],
      [4, { kind: 'comment', reason: 'why', line: 3 }],
      [5, { kind: 'file', reason: undefined, line: undefined }],
    ]);
  });

  test('twice is as once, and leaves out what a comment silences', () => {
    expect(acceptAll(old, accepted)).toEqual(accepted);
    expect(acceptAll(applySuppressionsFile(old, accepted), nothing)).toEqual(accepted);
    expect(acceptAll(lint({ a: 'FROM x\n# plimsoll-disable-file dockerfile/no-run\nRUN 1\n' }), nothing).size).toBe(0);
  });
});

describe('pruning', () => {
  const accepted = acceptAll(lint({ a: 'FROM x\nRUN 1\nRUN 2\n', b: 'FROM x\nRUN 1\n' }), nothing);

  test.each<[string, LintResult, number, number, string[]]>([
    ['nothing if all is there', lint({ a: 'FROM x\nRUN 1\nRUN 2\n', b: 'FROM x\nRUN 1\n' }), 0, 0, ['a', 'b']],
    ['what is gone', lint({ a: 'FROM x\nRUN 2\n', b: 'FROM x\n' }), 2, 2, ['a']],
    ['nothing of a file that was not linted', lint({ a: 'FROM x\nRUN 1\nRUN 2\n' }), 0, 0, ['a', 'b']],
    ['nothing of a rule that is off', lint({ a: 'FROM x\n', b: 'FROM x\n' }, false), 0, 0, ['a', 'b']],
  ])('%s', (_, result, findings, files, kept) => {
    for (const seen of [result, applySuppressionsFile(result, accepted)]) {
      const pruned = pruneAccepted(seen, accepted, judge(seen));
      expect(pruned.stale).toEqual({ findings, files });
      expect([...pruned.kept.keys()]).toEqual(kept);
    }
  });
});

describe('the file', () => {
  test('is sorted, and reads as it was written', () => {
    const one = new Map([
      ['b', new Map([['r', new Map([['2', 1]])]])],
      [
        '__proto__',
        new Map([
          ['z', new Map([['2', 1]])],
          [
            'r',
            new Map([
              ['f', 2],
              ['e', 1],
            ]),
          ],
        ]),
      ],
    ]);
    const text = formatSuppressionsFile(one);
    expect(JSON.parse(text).version).toBe(1);
    expect(text.indexOf('"__proto__"')).toBeLessThan(text.indexOf('"b"'));
    expect(text.indexOf('"e"')).toBeLessThan(text.indexOf('"f"'));
    expect(parseSuppressionsFile(text)).toEqual(one);
    expect(formatSuppressionsFile(parseSuppressionsFile(`\ufeff${text}`))).toBe(text);
  });

  test.each<[string, string]>([
    ['{', 'it is not JSON'],
    ['[]', 'it must be an object with "version" and "files"'],
    ['{"version":1}', 'it must be an object with "version" and "files"'],
    ['{"version":2,"files":{}}', 'its "version" must be 1'],
    ['{"version":1,"files":{"a":[]}}', '"a" must be an object'],
    ['{"version":1,"files":{"a":{"r":{"f":0}}}}', '"f" must be a whole number from 1 on'],
    ['{"version":1,"files":{"a":{"r":{"f":"1"}}}}', '"f" must be a whole number from 1 on'],
  ])('%s is refused', (text, message) => {
    expect(() => parseSuppressionsFile(text)).toThrow(message);
  });
});
