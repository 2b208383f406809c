import { describe, expect, test } from '@jest/globals';
import { parseCompose } from './parse-compose.ts';
import { printConfig } from './print-config.ts';
import { formatDuration, parseBytes, parseDuration } from './quantities.ts';
import { splitCommand } from './shell-split.ts';

/** The first service, without what every service has. */
function serviceOf(text: string): unknown {
  const application = {
    kind: 'ComposeApplication' as const,
    files: [parseCompose(text, { path: 'compose.yaml' })],
    referenced: new Map(),
    directory: '.',
    shell: new Map([['SHELL_SET', 'v']]),
    fragment: false,
  };
  const config = printConfig(application, {
    name: undefined,
    directoryName: 'My App',
    root: '/r',
    profiles: new Set(),
  });
  const { services } = config;
  if (typeof services !== 'object' || services === null) throw new Error('no services');
  const { command, entrypoint, image, networks, ...rest } = Object.values(services)[0];
  return rest;
}

// Expected as docker-compose 2.40.3 prints them (oracle cases and its own output).
test.each([
  [
    'ports: ["3000-3001", "127.0.0.1:80:81/udp"]',
    {
      ports: [
        { mode: 'ingress', target: 3000, protocol: 'tcp' },
        { mode: 'ingress', target: 3001, protocol: 'tcp' },
        { mode: 'ingress', host_ip: '127.0.0.1', target: 81, published: '80', protocol: 'udp' },
      ],
    },
  ],
  [
    'volumes: ["./a/../b:/x/"]',
    { volumes: [{ type: 'bind', source: '/r/b', target: '/x', bind: { create_host_path: true } }] },
  ],
  ['environment: [A=1, B, SHELL_SET]', { environment: { A: '1', B: null, SHELL_SET: 'v' } }],
  ['mem_limit: 512m', { mem_limit: '536870912' }],
  ['stop_grace_period: 1h5m30s20ms', { stop_grace_period: '1h5m30.02s' }],
  ['healthcheck: {test: curl x}', { healthcheck: { test: ['CMD-SHELL', 'curl x'] } }],
  ['build: ./b', { build: { context: '/r/b', dockerfile: 'Dockerfile' } }],
  ['extra_hosts: ["b:[::1]", a=1.1.1.1]', { extra_hosts: ['a=1.1.1.1', 'b=::1'] }],
  ['privileged: "yes"', { privileged: true }],
  ['tty: false\n    x-any: 1', {}],
])('%s', (line, expected) => {
  expect(serviceOf(`services:\n  a:\n    image: x\n    ${line}\n`)).toEqual(expected);
});

describe('command texts', () => {
  test.each([
    ['a "b c" d\\ e', ['a', 'b c', 'd e']],
    ["'' x", ['', 'x']],
    ['a && b', ['a']],
    ['a $(x y)', ['a', '$(x y)']],
    ['a\n b', ['a', 'b']],
    ['a (b)', undefined],
    ['a "b', undefined],
  ])('%j', (text, expected) => {
    expect(splitCommand(text)).toEqual(expected);
  });
});

test.each([
  ['1h5m', 3_900_000],
  ['1.5s', 1500],
  ['2w', 1_209_600_000],
  ['30', undefined],
  ['', undefined],
  ['5x', undefined],
])('duration %s', (text, expected) => {
  expect(parseDuration(text)).toBe(expected);
});

test.each([
  [0, '0s'],
  [1500, '1.5s'],
  [86_400_000, '24h0m0s'],
  [20, '20ms'],
])('%d milliseconds as %s', (milliseconds, expected) => {
  expect(formatDuration(milliseconds)).toBe(expected);
});

test.each([
  ['1b', 1],
  ['2kb', 2048],
  ['1GiB', 1_073_741_824],
  ['1.5k', 1536],
  ['x', undefined],
  ['', undefined],
])('size %s', (text, expected) => {
  expect(parseBytes(text)).toBe(expected);
});
