import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { makeDirectory, removeDirectory, runCommand } from './run-command.ts';

const stories = join(import.meta.dirname, '../../../fixtures/cli');

// A story is a folder: `command` (words after `plimsoll`, one line), `files/` (the working directory, a git root),
// perhaps `stdin` and `env` (JSON), and `expected.txt`: exit status, standard output, standard error, with `/work` for the
// working directory. `-u` writes the last.
test.each(readdirSync(stories))('%s', async (name) => {
  const story = join(stories, name);
  const command = readFileSync(join(story, 'command'), 'utf8').trim();
  const stdin = join(story, 'stdin');
  const cwd = makeDirectory();
  try {
    const files = join(story, name === 'demo' ? '../../demo' : 'files');
    if (existsSync(files)) cpSync(files, cwd, { recursive: true });
    const input = existsSync(stdin) ? readFileSync(stdin) : undefined;
    const env = existsSync(join(story, 'env')) ? JSON.parse(readFileSync(join(story, 'env'), 'utf8')) : {};
    const { status, out, err } = await runCommand(wordsOf(command), { cwd, input, env });
    const actual = `exit ${status}\n--- stdout\n${out}--- stderr\n${err}`.replaceAll(cwd, '/work');
    const expected = join(story, 'expected.txt');
    if (process.env.PLIMSOLL_UPDATE_GOLDENS) writeFileSync(expected, actual);
    expect(actual).toBe(readFileSync(expected, 'utf8'));
  } finally {
    removeDirectory(cwd);
  }
});

/** Words as a shell would split them; single quotes keep blanks together. */
function wordsOf(command: string): readonly string[] {
  return [...command.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
}
