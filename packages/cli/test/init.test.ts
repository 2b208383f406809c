import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { parseJsonConfig, readConfig } from '@plimsoll/core';
import { makeDirectory, type RunOutcome, removeDirectory, runCommand } from './run-command.ts';

const name = 'plimsoll.config.jsonc';
const open: string[] = [];
afterEach(() => {
  for (const directory of open.splice(0)) removeDirectory(directory);
});

interface Started extends RunOutcome {
  readonly cwd: string;
  readonly config: string;
}

async function start(
  files: Readonly<Record<string, string | Buffer>>,
  prepare: (cwd: string) => void = () => undefined,
): Promise<Started> {
  const cwd = makeDirectory(files);
  open.push(cwd);
  prepare(cwd);
  const outcome = await runCommand(['--init'], { cwd });
  const file = join(cwd, name);
  return { ...outcome, cwd, config: existsSync(file) ? readFileSync(file, 'utf8') : '' };
}

/** Settings of the configuration that was written, as a linter would read them. */
function rulesOf(config: string): Readonly<Record<string, unknown>> {
  const parsed = parseJsonConfig(config);
  if (!parsed.ok) throw new Error(`${parsed.message} in ${config}`);
  const { rules } = readConfig(parsed.root, name);
  return Object.fromEntries(
    rules.map(({ name: id, severity, options }) => {
      const values = Object.fromEntries(options.map((own) => [own.name, own.value]));
      return [id.value, options.length > 0 ? [severity?.value, values] : severity?.value];
    }),
  );
}

const hadolint = `failure-threshold: error # fail less
ignored:
  - DL3008
  - "dl3020"
  - SC2086
  - DL9999
override:
  error: [DL3015]
  warning: [DL3008]
  style:
    - DL3006
trustedRegistries:
  - docker.io
  - "*.gcr.io"
no-color: false
label-schema: { maintainer: text, revision: hash }
strict-labels: true
disable-ignore-pragma: true
formats: [tty, codacy]
`;

describe('what is taken over', () => {
  test('of hadolint', async () => {
    const { status, err, out, config } = await start({ '.hadolint.yaml': hadolint });
    expect([status, err]).toEqual([0, '']);
    const schema = { maintainer: 'text', revision: 'commit' };
    expect(rulesOf(config)).toEqual({
      'dockerfile/pin-apt-packages': 'off',
      'dockerfile/prefer-copy-over-add': 'off',
      'dockerfile/no-install-recommends': 'error',
      'dockerfile/no-latest-tag': 'info',
      'dockerfile/require-label': [expect.anything(), { schema }],
      'dockerfile/valid-label-value': [expect.anything(), { schema }],
      'dockerfile/no-unknown-label': [expect.anything(), { schema }],
      'dockerfile/require-allowed-registry': ['error', { registries: ['docker.io', '*.gcr.io'] }],
    });
    expect(config).toContain('"extends": ["hadolint", "recommended"]');
    expect(out.split('Not imported:\n')[1]?.split('\n\n')[0]?.split('\n')).toEqual([
      '  .hadolint.yaml:5:5: SC2086: a check of ShellCheck, which is not run by default: see docs/shellcheck.md',
      '  .hadolint.yaml:6:5: DL9999: no rule stands for it',
      '  .hadolint.yaml:1:1: failure-threshold: a flag here: plimsoll --fail-on error',
      '  .hadolint.yaml:18:1: disable-ignore-pragma: comments that silence rules always count here',
      '  .hadolint.yaml:19:1: formats: a flag here: plimsoll --format pretty',
      '  .hadolint.yaml:19:1: formats: no format "codacy"',
    ]);
  });

  test('of dclint, in JSON with comments', async () => {
    const text = `{ // levels
      "rules": { "service-image-require-explicit-tag": [1, { "prohibitedTags": ["dev"] }], "no-such-rule": 2, "x": 3 },
      "exclude": ["compose.dev.yml", "./old/stack/", "a*b"], "quiet": true, "debug": false }`;
    const { config, out } = await start({
      '.dclintrc': text,
      'compose.dev.yml': 'services: { a: { image: a } }\n',
      'x/old/stack/compose.yaml': 'services: { a: { image: a } }\n',
    });
    expect(rulesOf(config)).toEqual({ 'compose/no-latest-tag': 'warning' });
    expect(config).toContain('"ignore": [\n    "compose.dev.yml",\n    "**/old/stack",\n    "a\\\\*b"\n  ]');
    expect(out).toContain('no-such-rule: no rule stands for it');
    expect(out).toContain('x: its level is not 0, 1 or 2');
    expect(out).toContain('its options are not ours: prohibitedTags');
    expect(out).toContain('quiet: a flag here: plimsoll --quiet');
    const linted = await runCommand([], { cwd: open[0] ?? '' });
    expect(linted.err).toBe('plimsoll: no Dockerfile or Compose file found\n');
  });

  test('of compose-lint, with reasons', async () => {
    const text = `rules:
  CL-0001: { exclude_services: { traefik: needs it, watch: } }
  CL-0002: { severity: LOW }
  CL-0007: { enabled: false, reason: "later */ \\n\\"x\\": 1" }
  CL-0012: { enabled: "no" }
  CL-9999: { severity: high }
`;
    const { config, out } = await start({ '.compose-lint.yml': text });
    expect(rulesOf(config)).toEqual({ 'compose/no-privileged': 'info', 'compose/require-read-only': 'off' });
    expect(config).toContain('// .compose-lint.yml: CL-0007, later */ \\u{a}"x": 1\n');
    expect(config).toContain('"extends": ["recommended"]');
    expect(out).toContain('CL-0001: exclude_services (traefik, watch): a comment above each');
    expect(out).toContain('CL-0012: enabled is neither true nor false');
    expect(out).toContain('CL-9999: no rule stands for it');
  });

  test('of all three, one rule from several', async () => {
    const { config, out } = await start({
      '.hadolint.yml': 'ignored: [DL3032]\noverride: { info: [DL3040] }\n',
      '.dclintrc.yaml': 'rules: { service-image-require-explicit-tag: 0 }\n',
      '.compose-lint.yml': 'rules: { CL-0004: { severity: high } }\n',
    });
    expect(rulesOf(config)).toEqual({ 'dockerfile/no-dnf-cache': 'info', 'compose/no-latest-tag': 'error' });
    expect(out).toContain(
      'DL3032 is off, but dockerfile/no-dnf-cache stands for DL3040 too, which is info: that counts',
    );
  });

  test('nothing, where there is nothing', async () => {
    const { status, out, config } = await start({ Dockerfile: 'FROM alpine:3.22\nUSER 1000\n' });
    expect([status, out]).toEqual([0, `Wrote ${name}, with the presets recommended.\n`]);
    expect(rulesOf(config)).toEqual({});
  });
});

