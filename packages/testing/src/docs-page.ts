import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { workspaceRoot } from './fixture-files.ts';

// The commands of documentation pages, run as a newcomer would type them. `docs-pages.test.ts` runs every page `docs/*.md`
// that has some; a page needs nothing but its blocks:
//
// - ```sh: a script that must succeed, whatever it prints.
// - ```console: lines that begin with `$ ` are commands (`> ` continues one), the others are what they print, standard
//   error included, exactly; a line of `...` stands for any lines. The exit status is not looked at: show `$ echo $?`.
// - ```sh no-run, ```console no-run: not run (they need another program, or the network). With any other word, as in
//   ```sh install, a story runs the block (see stories/page.ts).
//
// All blocks of a page run in order in one new directory, a git root whose user has a name. `fixtures/docs/<page>/` is
// copied there before; the comment `<!-- fresh copy -->` on a line of its own makes the directory anew. `plimsoll` is the
// built command line (`pnpm build`), as for a user; nothing else is installed.

/** A step of a page, in its order. `line` is 1-based, where the block begins. */
export type PageStep =
  | { readonly kind: 'fresh copy'; readonly line: number }
  | { readonly kind: 'script'; readonly line: number; readonly script: string }
  | { readonly kind: 'session'; readonly line: number; readonly commands: readonly SessionCommand[] };

/** A command of a session, and what it prints, without the last line end. */
export interface SessionCommand {
  readonly command: string;
  readonly printed: string;
}

/** The steps that a page (Markdown) tells. Throws for output that no command stands before. */
export function readDocsPage(markdown: string): readonly PageStep[] {
  const steps: PageStep[] = [];
  const parts = /^(?:<!-- fresh copy -->|```(\w*)( \S[^\n]*)?\n([\s\S]*?)^```)$/gm;
  for (const { 0: whole, 1: language, 2: word, 3: body = '', index } of markdown.matchAll(parts)) {
    const line = markdown.slice(0, index).split('\n').length;
    if (whole.startsWith('<!--')) steps.push({ kind: 'fresh copy', line });
    else if (word !== undefined) continue;
    else if (language === 'sh') steps.push({ kind: 'script', line, script: body });
    else if (language === 'console') steps.push({ kind: 'session', line, commands: readSession(body, line) });
  }
  return steps;
}

function readSession(body: string, blockLine: number): readonly SessionCommand[] {
  const commands: { command: string; lines: string[] }[] = [];
  for (const line of body.split('\n').slice(0, -1)) {
    const last = commands.at(-1);
    if (line.startsWith('$ ')) commands.push({ command: line.slice(2), lines: [] });
    else if (!last) throw new Error(`the block in line ${blockLine} begins with no "$ " and a command`);
    else if (line.startsWith('> ') && last.lines.length === 0) last.command += `\n${line.slice(2)}`;
    else last.lines.push(line);
  }
  return commands.map(({ command, lines }) => ({ command, printed: lines.join('\n') }));
}

/** A command that did something else than its page says. */
export interface PageFailure {
  readonly line: number;
  readonly command: string;
  readonly printed: string;
  readonly expected: string;
}

/** Runs the steps of the page called `name` (without `.md`) in a directory that is removed afterwards. */
export function runDocsPage(name: string, steps: readonly PageStep[]): readonly PageFailure[] {
  const work = realpathSync(mkdtempSync(join(tmpdir(), 'plimsoll-docs-')));
  const directory = join(work, name);
  const env = { ...process.env, PATH: `${makePrograms(work)}:${process.env.PATH}`, NO_COLOR: '1', HOME: work };
  try {
    makeCopy(name, directory);
    return steps.flatMap((step): readonly PageFailure[] => {
      if (step.kind === 'fresh copy') {
        makeCopy(name, directory);
        return [];
      }
      return step.kind === 'script' ? runScript(step, directory, env) : runSession(step, directory, env);
    });
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** A directory with the program `plimsoll`. */
function makePrograms(work: string): string {
  const folder = join(work, '.bin');
  mkdirSync(folder);
  const entry = join(workspaceRoot, 'packages/cli/bin/plimsoll.js');
  writeFileSync(join(folder, 'plimsoll'), `#!/bin/sh\nexec '${process.execPath}' '${entry}' "$@"\n`);
  chmodSync(join(folder, 'plimsoll'), 0o755);
  return folder;
}

function makeCopy(name: string, directory: string): void {
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(join(directory, '.git'), { recursive: true });
  writeFileSync(join(directory, '.git/HEAD'), 'ref: refs/heads/main\n');
  writeFileSync(join(directory, '../.gitconfig'), '[user]\nname = A User\nemail = user@example.org\n');
  const fixture = join(workspaceRoot, 'fixtures/docs', name);
  if (existsSync(fixture)) cpSync(fixture, directory, { recursive: true });
}

type ProcessEnvironment = Readonly<Record<string, string | undefined>>;

function runScript(
  { line, script }: PageStep & { readonly kind: 'script' },
  cwd: string,
  env: ProcessEnvironment,
): readonly PageFailure[] {
  const { status, stdout, stderr } = spawnSync('sh', ['-e'], { cwd, env, input: script, encoding: 'utf8' });
  if (status === 0) return [];
  return [{ line, command: script, printed: `${stdout}${stderr}`, expected: `(exit status 0, not ${status})` }];
}

const mark = '-- end of a command --';

/** One shell runs all commands of a block, so that `$?` and variables live from one to the next. */
function runSession(
  { line, commands }: PageStep & { readonly kind: 'session' },
  cwd: string,
  env: ProcessEnvironment,
): readonly PageFailure[] {
  const said = commands.map(({ command }) => `${command}\nlast=$?; printf '\\n%s\\n' '${mark}'; (exit $last)\n`);
  const script = ['exec 2>&1\n', ...said].join('');
  // As an argument, so that commands that read standard input find it empty and not the rest of the script.
  const { stdout } = spawnSync('sh', ['-c', script], { cwd, env, input: '', encoding: 'utf8' });
  const outputs = stdout.split(`\n${mark}\n`);
  return commands.flatMap(({ command, printed: expected }, index) => {
    const printed = (outputs[index] ?? '(the shell ended before)').replace(/\n$/, '');
    return isAsTold(printed, expected) ? [] : [{ line, command, printed, expected }];
  });
}

function isAsTold(printed: string, expected: string): boolean {
  if (printed === expected) return true;
  const anything = String.raw`(?:[^\n]*\n)*?`;
  const pattern = expected
    .split('\n')
    .map((line) => (line === '...' ? anything : `${line.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}\n`));
  return new RegExp(`^${pattern.join('')}$`).test(`${printed}\n`);
}
