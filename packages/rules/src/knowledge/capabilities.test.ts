import { expect, test } from '@jest/globals';
import { capabilities, capabilityName } from './capabilities.ts';

test.each([
  ['net_admin', 'NET_ADMIN'],
  ['CAP_CHOWN', 'CHOWN'],
  ['cap_chown', 'CHOWN'],
  ['all', 'ALL'],
  ['CAP_ALL', 'CAP_ALL'],
  ['CAP_CAP_CHOWN', 'CAP_CHOWN'],
])('the engine looks %s up as %s', (text, name) => {
  expect(capabilityName(text)).toBe(name);
});

test('there are the 41 capabilities of Linux 6.12 and ALL, 14 of them in the default set', () => {
  expect(capabilities.size).toBe(42);
  expect([...capabilities.values()].filter(({ tier }) => tier === 'default')).toHaveLength(14);
});
