// ShellCheck as docs/shellcheck.md says: the installed program, on scripts of every form.
// Needs: shellcheck
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { makeScratch, root, run, userEnvironment, writeFiles } from './scratch.ts';

const folder = makeScratch();
const env = userEnvironment(folder);
let runs = 0;
const bin = join(root, 'packages/cli/bin/plimsoll.js');

async function lint(files: Readonly<Record<string, string>>, ...args: readonly string[]) {
  const cwd = join(folder, `run-${runs++}`);
  writeFiles(cwd, files);
  const flags = ['--preset', 'none', '--format', 'compact', '--shellcheck', ...args];
  const { status, out, err } = await run([process.execPath, bin, ...flags, '.'], { cwd, env });
  const found = out.split('\n').flatMap((line) => {
    const [, place, code] = /^(.*?): \w+: ShellCheck (SC\d+):/.exec(line) ?? [];
    return code === undefined ? [] : [`${place} ${code}`];
  });
  return { status, err, found };
}

const clean = { status: 0, err: '' };

test('joined lines, heredocs, ONBUILD and Dockerfiles in Compose files have exact places', async () => {
  const dockerfile = `FROM debian:12
ARG given
RUN apt-get update && \\
    # a comment
    echo \u{1F433} "$missing" && \\
  echo $given
RUN <<EOF
#!/bin/bash
set -e
cd /srv && echo \`date\`
EOF
ONBUILD RUN [ -n $y ]
`;
  const compose = `services:
  a:
    build:
      dockerfile_inline: |
        FROM debian:12
        RUN ls | \\
          grep "$$lost"
`;
  expect(await lint({ Dockerfile: dockerfile, 'compose.yaml': compose })).toEqual({
    ...clean,
    found: [
      'Dockerfile:5:14 SC2154',
      'Dockerfile:10:17 SC2046',
      'Dockerfile:10:17 SC2005',
      'Dockerfile:10:17 SC2006',
      'Dockerfile:12:18 SC2070',
      'Dockerfile:12:18 SC2086',
      'compose.yaml:6:13 SC2010',
      'compose.yaml:7:17 SC2154',
    ],
  });
});

const script = 'cd /srv; printf %s "$(cat $HOME)"; ls `date`';

test('comments and settings name codes', async () => {
  const text = `FROM debian:12
# plimsoll-disable-next-line shellcheck/SC2164, hadolint/SC2046 -- so be it
RUN ${script}
# hadolint ignore=SC2086
RUN ${script}
`;
  const strict = ['--rule', 'plimsoll/no-unused-suppression:error', '--rule', 'plimsoll/valid-suppression:error'];
  expect(await lint({ Dockerfile: text }, '--rule', 'shellcheck/sc2006:off', ...strict)).toEqual({
    ...clean,
    found: ['Dockerfile:3:31 SC2086', 'Dockerfile:5:5 SC2164', 'Dockerfile:5:43 SC2046'],
  });
  const raised = await lint({ Dockerfile: text }, '--rule', 'hadolint/SC2164:error');
  expect(raised).toMatchObject({ status: 1 });
});

test('variables of ENV and ARG count as set and used, with or without --fix', async () => {
  const text = 'FROM debian:12\nENV a=1\nARG b\nRUN echo "$a" "$b" "$https_proxy" && a=2\n';
  expect(await lint({ Dockerfile: text })).toEqual({ ...clean, found: [] });
  expect(await lint({ Dockerfile: `${text}RUN echo "$c"\n` }, '--fix')).toEqual({
    ...clean,
    found: ['Dockerfile:5:11 SC2154'],
  });
});

test('hundreds of files, and those that a second thread lints, are checked whole', async () => {
  const names = Array.from({ length: 160 }, (_, index) => `${index}/Dockerfile`);
  const text = (name: string): string => `FROM debian:12\n${'# a comment\n'.repeat(70)}RUN echo "$x" ${name}\n`;
  const { found, err } = await lint(Object.fromEntries(names.map((name) => [name, text(name)])));
  expect(err).toBe('');
  expect(found).toHaveLength(160);
});
