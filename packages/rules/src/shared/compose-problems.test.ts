import { describe, expect, test } from '@jest/globals';
import { type ComposeProblem, type Rule, SourceText } from '@plimsoll/core';
import noPrivileged from '../compose/no-privileged.ts';
import validCombination from '../compose/valid-combination.ts';
import validDependencies from '../compose/valid-dependencies.ts';
import validEnvFile from '../compose/valid-env-file.ts';
import validExtends from '../compose/valid-extends.ts';
import validInclude from '../compose/valid-include.ts';
import validInterpolation from '../compose/valid-interpolation.ts';
import validMerge from '../compose/valid-merge.ts';
import validReference from '../compose/valid-reference.ts';
import validSchema from '../compose/valid-schema.ts';
import { fixBySuggestion, problemRules, textsOf } from './compose-problems.ts';

const rules: readonly Rule[] = [
  validCombination,
  validDependencies,
  validEnvFile,
  validExtends,
  validInclude,
  validInterpolation,
  validMerge,
  validReference,
  validSchema,
  noPrivileged,
];

const source = new SourceText('enviroment: x\n', 'compose.yaml');
const base: Omit<ComposeProblem, 'code'> = {
  source,
  span: { start: 0, end: 10 },
  data: { key: 'enviroment' },
  related: [],
  suggestion: 'environment',
};

/** The ids of the rules that report a problem with this code. */
function heardBy(code: string): readonly string[] {
  const model = { problems: [{ ...base, code }], services: [] };
  return rules.flatMap((rule) => {
    let reports = 0;
    const report = () => {
      reports++;
    };
    const listener = rule.on.Application;
    if (listener) Reflect.apply(listener, undefined, [model, { report }]);
    return Array.from({ length: reports }, () => rule.id);
  });
}

test.each(Object.entries(problemRules))('%s is reported once, by %s', (code, rule) => {
  expect(heardBy(code)).toEqual([rule]);
});

test('every rule of the table exists', () => {
  const ids = new Set(rules.map((rule) => rule.id));
  expect(Object.values(problemRules).filter((id) => !ids.has(id))).toEqual([]);
});

describe('texts and fixes', () => {
  test('the suggestion is a clause', () => {
    expect(textsOf({ ...base, code: 'unknown-key' })).toMatchObject({
      key: 'enviroment',
      value: '',
      hint: ' (did you mean "environment"?)',
    });
    expect(textsOf({ ...base, code: 'unknown-key', suggestion: undefined }).hint).toBe('');
  });

  test("the author's reason follows a colon", () => {
    const texts = textsOf({ ...base, code: 'required-variable', data: { message: 'set it in .env. ' } });
    expect(texts.reason).toBe(': set it in .env');
  });

  test('a suggestion replaces exactly the word that is wrong', () => {
    const problem: ComposeProblem = { ...base, code: 'unknown-key' };
    expect(fixBySuggestion(problem, 'enviroment')?.()).toEqual([
      { at: { source, span: { start: 0, end: 10 } }, text: 'environment' },
    ]);
    expect(fixBySuggestion(problem, 'environmen')).toBeNull();
    expect(fixBySuggestion({ ...problem, suggestion: undefined }, 'enviroment')).toBeNull();
  });
});
