import { expect, test } from '@jest/globals';
import { readSeccompProfile } from './seccomp-calls.ts';

const entry = (more: object) => ({ names: ['bpf'], action: 'SCMP_ACT_ALLOW', ...more });

test.each<[string, object, boolean, readonly string[]]>([
  ['allows by default', { defaultAction: 'SCMP_ACT_ALLOW' }, true, []],
  ['logs by default, which allows', { defaultAction: 'SCMP_ACT_LOG' }, true, []],
  ['refuses by default', { defaultAction: 'SCMP_ACT_ERRNO', syscalls: null }, false, []],
  [
    'names',
    { defaultAction: 'SCMP_ACT_ERRNO', syscalls: [entry({}), entry({ names: ['bpf', 'read'] })] },
    false,
    ['bpf', 'read'],
  ],
  [
    'the older form',
    { defaultAction: 'SCMP_ACT_KILL', syscalls: [{ name: 'mount', action: 'SCMP_ACT_ALLOW' }] },
    false,
    ['mount'],
  ],
  ['refused by name', { defaultAction: 'SCMP_ACT_ERRNO', syscalls: [entry({ action: 'SCMP_ACT_ERRNO' })] }, false, []],
  [
    'with a capability',
    { defaultAction: 'SCMP_ACT_ERRNO', syscalls: [entry({ includes: { caps: ['CAP_BPF'] } })] },
    false,
    [],
  ],
  [
    'without one',
    { defaultAction: 'SCMP_ACT_ERRNO', syscalls: [entry({ excludes: { caps: ['CAP_BPF'] } })] },
    false,
    [],
  ],
  [
    'no condition',
    { defaultAction: 'SCMP_ACT_ERRNO', syscalls: [entry({ includes: {}, excludes: {}, args: [] })] },
    false,
    ['bpf'],
  ],
  ['certain arguments', { defaultAction: 'SCMP_ACT_ERRNO', syscalls: [entry({ args: [{ index: 0 }] })] }, false, []],
])('a profile: %s', (_name, profile, isOpen, allowed) => {
  expect(readSeccompProfile(JSON.stringify(profile))).toEqual({ isOpen, allowed });
});

test.each(['', '[]', '{}', '{"defaultAction": 1}', 'null', '{"defaultAction": "SCMP_ACT_ALLOW"'])(
  'no profile: %j',
  (text) => {
    expect(readSeccompProfile(text)).toBeUndefined();
  },
);
