import { describe, expect, test } from '@jest/globals';
import { evaluateTemplate, type Lookup, variablesIn } from './interpolation.ts';

const closed = (name: string): Lookup => {
  const values: Record<string, string> = { A: 'a', EMPTY: '' };
  const value = values[name];
  return value === undefined ? { state: 'unset' } : { state: 'known', value };
};

const open = (): Lookup => ({ state: 'unknown' });

function evaluate(template: string, lookup: (name: string) => Lookup): string {
  const { pieces, fault } = evaluateTemplate(template, lookup);
  if (fault) return `${fault.kind} ${template.slice(fault.span.start, fault.span.end)}`;
  return pieces.map(({ kind, text }) => (kind === 'unknown' ? '?' : text)).join('');
}

describe('with every variable known', () => {
  test.each([
    ['$A-${A}', 'a-a'],
    ['$$A $1 ^x$ $(cmd)', '$A $1 ^x$ $(cmd)'],
    ['${B:-x} ${EMPTY:-x} ${EMPTY-x}', 'x x '],
    ['${A:+y} ${B:+y} ${EMPTY+y}', 'y  y'],
    ['${B:-${C:-d}}', 'd'],
    ['${A:-${R:?unused}}', 'a'],
    ['${B-{"json":1}}', '{"json":1}'],
    ['${A:?m}', 'a'],
    ['${B:?needed}', 'required ${B:?needed}'],
    ['${EMPTY?needed}', ''],
    ['x ${B', 'invalid ${'],
    ['${}', 'invalid ${}'],
    ['${ A}', 'invalid ${ A}'],
    ['${A!}', 'invalid ${A!}'],
    ['${A:0:3}', 'invalid ${A:0:3}'],
    ['${B:-x\ny}', 'invalid ${B:-x\ny}'],
  ])('%s', (template, expected) => {
    expect(evaluate(template, closed)).toBe(expected);
  });

  test('a variable that is not set is named', () => {
    expect(evaluateTemplate('$B ${C:-x} $D', closed).unset).toEqual(['B', 'D']);
  });
});

describe('with nothing known', () => {
  test.each([
    ['$A/x', '?/x'],
    ['${A:-x}', 'x'],
    ['${A:+x}', '?'],
    ['${A:?m}', '?'],
    ['${A:-${B}}', '?'],
  ])('%s', (template, expected) => {
    expect(evaluate(template, open)).toBe(expected);
  });
});

test('variables in words are found too, in order', () => {
  expect(variablesIn('${A:-${B}} $C $$D').map(({ name, operator }) => `${name}${operator ?? ''}`)).toEqual([
    'A:-',
    'B',
    'C',
  ]);
});
