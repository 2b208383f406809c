import { describe, expect, test } from '@jest/globals';
import { dockerfileRule } from '../rule/define-rule.ts';
import { option } from '../rule/options.ts';
import type { PresetName, Rule } from '../rule/rule-types.ts';
import { ConfigError } from './config-error.ts';
import type { LintConfig } from './config-shape.ts';
import { createLinter, lintText } from './create-linter.ts';
import { presetChoices } from './presets.ts';
import { resolveConfig } from './resolve-config.ts';

function toy(id: `dockerfile/no-${string}`, aliases: readonly `${string}/${string}`[], presets: readonly PresetName[]) {
  return dockerfileRule({
    id,
    aliases,
    since: '0.1.0',
    category: 'style',
    severity: 'warning',
    presets,
    summary: 'Toy.',
    why: 'Toy.',
    fixable: 'none',
    options: {
      allow: option.strings({ default: ['x'], summary: 'Allowed.' }),
      most: option.integer({ default: 3, summary: 'Most.' }),
      deep: option.boolean({ default: false, summary: 'Deep.' }),
      mark: option.string({ default: '', summary: 'Mark.' }),
      tags: option.record({ default: {}, summary: 'Tags.' }),
      kinds: option.someOf(['a', 'b'], { default: [], summary: 'Kinds.' }),
      mode: option.oneOf(['strict', 'loose'], { default: 'loose', summary: 'Mode.' }),
    },
    messages: { toy: 'Allowed is {allow}.' },
    examples: [{ title: 'Toy', bad: 'Toy' }],
    on: {
      From(from, { report, options }) {
        report({ at: from, message: 'toy', data: { allow: options.allow.join() } });
      },
    },
  });
}

const first = toy('dockerfile/no-first', ['tool/T1', 'tool/both'], ['recommended']);
const second = toy('dockerfile/no-second', ['tool/both', 'Tool/BOTH'], ['strict']);
const third = toy('dockerfile/no-third', [], []);
const rules: readonly Rule[] = [first, second, third];

const active = (config: Omit<LintConfig, 'rules'>): readonly string[] =>
  resolveConfig({ rules, ...config }).active.map(({ rule, severity }) => `${rule.id.slice(14)}:${severity}`);

describe('which rules are on', () => {
  test.each<[string, Omit<LintConfig, 'rules'>, string[]]>([
    ['recommended by default', {}, ['first:warning']],
    ['strict has recommended inside', { preset: 'strict' }, ['first:warning', 'second:warning']],
    ['several presets', { preset: ['none', 'plimsoll/strict' as 'strict'] }, ['first:warning', 'second:warning']],
    [
      'an override without a file',
      { overrides: [{ files: '*', settings: { 'dockerfile/no-first': 'off' } }] },
      ['first:warning'],
    ],
    ['all', { preset: 'all' }, ['first:warning', 'second:warning', 'third:warning']],
    ['none', { preset: 'none' }, []],
    [
      'a setting over the preset',
      { settings: { 'dockerfile/no-first': 'off', 'dockerfile/no-third': 'info' } },
      ['third:info'],
    ],
    ['an alias', { settings: { 'tool/T1': 'error' } }, ['first:error']],
    ['a name in any case', { settings: { 'TOOL/t1': 'error' } }, ['first:error']],
    ['an alias of several rules', { settings: { 'tool/both': 'error' } }, ['first:error', 'second:error']],
    [
      'the last of several settings',
      { settings: { 'tool/both': 'error', 'dockerfile/no-first': 'info' } },
      ['first:info', 'second:error'],
    ],
    [
      'a severity with options',
      { settings: { 'dockerfile/no-third': ['info', { most: 5 }] } },
      ['first:warning', 'third:info'],
    ],
  ])('%s', (_, config, expected) => {
    expect(active(config)).toEqual(expected);
  });

  test('options have their defaults, and what is set', () => {
    const { active: found } = resolveConfig({ rules, settings: { 'tool/T1': ['error', { most: 5, mode: 'strict' }] } });
    expect(found[0]?.options).toEqual({
      allow: ['x'],
      most: 5,
      deep: false,
      mark: '',
      mode: 'strict',
      tags: {},
      kinds: [],
    });
  });

  test('rules see their options', () => {
    const config = { rules, settings: { 'dockerfile/no-first': ['error', { allow: ['a', 'b'] }] } } as const;
    const { files } = lintText('FROM x\n', { path: 'Dockerfile', ...config });
    expect(files[0]?.findings.map(({ message }) => message)).toEqual(['Allowed is a,b.']);
  });
});

