// Core and rules in a page: installed from the registry, bundled by esbuild, run by a real browser on a text.
// Needs: chromium
// Uses: registry
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, expect, test } from '@jest/globals';
import { build } from 'esbuild';
import { firstInstalled, makeScratch, note, run, succeed, userEnvironment } from './scratch.ts';

const folder = makeScratch({
  'package.json': '{ "name": "page", "private": true, "type": "module" }\n',
  'page.js': `import { createLinter } from '@plimsoll/core';
import { rules } from '@plimsoll/rules';

const linter = createLinter({ rules, preset: 'recommended' });
const lint = () => {
  const { files } = linter.lintText(document.querySelector('textarea').value, { path: 'Dockerfile' });
  const lines = files[0].findings.map(({ start, rule }) => start.line + ':' + start.column + ' ' + rule);
  document.querySelector('output').textContent = lines.join(', ') || 'nothing to say';
};
document.querySelector('textarea').addEventListener('input', lint);
lint();
`,
  'index.html': `<!doctype html>
<meta charset="utf-8">
<textarea>FROM alpine:3.22
ADD app.conf /etc/
USER app
</textarea>
<output></output>
<script src="bundle.js"></script>
`,
});
const env = userEnvironment(makeScratch());
const bundle = join(folder, 'bundle.js');

beforeAll(async () => {
  await succeed(['npm', 'install', '@plimsoll/core', '@plimsoll/rules'], { cwd: folder, env });
  await build({
    absWorkingDir: folder,
    entryPoints: ['page.js'],
    outfile: bundle,
    bundle: true,
    minify: true,
    format: 'iife',
    platform: 'browser',
    logLevel: 'silent',
  });
  const kilobytes = (bytes: number): string => `${Math.round(bytes / 1000)} kB`;
  const gzip = gzipSync(readFileSync(bundle)).length;
  note(`core and all rules in a browser bundle: ${kilobytes(statSync(bundle).size)}, ${kilobytes(gzip)} with gzip`);
});

test('the page lints its text', async () => {
  const flags = ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'];
  const profile = `--user-data-dir=${join(folder, 'profile')}`;
  const page = `file://${join(folder, 'index.html')}`;
  const chromium = firstInstalled(['chromium', 'chromium-browser', 'google-chrome']);
  const { status, out } = await run([chromium, ...flags, profile, '--dump-dom', page], { cwd: folder, env });
  expect({ status, output: /<output>.*<\/output>/.exec(out)?.[0] }).toEqual({
    status: 0,
    output: '<output>2:1 dockerfile/prefer-copy-over-add</output>',
  });
});
