import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';

// The snippets of docs/library-dockerfile.md print what the page says, with the built packages, as for a user.

const root = join(import.meta.dirname, '../../..');
const page = readFileSync(join(root, 'docs/library-dockerfile.md'), 'utf8');
const snippets = [...page.matchAll(/^```js\n([\s\S]*?)^```\n\n```text\n([\s\S]*?)^```$/gm)].map(
  ([, program = '', printed = ''], index) => ({ index, program, printed }),
);

describe('docs/library-dockerfile.md', () => {
  test('shows what each snippet prints', () => {
    expect(snippets.length).toBeGreaterThan(10);
    expect(snippets).toHaveLength([...page.matchAll(/^```js$/gm)].length);
  });

  test.each(snippets)('snippet $index', ({ index, program, printed }) => {
    const folder = join(root, '.cache/library-docs');
    mkdirSync(folder, { recursive: true });
    const file = join(folder, `snippet-${index}.mjs`);
    writeFileSync(file, program);
    const run = spawnSync(process.execPath, [file], {
      cwd: root,
      encoding: 'utf8',
      env: { ...process.env, NO_COLOR: '1' },
    });
    expect(run.stderr).toBe('');
    expect(run.stdout).toBe(printed);
  });
});
