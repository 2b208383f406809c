import { describe, expect, test } from '@jest/globals';
import { dockerfileRule, option, type Rule, remove } from '@plimsoll/core/rule';
import { checkFixture } from './check-fixture.ts';
import type { FixtureFile, RuleFixture } from './fixture-files.ts';

const noUser: Rule = dockerfileRule({
  id: 'dockerfile/no-user',
  since: '0.1.0',
  category: 'maintainability',
  severity: 'warning',
  presets: [],
  summary: 'Write no USER.',
  why: 'A toy.',
  fixable: 'safe',
  fixTitle: 'Remove it',
  options: { allow: option.strings({ default: [], summary: 'Users that may be.' }) },
  messages: { user: 'There is the user {name}.' },
  examples: [{ title: 'A user', bad: 'FROM a\nUSER b', good: 'FROM a\n' }],
  on: {
    User({ value }, { options, report }) {
      if (!value || options.allow.includes(value.text)) return;
      report({ at: value, message: 'user', data: { name: value.text }, fix: () => [remove(value)] });
    },
  },
});

function file(path: string, raw: string): FixtureFile {
  return { place: `fixtures/${path}`, path, raw, fixed: undefined, fixedPlace: '' };
}

function fixture(...files: readonly FixtureFile[]): RuleFixture {
  return { name: 'toy', rule: noUser.id, isProject: files.length > 1, files };
}

const differencesIn = (...files: readonly FixtureFile[]): readonly string[] =>
  checkFixture(fixture(...files), noUser, 'lf').differences;

describe('checkFixture', () => {
  test.each(['lf', 'crlf'] as const)('finds nothing to say where all is as expected (%s)', (ends) => {
    const outcome = checkFixture(
      fixture(file('Dockerfile', 'FROM a\n# expect dockerfile/no-user:user "root"\nUSER root\n')),
      noUser,
      ends,
    );
    expect(outcome.differences).toEqual([]);
    expect(outcome.messages).toEqual(new Set(['user']));
    expect(outcome.fixed.get('Dockerfile')).toBe(ends === 'lf' ? 'FROM a\nUSER \n' : 'FROM a\r\nUSER \r\n');
  });

  test('names what is missing, by its line in the text', () => {
    expect(differencesIn(file('Dockerfile', 'FROM a\n# expect dockerfile/no-user "a"\nRUN a\n'))).toEqual([
      'fixtures/Dockerfile:2 missing: # expect dockerfile/no-user "a"',
    ]);
  });

  test('shows what is too much, as a marker', () => {
    expect(differencesIn(file('Dockerfile', 'FROM a\nUSER root\n'))).toEqual([
      'fixtures/Dockerfile:2 extra: # expect dockerfile/no-user:user "root"\n    There is the user root.',
    ]);
  });

  test.each([
    ['another message', '# expect dockerfile/no-user:other "root"'],
    ['other characters', '# expect dockerfile/no-user:user "roo"'],
    ['another rule', '# expect dockerfile/no-other "root"'],
  ])('%s is not the finding', (_title, marker) => {
    expect(differencesIn(file('Dockerfile', `FROM a\n${marker}\nUSER root\n`)).length).toBeGreaterThan(1);
  });

  test('one marker stands for one finding', () => {
    const marker = '# expect dockerfile/no-user "root"';
    expect(differencesIn(file('Dockerfile', `FROM a\n${marker}\n${marker}\nUSER root\n`))).toHaveLength(1);
  });

  test('options and path come from the head', () => {
    const head = '# options dockerfile/no-user {"allow": ["root"]}\n# path sub/Dockerfile\n';
    expect(differencesIn(file('Dockerfile', `${head}FROM a\nUSER root\n`))).toEqual([]);
  });

  test('a folder is a project: each file has its own markers', () => {
    const web = file('web/Dockerfile', 'FROM a\n# expect dockerfile/no-user "b"\nUSER b\n');
    expect(differencesIn(web, file('db/Dockerfile', 'FROM a\nUSER c\n'), file('notes.txt', 'USER d\n'))).toEqual([
      expect.stringMatching(/^fixtures\/db\/Dockerfile:2 extra/),
    ]);
  });

  test('a marker that can not be read names its file', () => {
    expect(() => differencesIn(file('Dockerfile', '# expect dockerfile/no-user root\nFROM a\n'))).toThrow(
      'fixtures/Dockerfile',
    );
  });

  test('a rule that throws throws', () => {
    const broken: Rule = { ...noUser, on: { User: () => fail() } };
    expect(() => checkFixture(fixture(file('Dockerfile', 'FROM a\nUSER b\n')), broken, 'lf')).toThrow('broken here');
  });
});

function fail(): never {
  throw new Error('broken here');
}
