// The commands and programs of docs/npm.md, in the order of the page.
// Uses: registry
import { chmodSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { expect, test } from '@jest/globals';
import { readPage } from './page.ts';
import { makeScratch, root, run, userEnvironment, writeFiles } from './scratch.ts';

const page = readPage('npm.md');
const registry = process.env.PLIMSOLL_STORY_REGISTRY ?? '';
const home = makeScratch();
const env = userEnvironment(home);
const bin = join(home, 'bin');
const quoted = (path: string): string => `'${path}'`;

// As if both were installed on the machine. pnpm takes no version that is younger than a day, and these are seconds old.
const pnpmFlags = `--config.registry=${registry} --config.store-dir=${join(home, 'store')} --config.minimum-release-age=0`;
writeFiles(bin, {
  yarn: `#!/bin/sh\nexec node ${quoted(join(root, 'node_modules/yarn1/bin/yarn.js'))} "$@"\n`,
  pnpm: `#!/bin/sh
folder=$PWD
cd ${quoted(root)}
HOME=${quoted(process.env.HOME ?? '')} exec npx --yes pnpm@12 -C "$folder" ${pnpmFlags} "$@"
`,
});
for (const name of ['yarn', 'pnpm']) chmodSync(join(bin, name), 0o755);

const project = { Dockerfile: 'FROM alpine:3.22\nADD app.conf /etc/\nUSER app\n' };
const manifest = { 'package.json': '{ "name": "app", "version": "1.0.0", "private": true, "type": "module" }\n' };
const folders: Readonly<Record<string, string>> = {
  'sh try': makeScratch(project),
  'sh pnpm': makeScratch({ ...project, ...manifest }),
  'sh yarn': makeScratch({ ...project, ...manifest }),
};
/** The other commands follow each other in one project. */
const main = makeScratch({ ...project, ...manifest });

/** What each command prints. The browser's story runs `sh bundle`. */
const expected: Readonly<Record<string, RegExp>> = {
  'sh try': /^ {2}2:1 warning dockerfile\/prefer-copy-over-add$/m,
  'sh npm': /^ {2}2:1 warning dockerfile\/prefer-copy-over-add$/m,
  'sh pnpm': /^ {2}2:1 warning dockerfile\/prefer-copy-over-add$/m,
  'sh yarn': /^ {2}2:1 warning dockerfile\/prefer-copy-over-add$/m,
  'sh files': /^Dockerfile:2 dockerfile\/prefer-copy-over-add\n$/,
  'sh library': /added \d+ package|up to date/,
  'sh text': /^Dockerfile\n\n {2}2:1 warning dockerfile\/prefer-copy-over-add\n/,
};

const commands = page.filter(({ info }) => info.startsWith('sh ') && info !== 'sh bundle');

test('the page has a file for each program, and a command for each expectation', () => {
  expect(commands.map(({ info }) => info).sort()).toEqual(Object.keys(expected).sort());
  const programs = page.filter(({ info }) => info === 'js');
  writeFiles(main, Object.fromEntries(programs.map(({ file, text }) => [file ?? 'unnamed', text])));
  expect(programs.map(({ file }) => file)).toEqual(['lint-project.mjs', 'lint-text.mjs', 'page.js']);
});

test.each(commands.map(({ info, text }) => [info, text] as const))('%s', async (info, text) => {
  const cwd = folders[info] ?? main;
  const path = `${bin}${delimiter}${env.PATH}`;
  const { status, out, err } = await run(['sh', '-ec', text], { cwd, env: { ...env, PATH: path } });
  expect({ status, out, err: status === 0 ? '' : err }).toEqual({
    status: 0,
    out: expect.stringMatching(expected[info] ?? /^$/),
    err: '',
  });
});
