import { describe, expect, test } from '@jest/globals';
import { dockerfileRule, type Rule, replace } from '@plimsoll/core/rule';
import { checkExample, dedent, exampleFiles } from './check-examples.ts';

type Example = Rule['examples'][number];

/** Wants USER app; `fixed` is what its fix writes. */
function toy(id: `dockerfile/no-${string}`, fixed: string, change: Partial<Rule> = {}): Rule {
  const rule = dockerfileRule({
    id,
    since: '0.1.0',
    category: 'maintainability',
    severity: 'warning',
    presets: [],
    summary: 'Write USER app.',
    why: 'A toy.',
    fixable: 'safe',
    fixTitle: 'Write app',
    messages: { user: 'There is {name}.' },
    examples: [{ title: 'A user', bad: 'FROM a\nUSER b', good: 'FROM a\nUSER app' }],
    on: {
      User({ value }, { report }) {
        if (!value || value.text === 'app') return;
        report({ at: value, message: 'user', data: { name: value.text }, fix: () => [replace(value, fixed)] });
      },
    },
  });
  return { ...rule, ...change };
}

const sound = toy('dockerfile/no-user', 'app');

function complaintsOf(rule: Rule, example: Example, others: readonly Rule[] = []): readonly string[] {
  return checkExample(rule, example, [rule, ...others]).complaints;
}

const both: Example = { title: 'A user', bad: 'FROM a\nUSER b', good: 'FROM a\nUSER app' };

describe('checkExample', () => {
  test('a sound example', () => {
    const outcome = checkExample(sound, both, [sound]);
    expect(outcome).toEqual({ complaints: [], messages: new Set(['user']) });
  });

  const cases: readonly (readonly [string, Rule, Example, string])[] = [
    ['bad without a finding', sound, { title: 'x', bad: 'FROM a\nUSER app' }, 'bad has no finding'],
    ['good with a finding', sound, { title: 'x', good: 'FROM a\nUSER b' }, 'good has findings'],
    ['a fix that gives something else', toy('dockerfile/no-user', 'other'), both, 'fixing bad gives not good'],
    ['a fix that never ends', toy('dockerfile/no-user', 'other'), both, 'still something to fix'],
    [
      'a hole without data',
      toy('dockerfile/no-user', 'app', { messages: { user: 'There is {who}.' } }),
      both,
      'the hole {who}',
    ],
  ];
  test.each(cases)('%s', (_title, rule, example, complaint) => {
    expect(complaintsOf(rule, example)).toEqual(expect.arrayContaining([expect.stringContaining(complaint)]));
  });

  test('an example must not break another rule about what the build refuses', () => {
    const other = toy('dockerfile/no-other', 'app', { category: 'correctness', severity: 'error' });
    expect(complaintsOf(sound, both, [other])[0]).toContain('another rule has findings: dockerfile/no-other:user');
    expect(complaintsOf(sound, both, [{ ...other, severity: 'warning' }])).toEqual([]);
  });

  test('of several files the finding is in the first', () => {
    const files = { Dockerfile: 'FROM a\nUSER app', 'web.Dockerfile': 'FROM a\nUSER b' };
    expect(complaintsOf(sound, { title: 'x', bad: files })[0]).toContain('no finding in its first file');
  });
});

test('examples lose the indentation of the code around them', () => {
  expect(dedent('\n      a\n        b\n\n      c\n    ')).toBe('a\n  b\n\nc\n');
});

test('an example without a name is a file of its language', () => {
  expect(exampleFiles(sound, 'FROM a')).toEqual([{ path: 'Dockerfile', text: 'FROM a\n' }]);
  expect(exampleFiles({ ...sound, language: 'compose' }, 'a: b')).toEqual([{ path: 'compose.yaml', text: 'a: b\n' }]);
});
