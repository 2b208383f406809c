import { expect, test } from '@jest/globals';
import { isEveryAddress } from './published-ports.ts';

test.each(['0.0.0.0', '::', '[::]', '0:0:0:0:0:0:0:0', '0000::0000', '::ffff:0.0.0.0', '::ffff:0:0', '::0.0.0.0', ''])(
  '%p is every interface',
  (address) => {
    expect(isEveryAddress(address)).toBe(true);
  },
);

test.each(['127.0.0.1', '::1', '[::1]', '192.168.0.0', '10.0.0.0', '::ffff:127.0.0.1', 'fe80::', '0.0.0.1'])(
  '%p is one address',
  (address) => {
    expect(isEveryAddress(address)).toBe(false);
  },
);
