import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { root } from '../../../scripts/project-files.ts';

// The built program, as users get it: only that has a second one to share with.
describe('many Dockerfiles', () => {
  const bin = join(root, 'packages/cli/bin');
  let folder = '';

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'plimsoll-share-'));
    for (let index = 0; index < 160; index++) {
      mkdirSync(join(folder, `service-${index}`));
      const lines = Array.from({ length: 60 }, (_, line) => `ENV VALUE_${line}=some-text-${index}`);
      const text = `FROM alpine:3.22\n${lines.join('\n')}\nADD file-${index} /file\nUSER 1000\n`;
      writeFileSync(join(folder, `service-${index}/Dockerfile`), text);
    }
    // One that only the thread meets, with something that only a look at the disk tells.
    writeFileSync(join(folder, 'service-99/.dockerignore'), 'file-*\n');
    writeFileSync(join(folder, 'service-99/Dockerfile'), 'FROM alpine:3.22\nCOPY file-99 /file\nUSER 1000\n');
    writeFileSync(join(folder, 'plimsoll.config.json'), '{"rules": {"dockerfile/prefer-copy-over-add": "error"}}');
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const run = (program: string, ...options: readonly string[]) => {
    const script = `globalThis[Symbol.for('plimsoll.lint-worker')] = ${program};
      process.argv.splice(1, 0, 'plimsoll');
      require(${JSON.stringify(join(bin, 'start.js'))}).start('entry.cjs');`;
    const args = ['-e', script, '--', '--format', 'json', '--env-from-shell', ...options, '.'];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, {
      cwd: folder,
      encoding: 'utf8',
      maxBuffer: 1e9,
    });
    return { status, stdout, stderr };
  };
  const worker = JSON.stringify(join(bin, 'lint-worker.js'));

  it('are linted with the same result by one thread and by two', () => {
    const alone = run('undefined');
    expect(alone.status).toBe(1);
    expect(JSON.parse(alone.stdout).summary).toMatchObject({ files: 160, errors: 159 });
    expect(alone.stdout).toContain('dockerfile/no-copy-ignored-file');
    expect(run(worker)).toEqual(alone);
    expect(run(worker, '--all-rules')).toEqual(run('undefined', '--all-rules'));
  });

  it('are linted by one thread if the other fails', () => {
    writeFileSync(join(folder, 'fails.cjs'), 'throw new Error("it fails");');
    writeFileSync(join(folder, 'ends.cjs'), 'require("node:fs").writeFileSync("started", "");');
    const alone = run('undefined');
    for (const name of ['fails.cjs', 'ends.cjs', 'missing.cjs']) {
      expect(run(JSON.stringify(join(folder, name)))).toEqual(alone);
    }
    expect(existsSync(join(folder, 'started'))).toBe(true);
  });
});
