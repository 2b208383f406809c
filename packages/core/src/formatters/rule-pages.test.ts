import { describe, expect, test } from '@jest/globals';
import { composeRule, dockerfileRule } from '../rule/define-rule.ts';
import { option } from '../rule/options.ts';
import { explainRule } from './explain-rule.ts';
import { formatNames } from './format-names.ts';
import { formatters } from './formatter-table.ts';
import { listRules, listRulesJson } from './list-rules.ts';

const full = dockerfileRule({
  id: 'dockerfile/no-toy',
  aliases: ['other/T1', 'another/T2'],
  since: '0.1.0',
  category: 'style',
  severity: 'warning',
  presets: ['recommended'],
  summary: 'No toys.',
  why: `
    They break, and then
    somebody cries.

    Twice.
  `,
  sources: ['https://x.org/toys'],
  fixable: 'safe',
  fixTitle: 'Put it away',
  options: { allow: option.strings({ default: ['lego'], summary: 'Toys that may stay.' }) },
  messages: { toy: 'A toy.' },
  examples: [
    {
      title: 'A toy',
      bad: `
        FROM toy

        RUN play
      `,
      good: `
        FROM work
      `,
    },
  ],
  on: {},
});

const small = composeRule({
  id: 'compose/require-x',
  since: '0.1.0',
  category: 'style',
  severity: 'info',
  presets: [],
  summary: 'Have x, which is a good thing to have in every file that there is.',
  why: 'Why not.',
  fixable: 'none',
  messages: { none: 'No x.' },
  examples: [{ title: 'None', bad: { 'compose.yaml': 'a: 1', Dockerfile: 'FROM x' } }],
  on: {},
});

const page = (...lines: string[]): string => `${lines.join('\n')}\n`;

describe('the page of a rule', () => {
  test('with everything', () => {
    expect(explainRule(full, { width: 60 })).toBe(
      page(
        'dockerfile/no-toy',
        'No toys.',
        '',
        'Severity: warning',
        'Category: style',
        'Presets: recommended',
        'Fix: safe',
        'Since: 0.1.0',
        '',
        'Why',
        '  They break, and then somebody cries.',
        '',
        '  Twice.',
        '',
        'Options',
        '  allow: Toys that may stay. Default: ["lego"].',
        '',
        'Example: A toy',
        '  bad:',
        '    FROM toy',
        '',
        '    RUN play',
        '  good:',
        '    FROM work',
        '',
        'Also known as',
        '  other/T1, another/T2',
        '',
        'Sources',
        '  https://x.org/toys',
        '',
        'Documentation',
        '  https://github.com/plimsoll-lint/plimsoll/blob/main/docs/rules/dockerfile/no-toy.md',
      ),
    );
  });

  test('with little, and an example of several files', () => {
    const text = explainRule(small);
    expect(text).toContain('Presets: none; turn it on by its id\nFix: none\n');
    expect(text).toContain('Example: None\n  bad, compose.yaml:\n    a: 1\n  bad, Dockerfile:\n    FROM x\n');
    for (const title of ['Options', 'Also known as', 'Sources']) expect(text).not.toContain(title);
  });
});

describe('the list of rules', () => {
  test('as a table', () => {
    expect(listRules([full, small], { width: 60 })).toBe(
      page(
        'dockerfile/no-toy  warning  recommended  fix: safe',
        '  No toys.',
        'compose/require-x  info',
        '  Have x, which is a good thing to have in every file that',
        '  there is.',
        '',
        '2 rules. plimsoll --explain RULE shows the page of one.',
      ),
    );
  });

  test('as JSON', () => {
    const list = JSON.parse(listRulesJson([full, small], { tool: { name: 'plimsoll', version: '1.2.3' } }));
    expect(list.version).toBe(1);
    expect(list.tool).toEqual({ name: 'plimsoll', version: '1.2.3' });
    expect(list.rules.map((rule: { id: string }) => rule.id)).toEqual(['dockerfile/no-toy', 'compose/require-x']);
    expect(list.rules[0].options.allow).toEqual({
      schema: { type: 'array', items: { type: 'string' } },
      default: ['lego'],
      summary: 'Toys that may stay.',
    });
  });
});

test('every format is in the list of names, the default first', () => {
  expect(formatNames).toEqual(Object.keys(formatters));
  expect(formatNames[0]).toBe('pretty');
});
