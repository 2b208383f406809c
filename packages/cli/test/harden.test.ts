import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { makeDirectory, removeDirectory, runCommand } from './run-command.ts';

let directory = '';
afterEach(() => removeDirectory(directory));

async function harden(text: string, ...argv: readonly string[]) {
  directory = makeDirectory({ 'compose.yaml': text });
  const run = await runCommand(['harden', '--write', ...argv], { cwd: directory });
  return { ...run, text: readFileSync(join(directory, 'compose.yaml'), 'utf8') };
}

const redis = 'services:\n  cache:\n    image: redis:8\n';
const stepsDown =
  '    cap_drop:\n      - ALL\n    cap_add:\n      - CHOWN\n      - DAC_OVERRIDE\n      - SETGID\n      - SETUID\n';
const noNew = '    security_opt:\n      - no-new-privileges:true\n';

test.each<[string, string, string]>([
  ['an image that is known', redis, `${redis}    read_only: true\n${stepsDown}${noNew}`],
  [
    'one that starts without privileges',
    'services:\n  a:\n    image: redis:8\n    user: "999"\n',
    `services:\n  a:\n    image: redis:8\n    user: "999"\n    read_only: true\n    cap_drop:\n      - ALL\n${noNew}`,
  ],
  [
    'what is there already, in its style',
    'services:\n  a:\n    image: memcached:1.6\n    read_only: true\n    cap_drop: [ "NET_RAW" ]\n    security_opt:\n    - \'apparmor:x\'\n',
    'services:\n  a:\n    image: memcached:1.6\n    read_only: true\n    cap_drop: [ "NET_RAW", "ALL" ]\n    security_opt:\n    - \'apparmor:x\'\n    - \'no-new-privileges:true\'\n',
  ],
  [
    'a merge key, which an own entry wins over',
    `x-a: &a\n  restart: always\n${redis}    <<: *a\n`,
    `x-a: &a\n  restart: always\n${redis}    <<: *a\n    read_only: true\n${stepsDown}${noNew}`,
  ],
])('adds what a service can bear: %s', async (_name, before, after) => {
  const first = await harden(before);
  expect(first.text).toBe(after);
  expect(first.err).toBe('plimsoll: compose.yaml: written\n');
  const second = await runCommand(['harden', '--write'], { cwd: directory });
  expect(second.err).toBe('plimsoll: compose.yaml: nothing to change\n');
  const rules = ['read-only', 'cap-drop', 'no-new-privileges'].map((name) => `--rule=compose/require-${name}:error`);
  const lint = await runCommand(['--preset', 'none', ...rules, 'compose.yaml'], { cwd: directory });
  expect(lint).toMatchObject({ status: 0 });
});

test.each<[string, string, string]>([
  ['an image that is not known', 'services:\n  a:\n    image: example/app:1\n', 'what example/app needs is not known'],
  ['a build', 'services:\n  a:\n    build: .\n', 'it is built here, and what its program needs is not known'],
  ['an entrypoint', `${redis}    entrypoint: sh\n`, 'it has an entrypoint of its own'],
  ['another program', `${redis}    command: sh -c x\n`, 'its command is none of those known of redis'],
  ['a variable', 'services:\n  a:\n    image: ${X}\n', 'which image it runs depends on a variable'],
  ['braces', 'services:\n  a: {image: redis}\n', 'left alone: it is written in braces'],
  ['an alias', 'x-a: &a\n  image: redis\nservices:\n  a: *a\n', 'left alone: this file has no mapping of its own'],
  [
    'a service that others extend',
    'services:\n  a:\n    image: redis:8\n  b:\n    extends: a\n    image: example/b:1\n',
    'a: left alone: it would change something else',
  ],
  [
    'a mapping that others merge',
    'services:\n  a: &a\n    image: redis:8\n  b:\n    <<: *a\n    image: example/b:1\n',
    'a: left alone: it would change something else',
  ],
])('leaves alone, and says why: %s', async (_name, before, reason) => {
  const run = await harden(before);
  expect(run.text).toBe(before);
  expect(run.status).toBe(0);
  expect(run.err).toContain(reason);
});

test.each<[string, string, string]>([
  [
    'data in no volume',
    'services:\n  a:\n    image: grafana/grafana:12.0.0\n',
    'read_only left out: it keeps data in /var/lib/grafana',
  ],
  ['no, on purpose', `${redis}    read_only: false\n`, 'read_only left out: it is set to something else'],
  ['files that are synced', `${redis}    develop:\n      watch: []\n`, 'develop.watch copies files'],
  ['a tmpfs of one text', 'services:\n  a:\n    image: nginx:1.29\n    tmpfs: /x\n', 'its tmpfs is no list'],
  ['all capabilities', `${redis}    privileged: true\n`, 'cap_drop left out: a privileged container'],
])('leaves out one thing: %s', async (_name, before, reason) => {
  const run = await harden(before);
  expect(run.err).toContain(reason);
  expect(run.text).toContain('no-new-privileges:true');
});

test('ports go to the loopback address, but for those of everybody; the rest of a build stays', async () => {
  const head = 'services:\n  a:\n    build: .\n    ports:\n';
  const run = await harden(`${head}      - "80:80"\n      - 3000:3000\n      - target: 5\n        published: 6\n`);
  expect(run.text).toBe(
    `${head}      - "80:80"\n      - 127.0.0.1:3000:3000\n      - target: 5\n        published: 6\n        host_ip: 127.0.0.1\n`,
  );
});

test.each<[string, string, string]>([
  ['own keys', '', '    mem_limit: 512m\n    cpus: 1.5\n    pids_limit: 200\n'],
  [
    'below deploy',
    '    deploy:\n      replicas: 2\n',
    '    deploy:\n      replicas: 2\n      resources:\n        limits:\n          memory: 512m\n          cpus: "1.5"\n          pids: 200\n',
  ],
  ['one that is there stays', '    mem_limit: 1g\n', '    mem_limit: 1g\n    cpus: 1.5\n    pids_limit: 200\n'],
])('limits are those that are given: %s', async (_name, before, after) => {
  const head = 'services:\n  a:\n    build: .\n';
  const run = await harden(head + before, '--memory', '512m', '--cpus', '1.5', '--pids', '200');
  expect(run.text).toBe(head + after);
});

test('only the services that are named; without --write a diff, and nothing is written', async () => {
  const text = `${redis}  other:\n    image: redis:8\n`;
  directory = makeDirectory({ 'compose.yaml': text });
  const run = await runCommand(['harden', 'compose.yaml', '--service', 'other'], { cwd: directory });
  expect(run).toMatchObject({ status: 0, err: '' });
  expect(run.out).toContain('@@ -3,3 +3,13 @@');
  expect(readFileSync(join(directory, 'compose.yaml'), 'utf8')).toBe(text);
});

test.each<[string, readonly string[], string]>([
  ['a service that is not there', ['--service', 'cahce'], 'no service "cahce", did you mean "cache"?'],
  ['a size', ['--memory', 'much'], '--memory takes a size such as 512m, not "much"'],
  ['processors', ['--cpus', '0'], '--cpus takes a number of processors such as 0.5, not "0"'],
  ['processes', ['--pids', '0'], '--pids takes a number of processes such as 200, not "0"'],
])('a bad request: %s', async (_name, argv, message) => {
  const run = await harden(redis, ...argv);
  expect(run).toMatchObject({ status: 2, text: redis, err: `plimsoll: ${message}\n` });
});