/** What a caller without types may write. */
const untyped = (config: unknown): LintConfig => Object.assign({ rules }, config);

describe('what is refused', () => {
  test.each<[string, unknown, string]>([
    [
      'an unknown rule',
      { settings: { 'dockerfile/no-frist': 'off' } },
      'unknown rule "dockerfile/no-frist", did you mean "dockerfile/no-first"?',
    ],
    [
      'a rule without its kind',
      { settings: { 'no-first': 'off' } },
      'unknown rule "no-first", did you mean "dockerfile/no-first"?',
    ],
    [
      'a misspelt rule without its kind',
      { settings: { 'no-frist': 'off' } },
      'unknown rule "no-frist", did you mean "dockerfile/no-first"?',
    ],
    ['a misspelt alias', { settings: { 'tool/T2': 'off' } }, 'unknown rule "tool/T2", did you mean "tool/T1"?'],
    ['a rule like no other', { settings: { xyz: 'off' } }, 'unknown rule "xyz" (--list-rules shows all)'],
    [
      'a rule called like a part of objects',
      { settings: { constructor: 'off' } },
      'unknown rule "constructor" (--list-rules shows all)',
    ],
    ['an unknown preset', { preset: 'recomended' }, 'unknown preset "recomended", did you mean "recommended"?'],
    ['a preset like no other', { preset: 'x' }, `unknown preset "x" (one of ${presetChoices.join(', ')})`],
    [
      'an unknown severity',
      { settings: { 'dockerfile/no-first': 'warn' } },
      'unknown severity "warn" for dockerfile/no-first (off, info, warning, error)',
    ],
    [
      'an unknown option',
      { settings: { 'dockerfile/no-first': ['error', { alow: [] }] } },
      'unknown option "alow" of dockerfile/no-first, did you mean "allow"?',
    ],
    [
      'an option called like a part of objects',
      { settings: { 'dockerfile/no-first': ['error', { constructor: 1 }] } },
      'unknown option "constructor" of dockerfile/no-first (one of allow, most, deep, mark, tags, kinds, mode)',
    ],
    [
      'no list',
      { settings: { 'dockerfile/no-first': ['error', { allow: 'x' }] } },
      'option "allow" of dockerfile/no-first must be a list of strings',
    ],
    [
      'a list of other things',
      { settings: { 'dockerfile/no-first': ['error', { allow: [1] }] } },
      'option "allow" of dockerfile/no-first must be a list of strings',
    ],
    [
      'no whole number',
      { settings: { 'dockerfile/no-first': ['error', { most: 1.5 }] } },
      'option "most" of dockerfile/no-first must be a whole number',
    ],
    [
      'no truth value',
      { settings: { 'dockerfile/no-first': ['error', { deep: 'yes' }] } },
      'option "deep" of dockerfile/no-first must be true or false',
    ],
    [
      'no text',
      { settings: { 'dockerfile/no-first': ['error', { mark: 1 }] } },
      'option "mark" of dockerfile/no-first must be a text',
    ],
    [
      'no record',
      { settings: { 'dockerfile/no-first': ['error', { tags: ['x'] }] } },
      'option "tags" of dockerfile/no-first must give each name a text',
    ],
    [
      'a record of other things',
      { settings: { 'dockerfile/no-first': ['error', { tags: { x: 1 } }] } },
      'option "tags" of dockerfile/no-first must give each name a text',
    ],
    [
      'a list of other words',
      { settings: { 'dockerfile/no-first': ['error', { kinds: ['a', 'c'] }] } },
      'option "kinds" of dockerfile/no-first must be a list of any of a, b',
    ],
    [
      'another word',
      { settings: { 'dockerfile/no-first': ['error', { mode: 'x' }] } },
      'option "mode" of dockerfile/no-first must be one of strict, loose',
    ],
    [
      'a rule of another API version',
      { rules: [{ ...first, apiVersion: 2 }] },
      'the rule dockerfile/no-first is written for rule API 2, and this version of Plimsoll has 1',
    ],
    ['two rules with one id', { rules: [first, first] }, 'there are two rules with the id dockerfile/no-first'],
  ])('%s', (_, config, message) => {
    expect(() => createLinter(untyped(config))).toThrow(new ConfigError(message));
  });

  test('a text of no known kind', () => {
    const linter = createLinter({ rules });
    expect(() => linter.lintText('x', { path: 'notes.txt' })).toThrow(ConfigError);
    expect(linter.lintText('FROM x\n', { path: 'notes.txt', kind: 'dockerfile' }).summary.warnings).toBe(1);
  });
});
