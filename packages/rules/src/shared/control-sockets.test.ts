import { describe, expect, test } from '@jest/globals';
import { controlSocketAt, isSocketProxy } from './control-sockets.ts';

describe('sockets', () => {
  test.each([
    ['/var/run/docker.sock', 'Docker'],
    ['/run/docker.sock', 'Docker'],
    ['/var/run/../run/docker.sock', 'Docker'],
    ['//var/run/docker.sock', 'Docker'],
    ['/run/user/1000/docker.sock', 'Docker'],
    ['~/.docker/run/docker.sock', 'Docker'],
    ['~/.colima/default/docker.sock', 'Docker'],
    ['${XDG_RUNTIME_DIR}/docker.sock', 'Docker'],
    ['$XDG_RUNTIME_DIR/podman/podman.sock', 'Podman'],
    ['/run/k3s/containerd/containerd.sock', 'containerd'],
    ['/var/run/crio/crio.sock', 'CRI-O'],
    ['/run/systemd/private', 'systemd'],
    ['//./pipe/docker_engine', 'Docker'],
    ['\\\\.\\pipe\\docker_engine', 'Docker'],
    ['npipe:////./pipe/docker_engine', 'Docker'],
    ['npipe://./pipe/docker_engine', 'Docker'],
  ])('%s', (path, engine) => {
    expect(controlSocketAt(path)).toEqual({ kind: 'socket', engine });
  });
});

describe('directories that hold a socket', () => {
  test.each(['/', '/run', '/run/', '/var/run', '/var/run/', '/var/./run', '/run/containerd', '/var/run/podman'])(
    '%s',
    (path) => {
      expect(controlSocketAt(path)?.kind).toBe('directory');
    },
  );
  test.each(['/run/user', '/run/user/1000', '/run/user/1000/podman'])('%s', (path) => {
    expect(controlSocketAt(path)).toMatchObject({ kind: 'user-directory', engine: 'rootless Docker or Podman' });
  });
});

describe('anything else', () => {
  test.each([
    './docker.sock',
    '../run/docker.sock',
    'docker.sock',
    'data',
    '/var',
    '/run/dbus/system_bus_socket',
    '/run/udev',
    '/var/run/postgresql',
    '/var/lib/docker',
    '/etc/docker/docker.sock.conf',
    '/srv/run',
    '~/.docker',
    '${DATA}',
    '',
  ])('%s', (path) => {
    expect(controlSocketAt(path)).toBeUndefined();
  });
});

test('known proxies, whatever the registry', () => {
  expect(isSocketProxy('tecnativa/docker-socket-proxy')).toBe(true);
  expect(isSocketProxy('ghcr.io/tecnativa/docker-socket-proxy')).toBe(true);
  expect(isSocketProxy('tecnativa/docker-socket-proxy-extra')).toBe(false);
  expect(isSocketProxy('portainer/portainer-ce')).toBe(false);
});
