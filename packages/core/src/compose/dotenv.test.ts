import { describe, expect, test } from '@jest/globals';
import { SourceText } from '../text/source-text.ts';
import { dotenvValues, parseDotenv } from './dotenv.ts';
import type { Lookup } from './interpolation.ts';

const lookup = (name: string): Lookup => (name === 'OUT' ? { state: 'known', value: 'out' } : { state: 'unset' });
const parse = (text: string) => parseDotenv(new SourceText(text, '.env'), lookup);

describe('values', () => {
  test.each([
    ['A=1\nB: 2', { A: '1', B: '2' }],
    ['export A=1 # c', { A: '1' }],
    ['A=x#y', { A: 'x#y' }],
    ['A=#x', { A: '#x' }],
    ["A='x $B \\' y'", { A: "x $B ' y" }],
    ['A="x\\ty\\n"', { A: 'x\ty\n' }],
    ['A="l1\nl2"\nB=2', { A: 'l1\nl2', B: '2' }],
    ['A=1\nB=${A}2\nC=$OUT', { A: '1', B: '12', C: 'out' }],
    ['A="\\$X"', { A: '$X' }],
    ['OUT\nNOPE\nA=1', { OUT: 'out', A: '1' }],
    ['A=1\nA=2', { A: '2' }],
    ['\ufeffA=1\r\nB=2\r\n', { A: '1', B: '2' }],
    ['a.b-c[0]=1', { 'a.b-c[0]': '1' }],
  ])('%j', (text, expected) => {
    expect(parse(text).problem).toBeUndefined();
    expect(Object.fromEntries(dotenvValues(parse(text)))).toEqual(expected);
  });
});

test('names and values have places', () => {
  const text = '# c\nexport KEY = "v x"\n';
  const [entry] = parse(text).entries;
  expect(entry && text.slice(entry.nameSpan.start, entry.nameSpan.end)).toBe('KEY');
  expect(entry && text.slice(entry.valueSpan.start, entry.valueSpan.end)).toBe('v x');
});

test.each([
  ['A!=1', 'bad-character', '!'],
  ['A B=1', 'space-in-key', 'A B'],
  ['A="x\nB=1', 'unterminated-quote', '"x'],
  ['A=${B', 'invalid-template', '${B'],
  ['A=${B:?m}', 'required-variable', '${B:?m}'],
])('%j is refused', (text, code, at) => {
  const { problem } = parse(text);
  expect(problem?.code).toBe(code);
  expect(problem && text.slice(problem.span.start, problem.span.end)).toBe(at);
});
