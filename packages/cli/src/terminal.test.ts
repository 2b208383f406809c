import { describe, expect, test } from '@jest/globals';
import { exceedsWarnings, statusOf } from './exit-status.ts';
import { makeProgress } from './progress.ts';
import { wantsColour } from './terminal.ts';

describe('colour', () => {
  const output = (isTerminal: boolean) => ({ write: () => undefined, isTerminal, columns: undefined });

  test.each([
    ['a terminal', undefined, true, {}, true],
    ['no terminal', undefined, false, {}, false],
    ['a dumb terminal', undefined, true, { TERM: 'dumb' }, false],
    ['NO_COLOR', undefined, true, { NO_COLOR: '1' }, false],
    ['an empty NO_COLOR, which counts for nothing', undefined, true, { NO_COLOR: '' }, true],
    ['FORCE_COLOR', undefined, false, { FORCE_COLOR: '1' }, true],
    ['an empty FORCE_COLOR', undefined, false, { FORCE_COLOR: '' }, true],
    ['FORCE_COLOR=0', undefined, true, { FORCE_COLOR: '0' }, false],
    ['FORCE_COLOR before NO_COLOR, as in Node', undefined, false, { FORCE_COLOR: '1', NO_COLOR: '1' }, true],
    ['--no-color before all', 'no-color' as const, true, { FORCE_COLOR: '1' }, false],
    ['--color before all', 'color' as const, false, { NO_COLOR: '1' }, true],
  ])('%s', (_, chosen, isTerminal, env, expected) => {
    expect(wantsColour(chosen, output(isTerminal), env)).toBe(expected);
  });
});

describe('exit status', () => {
  const summary = (errors: number, warnings: number, infos: number) => ({
    summary: { files: 1, errors, warnings, infos, fixable: { safe: 0, unsafe: 0 }, suppressed: 0 },
  });

  test.each([
    [summary(0, 0, 0), 'info', undefined, 0],
    [summary(0, 5, 5), 'error', undefined, 0],
    [summary(1, 0, 0), 'error', undefined, 1],
    [summary(0, 1, 0), 'warning', undefined, 1],
    [summary(0, 0, 1), 'warning', undefined, 0],
    [summary(0, 0, 1), 'info', undefined, 1],
    [summary(1, 1, 1), 'none', undefined, 0],
    [summary(0, 3, 0), 'error', 2, 1],
    [summary(0, 2, 0), 'error', 2, 0],
    [summary(0, 1, 0), 'error', 0, 1],
    [summary(0, 3, 0), 'none', 2, 0],
  ] as const)('%j, fail on %s, at most %s warnings: %s', (result, failOn, maxWarnings, status) => {
    expect(statusOf(result, { failOn, maxWarnings })).toBe(status);
  });

  test('warnings are too many only over the number', () => {
    expect(exceedsWarnings(summary(0, 1, 0).summary, 0)).toBe(true);
    expect(exceedsWarnings(summary(0, 1, 0).summary, undefined)).toBe(false);
  });
});

describe('progress', () => {
  function record(isTerminal: boolean) {
    const written: string[] = [];
    let time = 0;
    const write = (text: string | Uint8Array): undefined => void written.push(String(text));
    const output = { write, isTerminal, columns: undefined };
    const progress = makeProgress(output, () => time);
    const at = (milliseconds: number, done: number): void => {
      time = milliseconds;
      progress.pacer({ doing: 'reading', done, total: 9 });
    };
    return { written, progress, at };
  }

  test('is silent for a second, then says something every tenth, and removes its line', () => {
    const { written, progress, at } = record(true);
    at(500, 1);
    at(999, 2);
    at(1000, 3);
    at(1050, 4);
    at(1100, 5);
    progress.clear();
    progress.clear();
    expect(written).toEqual(['\r\u001b[KReading: 3 of 9 files', '\r\u001b[KReading: 5 of 9 files', '\r\u001b[K']);
  });

  test('says nothing where there is no terminal', () => {
    const { written, progress, at } = record(false);
    at(5000, 1);
    progress.clear();
    expect(written).toEqual([]);
  });
});
