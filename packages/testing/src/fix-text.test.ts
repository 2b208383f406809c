import { expect, test } from '@jest/globals';
import type { Finding, FindingEdit } from '@plimsoll/core';
import { fixText } from './fix-text.ts';

function edit(start: number, end: number, text: string, path = 'a'): FindingEdit {
  const point = (offset: number) => ({ line: 1, column: offset + 1, offset });
  return { path, start: point(start), end: point(end), text };
}

function finding(...edits: readonly FindingEdit[]): Finding {
  const place = edits[0] ?? edit(0, 0, '');
  return {
    path: place.path,
    start: place.start,
    end: place.end,
    rule: 'dockerfile/no-x',
    messageId: 'x',
    message: 'X.',
    severity: 'warning',
    category: 'style',
    aliases: [],
    fingerprint: '',
    related: [],
    fix: { safety: 'safe', title: 'Fix', edits },
    docs: '',
    subject: undefined,
    aboutMissing: false,
  };
}

test.each([
  ['edits of several findings', [finding(edit(0, 1, 'A')), finding(edit(2, 3, ''))], 'Abdef'],
  ['the first of two that overlap', [finding(edit(0, 3, 'X')), finding(edit(2, 4, 'Y'))], 'Xdef'],
  ['all edits of a fix or none', [finding(edit(0, 2, 'X')), finding(edit(1, 2, 'Y'), edit(4, 5, 'Z'))], 'Xcdef'],
  ['insertions', [finding(edit(3, 3, '-'), edit(6, 6, '!'))], 'abc-def!'],
  ['edits of another file', [finding(edit(0, 1, 'A', 'b'))], 'abcdef'],
])('%s', (_title, findings, fixed) => {
  expect(fixText('abcdef', 'a', findings)).toBe(fixed);
});
