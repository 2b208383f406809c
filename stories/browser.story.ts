// Core and rules in a page as docs/npm.md says: bundled by esbuild, run by a real browser on a text.
// Needs: chromium
// Uses: registry
import { readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, expect, test } from '@jest/globals';
import { readPage } from './page.ts';
import { firstInstalled, makeScratch, note, root, run, succeed, userEnvironment, writeFiles } from './scratch.ts';

const page = readPage('npm.md');
const files = page.flatMap(({ file, text }) => (file === 'page.js' || file === 'index.html' ? [[file, text]] : []));
const command = (info: string): string => page.find((block) => block.info === info)?.text ?? '';

const folder = makeScratch({ 'package.json': '{ "name": "page", "private": true, "type": "module" }\n' });
const env = userEnvironment(makeScratch());

beforeAll(async () => {
  writeFiles(folder, Object.fromEntries(files));
  await succeed(['sh', '-ec', command('sh library')], { cwd: folder, env });
  // The registry has our packages alone; esbuild is the workspace's.
  symlinkSync(join(root, 'node_modules/.bin/esbuild'), join(folder, 'node_modules/.bin/esbuild'));
  await succeed(['sh', '-ec', command('sh bundle')], { cwd: folder, env });
  const bundle = readFileSync(join(folder, 'bundle.js'));
  const kilobytes = (bytes: number): string => `${Math.round(bytes / 1000)} kB`;
  note(`core and all rules in a browser: ${kilobytes(bundle.length)}, ${kilobytes(gzipSync(bundle).length)} with gzip`);
});

test('the page lints its text', async () => {
  const flags = ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'];
  const profile = `--user-data-dir=${join(folder, 'profile')}`;
  const address = `file://${join(folder, 'index.html')}`;
  const chromium = firstInstalled(['chromium', 'chromium-browser', 'google-chrome']);
  const { status, out } = await run([chromium, ...flags, profile, '--dump-dom', address], { cwd: folder, env });
  expect({ status, output: /<output>.*<\/output>/.exec(out)?.[0] }).toEqual({
    status: 0,
    output: '<output>2:1 dockerfile/prefer-copy-over-add</output>',
  });
});
