import { describe, expect, test } from '@jest/globals';
import { dockerfileRule } from '../rule/define-rule.ts';
import type { PresetName, Rule } from '../rule/rule-types.ts';
import { findPreset, isInPreset, type PresetChoice, presetSetting } from './presets.ts';

function rule(presets: readonly PresetName[], aliases: readonly `${string}/${string}`[], edition?: number): Rule {
  return dockerfileRule({
    id: 'dockerfile/no-toy',
    aliases,
    ...(edition !== undefined && { edition }),
    since: '0.1.0',
    category: 'style',
    severity: 'warning',
    presets,
    summary: 'Toy.',
    why: 'Toy.',
    fixable: 'none',
    messages: { toy: 'Toy.' },
    examples: [{ title: 'Toy', bad: 'Toy' }],
    on: {},
  });
}

describe('what a preset holds', () => {
  test.each<[string, Rule, PresetChoice[], PresetChoice[]]>([
    [
      'a recommended rule',
      rule(['recommended'], []),
      ['recommended', 'strict', 'recommended-2026', 'strict-2026', 'recommended-2027', 'all'],
      ['none', 'hadolint', 'buildkit', 'cis', 'php'],
    ],
    ['a strict rule', rule(['strict'], []), ['strict', 'strict-2026'], ['recommended', 'recommended-2027']],
    [
      'a rule of the next edition',
      rule(['recommended'], [], 2027),
      ['recommended-2027', 'strict-2027', 'all'],
      ['recommended', 'strict', 'recommended-2026', 'strict-2026'],
    ],
    [
      'a rule that tools have',
      rule([], ['hadolint/DL3000', 'buildkit/Some', 'cis/4.1']),
      ['hadolint', 'buildkit', 'cis'],
      ['recommended'],
    ],
    ['a check of ShellCheck that hadolint passes on', rule([], ['hadolint/SC2046']), ['all'], ['hadolint']],
  ])('%s', (_, made, inside, outside) => {
    expect(inside.filter((preset) => !isInPreset(made, preset))).toEqual([]);
    expect(outside.filter((preset) => isInPreset(made, preset))).toEqual([]);
  });

  test.each<[string[], PresetChoice, string]>([
    [['hadolint/DL3000'], 'hadolint', 'error'],
    [['hadolint/DL3006', 'hadolint/DL3004'], 'hadolint', 'error'],
    [['hadolint/DL3048'], 'hadolint', 'info'],
    [['hadolint/DL3057'], 'hadolint', 'not there'],
    [['hadolint/DL9999'], 'hadolint', 'warning'],
    [['buildkit/Some', 'hadolint/DL3000'], 'buildkit', 'warning'],
    [['buildkit/InvalidDefinitionDescription'], 'buildkit', 'not there'],
    [['hadolint/DL3000'], 'all', 'warning'],
  ])('%j in %s', (aliases, preset, severity) => {
    const made = rule(
      [],
      aliases.map((alias): `${string}/${string}` => `${alias.split('/')[0]}/${alias.split('/')[1]}`),
    );
    expect(isInPreset(made, preset) ? presetSetting(made, preset).severity : 'not there').toBe(severity);
  });

  test.each([
    ['strict', 'strict'],
    ['plimsoll/strict', 'strict'],
    ['recommended-2026', 'recommended-2026'],
    ['recommended-2028', undefined],
    ['recommended-2025', undefined],
    ['other/strict', undefined],
    ['constructor', undefined],
  ])('the name %s', (name, found) => expect(findPreset(name)).toBe(found));
});
