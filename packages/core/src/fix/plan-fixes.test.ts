import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Finding, FindingEdit } from '../lint/findings.ts';
import type { FixSafety } from '../text/text-edit.ts';
import { applyEdits } from './apply-edits.ts';
import { applyFixes, planFixes } from './plan-fixes.ts';

type Edit = readonly [start: number, end: number, text: string, path?: string];

function editOf([start, end, text, path = 'Dockerfile']: Edit): FindingEdit {
  const point = (offset: number) => ({ line: 1, column: offset + 1, offset });
  return { path, start: point(start), end: point(end), text };
}

function finding(safety: FixSafety, ...edits: Edit[]): Finding {
  const fixed = edits.map(editOf);
  const { path, start, end } = fixed[0] ?? editOf([0, 0, '']);
  return {
    rule: 'dockerfile/no-toy',
    messageId: 'toy',
    message: 'Toy.',
    severity: 'warning',
    category: 'style',
    aliases: [],
    fingerprint: '0',
    docs: '',
    subject: undefined,
    aboutMissing: false,
    related: [],
    path,
    start,
    end,
    fix: edits.length === 0 ? undefined : { safety, title: 'Toy', edits: fixed },
  };
}

describe('applyFixes', () => {
  const text = 'abcdefgh';
  test.each<[string, Finding[], string, number, number]>([
    ['nothing to do', [finding('safe')], 'abcdefgh', 0, 0],
    ['a replacement', [finding('safe', [1, 3, 'X'])], 'aXdefgh', 1, 0],
    ['an insertion at the end', [finding('safe', [8, 8, '!'])], 'abcdefgh!', 1, 0],
    ['several edits of one fix, in any order', [finding('safe', [5, 6, ''], [0, 1, 'A'])], 'Abcdegh', 1, 0],
    [
      'insertions of one fix at one place, in their order',
      [finding('safe', [2, 2, '1'], [2, 2, '2'])],
      'ab12cdefgh',
      1,
      0,
    ],
    ['neighbours', [finding('safe', [1, 3, 'X']), finding('safe', [3, 5, 'Y'])], 'aXYfgh', 2, 0],
    [
      'an insertion beside a replacement',
      [finding('safe', [3, 5, 'Y']), finding('safe', [3, 3, 'X'])],
      'abcXYfgh',
      2,
      0,
    ],
    ['the first of two that overlap', [finding('safe', [1, 4, 'X']), finding('safe', [3, 5, 'Y'])], 'aXefgh', 1, 1],
    [
      'the first of two insertions at one place',
      [finding('safe', [1, 1, 'X']), finding('safe', [1, 1, 'Y'])],
      'aXbcdefgh',
      1,
      1,
    ],
    ['the first of two equal fixes', [finding('safe', [1, 2, 'X']), finding('safe', [1, 2, 'X'])], 'aXcdefgh', 1, 1],
    ['an insertion inside a replacement', [finding('safe', [1, 4, 'X']), finding('safe', [2, 2, 'Y'])], 'aXefgh', 1, 1],
    ['all edits or none', [finding('safe', [3, 4, 'X']), finding('safe', [0, 1, 'Y'], [3, 4, 'Z'])], 'abcXefgh', 1, 1],
    ['a fix that overlaps itself', [finding('safe', [0, 3, 'X'], [2, 4, 'Y'])], 'abcdefgh', 0, 1],
    ['a fix in a file that is not there', [finding('safe', [0, 1, 'X'], [0, 1, 'Y', 'other'])], 'abcdefgh', 0, 1],
    ['an unsafe fix, when safe ones are asked for', [finding('unsafe', [0, 1, 'X'])], 'abcdefgh', 0, 0],
  ])('%s', (_, findings, expected, applied, refused) => {
    const result = applyFixes(new Map([['Dockerfile', text]]), findings, 'safe');
    expect(result.texts.get('Dockerfile')).toBe(expected);
    expect([result.applied.length, result.refused.length]).toEqual([applied, refused]);
  });

  test('unsafe fixes if asked for, beside safe ones', () => {
    const findings = [finding('unsafe', [0, 1, 'X']), finding('safe', [2, 3, 'Y'])];
    expect(applyFixes(new Map([['Dockerfile', text]]), findings, 'unsafe').texts.get('Dockerfile')).toBe('XbYdefgh');
  });

  test('files apart from each other', () => {
    const texts = new Map([
      ['a', 'one'],
      ['b', 'two'],
    ]);
    const result = applyFixes(texts, [finding('safe', [0, 1, 'O', 'a'], [0, 1, 'T', 'b'])], 'safe');
    expect([...result.texts.values()]).toEqual(['One', 'Two']);
  });

  const edit = fc.tuple(fc.nat(8), fc.nat(3), fc.constantFrom('', 'x', 'yz'));
  test('whatever the fixes, the plan can be applied, and what is not in it stays', () => {
    fc.assert(
      fc.property(fc.array(fc.array(edit, { minLength: 1, maxLength: 3 }), { maxLength: 8 }), (fixes) => {
        const findings = fixes.map((edits) =>
          finding('safe', ...edits.map(([start, length, put]): Edit => [start, Math.min(8, start + length), put])),
        );
        const { edits, applied, refused } = planFixes(findings, 'safe', new Set(['Dockerfile']));
        expect(applied.length + refused.length).toBe(findings.length);
        const chosen = edits.get('Dockerfile') ?? [];
        const removed = chosen.reduce((sum, { start, end }) => sum + end.offset - start.offset, 0);
        const added = chosen.reduce((sum, one) => sum + one.text.length, 0);
        expect(applyEdits(text, chosen).length).toBe(text.length - removed + added);
      }),
    );
  });
});

describe('applyEdits', () => {
  test('keeps a byte order mark, which offsets do not count', () => {
    expect(applyEdits('\ufeffabc', [editOf([0, 1, 'X'])])).toBe('\ufeffXbc');
  });

  test.each<[string, Edit[]]>([
    [
      'overlapping edits',
      [
        [0, 2, ''],
        [1, 3, ''],
      ],
    ],
    ['an edit behind the end', [[2, 9, '']]],
  ])('throws for %s', (_, edits) => {
    expect(() => applyEdits('abc', edits.map(editOf))).toThrow('overlaps another or lies outside');
  });
});
