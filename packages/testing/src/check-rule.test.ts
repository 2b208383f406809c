import { describe, expect, test } from '@jest/globals';
import { dockerfileRule, type Rule } from '@plimsoll/core/rule';
import { checkRule, checkRuleNames } from './check-rule.ts';

const sound: Rule = dockerfileRule({
  id: 'dockerfile/no-thing',
  aliases: ['hadolint/DL0000'],
  since: '0.1.0',
  category: 'maintainability',
  severity: 'warning',
  presets: [],
  summary: 'Write no thing in `compose.yaml`.',
  why: 'Things are bad.',
  fixable: 'none',
  messages: { thing: 'There is a thing.' },
  examples: [{ title: 'A thing', bad: 'FROM thing' }],
  on: {},
});
const used = new Set(['thing']);

test('a sound rule has no complaint', () => {
  expect(checkRule(sound, used, '0.1.0')).toEqual([]);
});

describe('complaints', () => {
  const cases: readonly (readonly [string, Partial<Rule>, string])[] = [
    ['an id outside the form', { id: 'dockerfile/thing' }, 'the id is not'],
    ['an alias outside the form', { aliases: ['DL3020'] }, 'the alias DL3020 is not'],
    ['an alias that is there twice', { aliases: ['a/b', 'a/b'] }, 'is there twice'],
    ['two sentences', { summary: 'Do this. Do that.' }, 'not one sentence'],
    ['a summary without an end', { summary: 'Do this' }, 'not one sentence'],
    ['no reason', { why: ' ' }, 'why is empty'],
    ['a heading', { why: 'Because\n## Also' }, 'why has a heading'],
    ['a message that nobody shows', { messages: { thing: 'A.', other: 'B.' } }, 'shows the message other'],
    ['a message that is cut off', { messages: { thing: 'There is' } }, 'does not end like a sentence'],
    ['a cap on nothing', { atMost: { other: 'info' } }, 'atMost names the message other'],
    ['a style error', { category: 'style', severity: 'error' }, 'never of severity error'],
    [
      'security without sources',
      { category: 'security', sources: [], cwe: [250], securitySeverity: 5 },
      'names its sources',
    ],
    [
      'security without weaknesses',
      { category: 'security', sources: ['https://example.org'], cwe: [], securitySeverity: 5 },
      'names its weaknesses',
    ],
    [
      'security without a rank',
      { category: 'security', sources: ['https://example.org'], cwe: [250] },
      'has a securitySeverity',
    ],
    ['a rank without security', { securitySeverity: 5 }, 'only a security rule'],
    ['a later version', { since: '0.2.0' }, 'after this version'],
  ];
  test.each(cases)('%s', (_title, change, complaint) => {
    expect(checkRule({ ...sound, ...change }, used, '0.1.0')).toEqual([expect.stringContaining(complaint)]);
  });
});

test.each([
  ['an id twice', [sound, { ...sound }], 'is there twice'],
  ['an alias that is an id', [sound, { ...sound, id: 'dockerfile/no-b', aliases: [sound.id] }], 'is the id of a rule'],
  ['supersedes nobody', [{ ...sound, supersedes: ['dockerfile/no-c'] }], 'which is no rule'],
] as const)('%s', (_title, rules, complaint) => {
  expect(checkRuleNames(rules)).toEqual([expect.stringContaining(complaint)]);
});
