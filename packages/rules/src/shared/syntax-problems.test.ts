import { describe, expect, test } from '@jest/globals';
import { rules } from '../index.ts';
import { messageOfProblem, ruleOfProblem } from './syntax-problems.ts';

// That every code is in the table, and once, is proven by its type.
describe.each(Object.entries(ruleOfProblem))('%s', (code, id) => {
  test(`is a message of ${id}`, () => {
    const rule = rules.find((one) => one.id === id);
    const isCode = (text: string): text is keyof typeof ruleOfProblem => text in ruleOfProblem;
    expect(rule?.messages).toHaveProperty(isCode(code) ? messageOfProblem(code) : '', '{problem} {advice}');
  });
});

test('no rule has a message for a problem that is none', () => {
  const messages = new Set(Object.entries(ruleOfProblem).map(([code, id]) => `${id}:${camelCase(code)}`));
  const orphans = rules.flatMap(({ id, messages: own }) =>
    Object.entries(own).flatMap(([key, text]) =>
      id.startsWith('dockerfile/') && text === '{problem} {advice}' && key !== 'later' && !messages.has(`${id}:${key}`)
        ? [key]
        : [],
    ),
  );
  expect(orphans).toEqual([]);
});

test('what this build is not refused for is at most a warning', () => {
  const withLater = rules.filter(({ messages: own }) => 'later' in own);
  expect(withLater.map(({ id, atMost }) => [id, atMost.later])).toEqual(withLater.map(({ id }) => [id, 'warning']));
  expect(withLater).toHaveLength(8);
});

function camelCase(code: string): string {
  const [head = '', ...tail] = code.split('-');
  return head + tail.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}
