import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { Rule } from '@plimsoll/core';
import { rules } from '@plimsoll/rules';
import { checkExample } from './check-examples.ts';
import { checkFixture } from './check-fixture.ts';
import { checkRule, checkRuleNames } from './check-rule.ts';
import { type RuleFixture, ruleFixtures, workspaceRoot, writeFixed } from './fixture-files.ts';

// All that a rule promises: its examples, its fixtures, its metadata.

const manifest: { readonly version: string } = JSON.parse(
  readFileSync(join(workspaceRoot, 'packages/rules/package.json'), 'utf8'),
);
const fixtures = ruleFixtures();
const updates = process.env.PLIMSOLL_UPDATE_GOLDENS === '1';
const fixturesOf = (rule: Rule): readonly RuleFixture[] => fixtures.filter((fixture) => fixture.rule === rule.id);

function usedMessages(rule: Rule): ReadonlySet<string> {
  return new Set([
    ...rule.examples.flatMap((example) => [...checkExample(rule, example, rules).messages]),
    ...fixturesOf(rule).flatMap((fixture) => [...checkFixture(fixture, rule, 'lf').messages]),
  ]);
}

describe.each(rules.map((rule) => [rule.id, rule] as const))('%s', (_id, rule) => {
  test.each(rule.examples.map((example) => [example.title, example] as const))('example: %s', (_title, example) => {
    expect(checkExample(rule, example, rules).complaints).toEqual([]);
  });

  const own = fixturesOf(rule);
  if (own.length > 0) {
    test.each(own.map((fixture) => [fixture.name, fixture] as const))('fixture: %s', (_name, fixture) => {
      expect(checkFixture(fixture, rule, 'crlf').differences).toEqual([]);
      const { differences, fixed } = checkFixture(fixture, rule, 'lf');
      expect(differences).toEqual([]);
      for (const file of fixture.files) {
        const text = fixed.get(file.path);
        if (updates && text !== undefined) writeFixed(file, text);
        else if (file.fixed !== undefined) expect(text).toBe(file.fixed);
      }
    });
  }

  test('has sound metadata', () => {
    expect(checkRule(rule, usedMessages(rule), manifest.version)).toEqual([]);
  });
});

test('ids and aliases are unique', () => {
  expect(checkRuleNames(rules)).toEqual([]);
});

test('every fixture belongs to a rule', () => {
  const ids = new Set<string>(rules.map((rule) => rule.id));
  expect(fixtures.filter((fixture) => !ids.has(fixture.rule)).map((fixture) => fixture.name)).toEqual([]);
});
