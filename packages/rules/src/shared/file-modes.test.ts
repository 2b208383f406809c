import { expect, test } from '@jest/globals';
import { modeGrants } from './file-modes.ts';

const names = ['worldWrite', 'sticky', 'setuid', 'setgid'] as const;

test.each([
  ['777', ['worldWrite']],
  ['0666', ['worldWrite']],
  ['2', ['worldWrite']],
  ['775', []],
  ['0755', []],
  ['1777', ['worldWrite', 'sticky']],
  ['4755', ['setuid']],
  ['2775', ['setgid']],
  ['06755', ['setuid', 'setgid']],
  ['a+w', ['worldWrite']],
  ['o=rwx', ['worldWrite']],
  ['ugo+rw', ['worldWrite']],
  ['u+x,o+w', ['worldWrite']],
  ['u=rwx,o-rx+w', ['worldWrite']],
  ['+w', []],
  ['o-w', []],
  ['g+w', []],
  ['a+rwxt', ['worldWrite', 'sticky']],
  ['+t', ['sticky']],
  ['u+s', ['setuid']],
  ['g+s', ['setgid']],
  ['+s', ['setuid', 'setgid']],
  ['a-s', []],
  ['u=rwxs,g=rx', ['setuid']],
  ['g=u', []],
])('%s gives %j', (mode, expected) => {
  const grants = modeGrants(mode);
  expect(grants && names.filter((name) => grants[name])).toEqual(expected);
});

test.each(['', '888', '/srv', 'u~x', '777777', 'a+w,'])('%j is no mode', (mode) => {
  expect(modeGrants(mode)).toBeUndefined();
});
