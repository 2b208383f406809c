import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { makeDirectory, removeDirectory } from './run-command.ts';

// A plugin as somebody else writes one: packed by npm, installed into a project that has nothing else, and found there by
// the built command line. Its rule is plain data, so that it needs no copy of core.

const bin = join(import.meta.dirname, '../bin/plimsoll.js');
const rule = `{
  apiVersion: 1, language: 'dockerfile', id: 'dockerfile/no-maintainer-here', aliases: ['acme/A1'], since: '1.0.0',
  category: 'style', severity: 'warning', presets: ['recommended'], summary: 'No maintainer.', why: 'Acme says so.',
  fixable: 'none', messages: { old: 'Acme wants no MAINTAINER.' },
  on: { Maintainer: (node, { report }) => report({ at: node.keyword, message: 'old' }) },
}`;
const plugin = (rules: string, more = ''): string =>
  `export default { meta: { name: 'acme', version: '1.0.0' }, rules: [${rules}], ${more} };`;

let project = '';
let source = '';

function write(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

function npm(cwd: string, ...args: readonly string[]): string {
  const run = spawnSync('npm', args, { cwd, encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`npm ${args.join(' ')}: ${run.stderr}`);
  return run.stdout;
}

function lint(config: unknown, ...args: readonly string[]): { readonly status: number | null; readonly out: string } {
  write(project, { 'plimsoll.config.json': JSON.stringify(config) });
  const argv = [bin, '--format', 'compact', ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, argv, { cwd: project, encoding: 'utf8' });
  return { status, out: stdout + stderr };
}

beforeAll(() => {
  source = makeDirectory({
    'package.json': JSON.stringify({
      name: 'plimsoll-plugin-acme',
      version: '1.0.0',
      type: 'module',
      exports: { '.': { import: './index.js' } },
    }),
    'index.js': plugin(rule, "configs: { strict: { rules: { 'acme/A1': 'error' } } }"),
  });
  project = makeDirectory({ Dockerfile: 'FROM alpine:3.22\nMAINTAINER me\nUSER 1000\n', 'package.json': '{}' });
  const packed = npm(source, 'pack', '--silent').trim();
  npm(project, 'install', '--offline', '--no-audit', '--no-fund', join(source, packed));
  write(project, {
    'throws.mjs': "throw new Error('broken by design');",
    'later.mjs': plugin(rule.replace('apiVersion: 1', 'apiVersion: 2')),
    'bare.mjs': 'export const x = 1;',
    'same.mjs': plugin(rule),
  });
}, 120_000);

afterAll(() => {
  removeDirectory(source);
  removeDirectory(project);
});

describe('a plugin that is packed and installed', () => {
  const name = 'plimsoll-plugin-acme';
  test('its rules run, under its name', () => {
    const { status, out } = lint({ plugins: [name] }, '--allow-config-code');
    expect(out).toContain('Dockerfile:2:1: warning: Acme wants no MAINTAINER. [acme/dockerfile/no-maintainer-here]');
    expect(status).toBe(0);
  });

  test('its configurations can be extended, and its rules be set by id and alias', () => {
    const strict = lint({ plugins: [name], extends: 'plugin:acme/strict' }, '--allow-config-code');
    expect(strict).toEqual({ status: 1, out: expect.stringContaining('error: Acme wants') });
    const off = { 'acme/dockerfile/no-maintainer-here': 'off' };
    const { out } = lint({ plugins: [name], rules: off }, '--allow-config-code');
    expect(out).not.toContain('Acme');
    expect(lint({ plugins: [name] }, '--allow-config-code', '--rule', 'acme/A1:error').status).toBe(1);
  });

  test('its rules have pages, and are listed, once its code may run', () => {
    const page = lint({ plugins: [name] }, '--allow-config-code', '--explain', 'acme/A1');
    expect(page).toEqual({ status: 0, out: expect.stringMatching(/^acme\/dockerfile\/no-maintainer-here\n/) });
    expect(page.out).not.toContain('Documentation');
    expect(lint({ plugins: [name] }, '--allow-config-code', '--list-rules').out).toContain('acme/dockerfile/no-maint');
    expect(lint({ plugins: [name] }, '--list-rules').out).not.toContain('acme/');
    expect(lint({ plugins: [name] }, '--explain', 'acme/A1')).toEqual({
      status: 2,
      out: expect.stringContaining('is code, which runs only with --allow-config-code'),
    });
    expect(lint({ plugins: [name] }, '--explain', 'dockerfile/no-root-user').status).toBe(0);
    expect(lint({ plugins: [name] }, '--explain', 'acme/A1', '--no-config').out).toContain('unknown rule "acme/a1"');
  });

  test('a configuration that is code', () => {
    write(project, { 'c.mjs': `export default { plugins: ['${name}'], extends: ['none', 'plugin:acme/strict'] };` });
    const { out } = lint({}, '--config', 'c.mjs', '--allow-config-code');
    expect(out).toContain('error: Acme wants');
  });

  test.each([
    ['no leave', { plugins: [name] }, '1:13: the plugin "plimsoll-plugin-acme" is code, which runs only with', false],
    ['one that throws', { plugins: ['./throws.mjs'] }, 'the plugin throws.mjs failed to load: broken by design', true],
    ['a later API', { plugins: ['./later.mjs'] }, 'for rule API 2, and this version of Plimsoll has 1', true],
    ['no plugin', { plugins: ['./bare.mjs'] }, 'the plugin bare.mjs exports no meta.name', true],
    ['none there', { plugins: ['absent'] }, '1:13: the plugin "absent" is not installed', true],
    ['two of one name', { plugins: [name, './same.mjs'] }, 'there are two rules with the id acme/dockerfile', true],
    ['an unknown configuration', { plugins: [name], extends: 'plugin:acme/x' }, 'one of plugin:acme/strict', true],
  ] as const)('%s', (_, config, message, allowed) => {
    const { status, out } = lint(config, ...(allowed ? ['--allow-config-code'] : []));
    expect(out).toContain(message);
    expect(out.trimEnd().split('\n')).toHaveLength(1);
    expect(status).toBe(2);
  });
});
