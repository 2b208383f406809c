import { expect, test } from '@jest/globals';
import { connectionPasswords, holdsToken, isSecretPair } from './secret-values.ts';

test.each([
  ['DB_PASSWORD', 'x1'],
  ['MYSQL_PWD', 'correct'],
  ['AUTH_SALT', 'correct'],
  ['client_secret', 'a b c'],
])('%s: %s is a secret', (name, value) => {
  expect(isSecretPair(name, value)).toBe(true);
});

test.each([
  ['DB_PASSWORD', ''],
  ['DB_PASSWORD', 'your-password'],
  ['DB_PASSWORD', 'xxxxxxxx'],
  ['DB_PASSWORD', '******'],
  ['PASSWORD_MIN_LENGTH', '12'],
  ['SALTED', 'correct'],
])('%s: %s is none', (name, value) => {
  expect(isSecretPair(name, value)).toBe(false);
});

test.each([
  ['postgres://app:correct@db/app', ['correct']],
  ['Server=db;Uid=app;Pwd=correct;', ['correct']],
  ['jdbc:postgresql://db/app?user=app&password=correct', ['correct']],
  ['postgres://app:${DB_PASSWORD}@db', []],
  ['Password=correct', []],
])('%s holds %p', (text, found) => {
  expect(connectionPasswords(text).map(({ start, end }) => text.slice(start, end))).toEqual(found);
});

test('tokens by their format, but none that only show it', () => {
  expect(holdsToken('AKIAIOSFODNN7EXAMPLE')).toBe(true);
  expect(holdsToken('xoxb-xxxxxxxxxxx-xxxxxxxxxxxxxxxx')).toBe(false);
});
