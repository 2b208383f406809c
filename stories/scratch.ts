import { spawn } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterAll } from '@jest/globals';

/** The top of the workspace. */
export const root = join(import.meta.dirname, '..');

/** Writes files by their paths below a folder. */
export function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** A new directory with these files, outside of the workspace; removed after the calling file's tests. */
export function makeScratch(files: Readonly<Record<string, string>> = {}): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'plimsoll-story-')));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  writeFiles(folder, files);
  return folder;
}

/** A person's environment: a home of its own in `folder`, our registry as npm's, nothing of who runs the tests. */
export function userEnvironment(folder: string): NodeJS.ProcessEnv {
  const home = join(folder, 'home');
  const url = process.env.PLIMSOLL_STORY_REGISTRY;
  const npmrc = 'audit=false\nfund=false\nupdate-notifier=false\n';
  const git = '[user]\nname = A User\nemail = user@example.org\n[init]\ndefaultBranch = main\n[safe]\ndirectory = *\n';
  writeFiles(home, { '.npmrc': url ? `registry=${url}\n${npmrc}` : npmrc, '.gitconfig': git });
  const kept = Object.entries(process.env).filter(([name]) => /^(PATH|LANG|LC_ALL|TMPDIR|SYSTEMROOT)$/i.test(name));
  const path = (process.env.PATH ?? '').split(delimiter).filter((entry) => !entry.includes('node_modules'));
  return { ...Object.fromEntries(kept), PATH: path.join(delimiter), HOME: home, NO_COLOR: '1' };
}

export interface Outcome {
  readonly status: number | undefined;
  readonly out: string;
  readonly err: string;
}

/** Runs a program to its end, or for `seconds`. Resolves in any case: a story says what it expects. */
export function run(
  command: readonly string[],
  options: {
    readonly cwd: string;
    readonly env: NodeJS.ProcessEnv;
    readonly input?: string;
    readonly seconds?: number;
  },
): Promise<Outcome> {
  const [program = '', ...args] = command;
  const { cwd, env, input = '', seconds = 120 } = options;
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd, env, timeout: seconds * 1000, killSignal: 'SIGKILL' });
    const written = { out: '', err: '' };
    child.stdout.setEncoding('utf8').on('data', (text) => (written.out += text));
    child.stderr.setEncoding('utf8').on('data', (text) => (written.err += text));
    child.on('error', (error) => resolve({ status: undefined, ...written, err: error.message }));
    child.on('close', (status) => resolve({ status: status ?? undefined, ...written }));
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}

/** Runs a program that has to succeed; throws with everything that it wrote. Returns its standard output. */
export async function succeed(...[command, options]: Parameters<typeof run>): Promise<string> {
  const { status, out, err } = await run(command, options);
  if (status !== 0) throw new Error(`${command.join(' ')}: exit status ${status}\n${out}\n${err}`);
  return out;
}

/** A line for the end of the run, such as a size that was measured. */
export function note(line: string): void {
  const folder = process.env.PLIMSOLL_STORY_NOTES;
  if (folder) appendFileSync(join(folder, `${process.pid}.txt`), `${line}\n`);
}

/** The first of these programs that is on the PATH. Throws if none is: the story's comment did not say that it needs it. */
export function firstInstalled(names: readonly string[]): string {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const found = names.find((name) => folders.some((folder) => existsSync(join(folder, name))));
  if (!found) throw new Error(`not installed: ${names.join(', ')}`);
  return found;
}
