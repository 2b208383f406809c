import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { root } from '../../../scripts/project-files.ts';

// Only Node 20 needs the loader, but any Node can run it.
describe('compiled code', () => {
  let folder = '';

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'plimsoll-compiled-'));
    for (const part of ['bin', 'dist', 'package.json']) {
      cpSync(join(root, 'packages/cli', part), join(folder, part), { recursive: true });
    }
    writeFileSync(join(folder, 'start.cjs'), "require('./bin/load-compiled.js').load('entry.cjs');\n");
    writeFileSync(join(folder, 'Dockerfile'), 'FROM alpine:3.22\nADD a /b\nUSER 1000\n');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const lint = (env: Readonly<Record<string, string>> = {}) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['start.cjs', 'Dockerfile'], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, NODE_DISABLE_COMPILE_CACHE: '', ...env },
    });
    return { status, stdout, stderr };
  };
  const kept = () => {
    const below = join(folder, '.compiled');
    return existsSync(below)
      ? readdirSync(below, { recursive: true }).filter((name) => String(name).endsWith('.bin'))
      : [];
  };

  it('is kept by the first run, and changes nothing', () => {
    const first = lint();
    expect(first.stdout).toContain('dockerfile/prefer-copy-over-add');
    // What every run loads is one file, and two that the answer to --version needs too.
    expect(kept()).toHaveLength(3);
    expect(lint()).toEqual(first);
  });

  it('is not kept on request', () => {
    expect(lint({ NODE_DISABLE_COMPILE_CACHE: '1' }).stdout).toContain('dockerfile/prefer-copy-over-add');
    expect(kept()).toEqual([]);
  });

  it('is not used when it was cut off or made by something else', () => {
    const first = lint();
    const files = kept().map((name) => join(folder, '.compiled', String(name)));
    for (const [index, file] of files.entries()) {
      if (index % 2 === 0) truncateSync(file, 100);
      else writeFileSync(file, 'made by something else');
    }
    expect(lint()).toEqual(first);
  });

  it('is not missed where a file stands in its place', () => {
    writeFileSync(join(folder, '.compiled'), '');
    expect(lint().stdout).toContain('dockerfile/prefer-copy-over-add');
  });
});
