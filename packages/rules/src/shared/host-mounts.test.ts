import { expect, test } from '@jest/globals';
import { hostPathAt } from '../knowledge/host-paths.ts';
import { hostPath } from './host-mounts.ts';

test.each([
  ['/etc/../root//x/.', '/root/x'],
  ['/', '/'],
  ['//etc', '/etc'],
  ['/../..', '/'],
  ['/var/run/dbus', '/run/dbus'],
  ['/var/running', '/var/running'],
  ['~', '~'],
  ['~/.ssh/', '~/.ssh'],
  ['$HOME/a', '~/a'],
  ['c:\\Windows\\', 'C:/Windows'],
  ['D:/', 'D:/'],
  ['./etc', undefined],
  ['..', undefined],
  ['~me/x', undefined],
  ['data', undefined],
])('hostPath(%j) is %j', (path, expected) => {
  expect(hostPath(path)).toBe(expected);
});

test.each([
  ['/etc', true, 'root'],
  ['/etc/cron.d/x', true, 'root'],
  ['/etc/nginx', true, undefined],
  ['/usr/share', true, undefined],
  ['/var/lib/docker/volumes/x', true, 'root'],
  ['/var/lib/docker/volumes/x', false, 'monitor'],
  ['/var/lib/mysql', true, undefined],
  ['/etc/passwd', true, 'root'],
  ['/etc/passwd', false, undefined],
  ['/lib/modules/6.1', false, undefined],
  ['/home/me', false, 'secrets'],
  ['/home/me/project', false, undefined],
  ['/srv/x/.aws/credentials', false, 'secrets'],
  ['~/.ssh/id.pub', false, undefined],
  ['C:/', false, 'secrets'],
  ['/mnt/c', false, 'secrets'],
  ['/mnt/data', false, undefined],
  ['/', true, undefined],
])('hostPathAt(%j, %j) is %j', (path, writable, kind) => {
  expect(hostPathAt(path, writable)?.kind).toBe(kind);
});
