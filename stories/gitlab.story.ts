// The jobs of docs/pull-requests.md for GitLab: their scripts, run by a shell as a runner does, with npx from the registry.
// Needs: git
// Uses: registry
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from '@jest/globals';
import { readPage } from './page.ts';
import { makeScratch, run, succeed, userEnvironment, writeFiles } from './scratch.ts';

const jobs = readPage('pull-requests.md').filter(({ text }) => text.includes('\n  script:\n'));
const scripts = jobs.map(({ text }) =>
  [...text.matchAll(/^ {4}- (npx .*)$/gm)].map(([, line = '']) => line).join('\n'),
);
const folder = makeScratch({ Dockerfile: 'FROM alpine:3.22\nADD app.conf /etc/\nUSER app\n' });
const env = userEnvironment(makeScratch());
const git = (...args: readonly string[]): Promise<string> => succeed(['git', ...args], { cwd: folder, env });
let base = '';

beforeAll(async () => {
  await git('init', '-q');
  await git('add', '-A');
  await git('commit', '-qm', 'Before');
  base = (await git('rev-parse', 'HEAD')).trim();
});

const runScript = (script: string | undefined) =>
  run(['sh', '-ec', script ?? 'exit 9'], { cwd: folder, env: { ...env, CI_MERGE_REQUEST_DIFF_BASE_SHA: base } });

test('the page has two jobs', () => {
  expect(jobs.map(({ text }) => text.split('\n')[0])).toEqual(['plimsoll:', 'plimsoll-new:']);
});

test('the report has all findings, and the job passes without an error', async () => {
  const file = /codequality: (.*)$/m.exec(jobs[0]?.text ?? '')?.[1] ?? '';
  expect(await runScript(scripts[0])).toMatchObject({
    status: 0,
    out: expect.stringContaining('prefer-copy-over-add'),
  });
  const [issue, ...others] = JSON.parse(readFileSync(join(folder, file), 'utf8'));
  expect(others).toEqual([]);
  expect(issue).toMatchObject({
    check_name: 'dockerfile/prefer-copy-over-add',
    severity: 'minor',
    location: { path: 'Dockerfile' },
    fingerprint: expect.stringMatching(/^\w{16,}$/),
    description: expect.any(String),
  });
});

test('the other job fails for what is new, and for nothing else', async () => {
  expect(await runScript(scripts[1])).toMatchObject({ status: 0 });
  writeFiles(folder, { 'web/Dockerfile': 'FROM alpine:3.22\nADD web.conf /etc/\nUSER app\n' });
  await git('add', '-A');
  await git('commit', '-qm', 'New');
  const { status, out } = await runScript(scripts[1]);
  expect({ status, out }).toEqual({ status: 1, out: expect.stringMatching(/^web\/Dockerfile\n/) });
  expect(out).not.toContain('app.conf');
});
