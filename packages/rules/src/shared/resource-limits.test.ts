import { expect, test } from '@jest/globals';
import { bytesOf, numberOf } from './resource-limits.ts';

test.each([
  ['512m', 536870912],
  ['512M', 536870912],
  ['1.5g', 1610612736],
  ['1 GiB', 1073741824],
  ['64kb', 65536],
  ['1b', 1],
  ['1073741824', 1073741824],
  ['0', 0],
  ['0m', 0],
  ['-1', -1],
  ['', undefined],
  ['lots', undefined],
  ['5x', undefined],
])('%s as bytes', (text, bytes) => {
  expect(bytesOf(text)).toBe(bytes);
});

test.each([
  ['0.5', 0.5],
  ['-1', -1],
  ['2', 2],
  ['', undefined],
  ['two', undefined],
])('%s as a number', (text, number) => {
  expect(numberOf(text)).toBe(number);
});
