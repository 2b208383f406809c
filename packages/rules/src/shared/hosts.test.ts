import { describe, expect, test } from '@jest/globals';
import { hostOf, isLoopback } from './hosts.ts';

describe('hostOf', () => {
  test.each([
    ['https://example.com/a', true, 'example.com'],
    ['https://user:pw@Example.com:8443/a', true, 'example.com'],
    ['localhost:8080/health', true, 'localhost'],
    ['https://[::1]:80/', true, '::1'],
    ['https://example.com', true, 'example.com'],
    ['https://example.', false, undefined],
    ['https://example.com/', false, 'example.com'],
    ['', false, undefined],
    ['https://', true, undefined],
  ])('%s (%s)', (url, isWhole, expected) => expect(hostOf(url, isWhole)).toBe(expected));
});

test.each([
  ['localhost', true],
  ['127.0.0.1', true],
  ['::1', true],
  ['127.example.com', false],
  ['example.com', false],
])('isLoopback %s', (host, expected) => expect(isLoopback(host)).toBe(expected));