describe('what is refused', () => {
  const hostile: readonly (readonly [string, Readonly<Record<string, string | Buffer>>, string])[] = [
    ['no YAML', { '.hadolint.yaml': 'ignored: [DL3008\n' }, '.hadolint.yaml:'],
    ['anchors', { '.hadolint.yaml': 'ignored: &a [DL3008]\n' }, '.hadolint.yaml:1:10: anchors have no part'],
    ['a list', { '.hadolint.yaml': '- DL3008\n' }, 'the configuration: no mapping of keys to values'],
    [
      'values of other kinds',
      { '.hadolint.yaml': 'ignored: [{ a: 1 }, 7]\n' },
      '.hadolint.yaml:1:11: ignored: no text',
    ],
    ['an unknown severity', { '.hadolint.yaml': 'override: { fatal: [DL3008] }\n' }, 'override: no severity "fatal"'],
    ['an unknown key', { '.hadolint.yaml': 'ignore: [DL3008]\n' }, '.hadolint.yaml:1:1: unknown key "ignore"'],
    ['keys of objects', { '.hadolint.yaml': '__proto__: 1\nconstructor: 2\n' }, 'unknown key "__proto__"'],
    [
      'ids of objects',
      { '.dclintrc': '{"rules":{"__proto__":0,"constructor":0}}' },
      '__proto__: no rule stands for it',
    ],
    ['depth', { '.dclintrc': '['.repeat(50_000) }, '.dclintrc'],
    ['size', { '.dclintrc': ' '.repeat(1_000_001) }, '.dclintrc: larger than 1000000 bytes'],
    ['no text', { '.dclintrc': Buffer.from([0xff, 0xfe, 0x41, 0x00]) }, '.dclintrc: is no text in UTF-8'],
    ['code', { 'dclint.config.js': 'throw 1;' }, 'dclint.config.js: is code, which is not run'],
    [
      'control characters',
      { '.hadolint.yaml': 'ignored: ["\\e[2J\\n::error::x"]\n' },
      '\\u{1b}[2J\\u{a}\\u{3a}:error::x',
    ],
    ['line ends in patterns', { '.dclintrc': '{"exclude":["a\\n*"]}' }, 'names no file'],
    ['a second file', { '.dclintrc': '{}', '.dclintrc.json': '{}' }, '.dclintrc.json: dclint reads .dclintrc alone'],
  ];
  test.each(hostile)('%s', async (_, files, line) => {
    const { status, err, out, config } = await start(files);
    expect([status, err]).toEqual([0, '']);
    expect(out.split('Not imported:')[1]).toContain(line);
    expect(rulesOf(config)).toEqual({});
  });

  test('a link that leads outside, a directory', async () => {
    const outside = makeDirectory({ secret: 'ignored: [DL3008]\n' });
    open.push(outside);
    const { out, config } = await start({}, (cwd) => {
      symlinkSync(join(outside, 'secret'), join(cwd, '.hadolint.yaml'));
      mkdirSync(join(cwd, '.dclintrc'));
    });
    expect(out).toContain('.hadolint.yaml: leads outside of the root, and is not read');
    expect(out).toContain('.dclintrc: is no file');
    expect(rulesOf(config)).toEqual({});
  });

  test.each(['plimsoll.config.yaml', 'plimsoll.config.mjs', name])('where there is a %s', async (there) => {
    const { status, out, err, cwd } = await start({ [there]: 'mine' });
    expect([status, out, err]).toEqual([2, '', `plimsoll: ${there} is there already, and stays as it is\n`]);
    expect(readFileSync(join(cwd, there), 'utf8')).toBe('mine');
    expect(readdirSync(cwd).sort()).toEqual(['.git', there]);
  });

  test('a dangling link is a configuration too', async () => {
    const { status, cwd } = await start({}, (directory) => symlinkSync('/nowhere/x', join(directory, name)));
    expect([status, existsSync(join(cwd, name))]).toEqual([2, false]);
  });

  test('paths', async () => {
    const { status, err } = await runCommand(['--init', 'x'], { cwd: import.meta.dirname });
    expect([status, err]).toEqual([2, 'plimsoll: --init takes no paths: it writes at the root (--root DIR)\n']);
  });
});

test('it writes at the root', async () => {
  const cwd = makeDirectory({ 'a/b': '', '.hadolint.yaml': 'ignored: [DL3020]\n' });
  open.push(cwd);
  const { out } = await runCommand(['--init'], { cwd: join(cwd, 'a') });
  expect(out).toContain(`Wrote ../${name}, with the presets hadolint and recommended.`);
  expect(out).toContain('../.hadolint.yaml:1:11: DL3020 is off: dockerfile/prefer-copy-over-add');
});
