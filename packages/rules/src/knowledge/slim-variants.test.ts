import { describe, expect, test } from '@jest/globals';
import { slimVariant } from './slim-variants.ts';

describe('slimVariant', () => {
  test.each([
    ['python', '3.12', '3.12-slim'],
    ['python', '3.12.14', '3.12.14-slim'],
    ['python', '3.12.1', '3.12.1-slim'],
    ['python', '2.7', '2.7-slim'],
    ['python', '3', '3-slim'],
    ['python', '3.12-bookworm', '3.12-slim-bookworm'],
    ['python', 'latest', 'slim'],
    ['python', undefined, 'slim'],
    ['python', 'bookworm', 'slim-bookworm'],
    ['docker.io/library/node', '22-bookworm', '22-bookworm-slim'],
    ['arm64v8/node', '20', '20-slim'],
    ['node', '18.20.4', '18.20.4-slim'],
    ['node', 'lts', 'lts-slim'],
    ['golang', '1.26', '1.26-alpine'],
    ['golang', '1.26-bookworm', '1.26-alpine'],
    ['elixir', '1.18-otp-26', '1.18-otp-26-slim'],
    ['debian', 'bookworm', 'bookworm-slim'],
  ])('%s:%s is %s', (name, tag, smaller) => {
    expect(slimVariant(name, tag)?.tag).toBe(smaller);
  });

  test.each([
    ['python', '3.12-slim'],
    ['python', '3.12-alpine'],
    ['python', '3.12-buster'],
    ['python', '3.99'],
    ['python', '1.5'],
    ['node', '27'],
    ['node', '0.12'],
    ['debian', 'latest'],
    ['debian', 'bookworm-20260101'],
    ['haskell', '9.14'],
    ['oraclelinux', '9'],
    ['php', '8.4'],
    ['bitnami/python', '3.12'],
    ['ghcr.io/library/python', '3.12'],
  ])('%s:%s has none that is known', (name, tag) => {
    expect(slimVariant(name, tag)).toBeUndefined();
  });

  test('says what is left out', () => {
    expect(slimVariant('python', '3.12')?.without).toBe('build-tools');
    expect(slimVariant('debian', '12')?.without).toBe('extras');
    expect(slimVariant('golang', '1')?.without).toBe('glibc');
  });
});
