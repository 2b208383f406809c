import { describe, expect, test } from '@jest/globals';
import { dockerfileRule } from './define-rule.ts';
import { fillMessage } from './messages.ts';
import { option } from './options.ts';
import { ruleApiVersion } from './rule-types.ts';

test.each([
  ['no holes', 'Text.', { a: 'x' }, 'Text.'],
  ['holes', '{a} and {b}.', { a: 'x', b: 2 }, 'x and 2.'],
  ['a hole twice', '{a}{a}', { a: 'x' }, 'xx'],
  ['a hole without data stays', '{a} {b}', { a: 'x' }, 'x {b}'],
  ['no data', '{a}', undefined, '{a}'],
  ['data with braces is not filled again', '{a}', { a: '{b}', b: 'x' }, '{b}'],
  ['an open brace at the end', 'a {', { a: 'x' }, 'a {'],
])('fillMessage: %s', (_, template, data, filled) => {
  expect(fillMessage(template, data)).toBe(filled);
});

describe('a rule', () => {
  const rule = dockerfileRule({
    id: 'dockerfile/no-toy',
    since: '0.1.0',
    category: 'style',
    severity: 'info',
    presets: ['strict'],
    summary: 'No toys.',
    why: 'They break.',
    fixable: 'none',
    options: {
      words: option.strings({ default: [], summary: 'Words.' }),
      most: option.integer({ default: 3, summary: 'Most.' }),
      on: option.boolean({ default: false, summary: 'On.' }),
      name: option.string({ default: '', summary: 'Name.' }),
      mode: option.oneOf(['a', 'b'], { default: 'a', summary: 'Mode.' }),
    },
    messages: { toy: 'A toy.' },
    examples: [{ title: 'A toy', bad: 'FROM toy' }],
    on: { From: () => {} },
  });

  test('is plain data with its version, and what was left out has a value', () => {
    const { on, options, ...data } = rule;
    expect(JSON.parse(JSON.stringify(data))).toEqual({
      apiVersion: ruleApiVersion,
      language: 'dockerfile',
      id: 'dockerfile/no-toy',
      aliases: [],
      since: '0.1.0',
      category: 'style',
      severity: 'info',
      presets: ['strict'],
      edition: 2026,
      docs: undefined,
      atMost: {},
      supersedes: [],
      summary: 'No toys.',
      why: 'They break.',
      sources: [],
      cwe: [],
      owasp: [],
      aboutMissing: false,
      fixable: 'none',
      messages: { toy: 'A toy.' },
      examples: [{ title: 'A toy', bad: 'FROM toy' }],
    });
    expect(Object.keys(on)).toEqual(['From']);
    expect(Object.values(options).map(({ schema }) => schema)).toEqual([
      { type: 'array', items: { type: 'string' } },
      { type: 'integer' },
      { type: 'boolean' },
      { type: 'string' },
      { enum: ['a', 'b'] },
    ]);
  });
});
