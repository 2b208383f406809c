import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import { makeDirectory, removeDirectory, runCommand } from './run-command.ts';

const path = join(import.meta.dirname, '../src/generated/config.schema.json');
const validate = new Ajv({ allErrors: true, strict: false }).compile(JSON.parse(readFileSync(path, 'utf8')));

// What the schema says to an editor, a run says too.
test.each<[boolean, unknown]>([
  [true, {}],
  [true, { $schema: 'x', extends: 'strict', ignore: 'vendor/', rules: { 'hadolint/DL3020': 'off' } }],
  [true, { extends: ['plimsoll/recommended', 'php'], overrides: [{ files: ['a', 'b'], rules: {} }] }],
  [true, { rules: { 'dockerfile/no-latest-tag': ['info', { tags: ['x'], images: [] }] } }],
  [true, { rules: { 'dockerfile/no-latest-tag': ['off'] } }],
  [false, { rule: {} }],
  [false, { rules: { 'dockerfile/no-latest-tg': 'off' } }],
  [false, { rules: { 'dockerfile/no-latest-tag': 'warn' } }],
  [false, { rules: { 'dockerfile/no-latest-tag': ['info', { tag: [] }] } }],
  [false, { rules: { 'dockerfile/no-latest-tag': ['info', { tags: 'x' }] } }],
  [false, { rules: { 'dockerfile/no-latest-tag': [] } }],
  [false, { rules: { 'dockerfile/no-latest-tag': ['info', {}, {}] } }],
  [false, { overrides: [{ rules: {} }] }],
  [false, { ignore: [1] }],
])('%j %j', async (isValid, config) => {
  expect(validate(config)).toBe(isValid);
  const cwd = makeDirectory({ Dockerfile: 'FROM scratch\n', 'plimsoll.config.json': JSON.stringify(config) });
  const { err } = await runCommand(['--no-color'], { cwd });
  removeDirectory(cwd);
  expect(err === '').toBe(isValid);
});

test('--print-config says where each value is set', async () => {
  const cwd = makeDirectory({
    'base.yaml': 'extends: none\nrules:\n  dockerfile/no-latest-tag: [info, { images: [a] }]\n',
    'web/plimsoll.config.json': '{ "extends": ["../base.yaml", "php"],\n"rules": { "hadolint/DL3007": "error" } }',
  });
  const argv = ['--print-config', 'web/Dockerfile', '--rule', 'dockerfile/no-root-user:off'];
  const { out, err, status } = await runCommand(argv, { cwd });
  const json = await runCommand([...argv, '--format', 'json'], { cwd });
  removeDirectory(cwd);
  expect({ err, status }).toEqual({ err: '', status: 0 });
  expect(out).toContain('configured by web/plimsoll.config.json\n  extends base.yaml  web/plimsoll.config.json:1:15\n');
  expect(out).toMatch(/^dockerfile\/no-latest-tag +error +web\/plimsoll\.config\.json:2:31$/m);
  expect(out).toContain('  images: ["a"]  base.yaml:3:38, extended at web/plimsoll.config.json:1:15\n');
  expect(out).toMatch(/^dockerfile\/no-root-user +off +--rule dockerfile\/no-root-user:off$/m);
  expect(JSON.parse(json.out).rules['dockerfile/no-latest-tag']).toMatchObject({
    severity: 'error',
    set: { by: 'file', path: 'web/plimsoll.config.json', line: 2, column: 31, extendedAt: [] },
    options: { images: { value: ['a'], set: { path: 'base.yaml', extendedAt: [{ line: 1, column: 15 }] } } },
  });
});
