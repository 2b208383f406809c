import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';

const root = join(import.meta.dirname, '../../..');

/** What each snippet prints, in the order of the README. The snippets run against the built packages, as for a user. */
const expected: readonly RegExp[] = [
  /^2:1 warning dockerfile\/prefer-copy-over-add\n1 warnings\n$/,
  /^fixtures\/demo\/\S+:\d+ \S+\/\S+\n[\s\S]*\d+ errors\n$/,
  /^true 0\n$/,
  /^FROM alpine:3\.22\nCOPY app\.conf \/etc\/\nUSER app\n 1\n(fixtures\/demo\/\S+ true\n)+$/,
  /^MAINTAINER is deprecated\. Use a label\.\n$/,
  /^build node:22\nnginx:1\.29 default nginx:\$\{TAG:-1\.29\}\n$/,
  /^Dockerfile\n\n {2}2:1 error dockerfile\/prefer-copy-over-add\n[\s\S]*\n1 true\n$/,
];

const readme = readFileSync(join(root, 'README.md'), 'utf8');
const snippets = [...readme.matchAll(/^```js\n([\s\S]*?)^```$/gm)].map((match) => match[1] ?? '');

describe('the snippets of the README', () => {
  test('each has an expectation', () => {
    expect(snippets).toHaveLength(expected.length);
  });

  test.each(snippets.map((text, index) => [index, text] as const))('snippet %i runs', (index, text) => {
    const folder = join(root, '.cache/readme');
    mkdirSync(folder, { recursive: true });
    const file = join(folder, `snippet-${index}.mjs`);
    writeFileSync(file, text);
    const run = spawnSync(process.execPath, [file], { cwd: root, encoding: 'utf8' });
    expect(run.stderr).toBe('');
    expect(run.stdout).toMatch(expected[index] ?? /^$/);
    expect(text.trimEnd().split('\n').length).toBeLessThanOrEqual(10);
  });
});
