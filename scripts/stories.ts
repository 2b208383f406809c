// Runs the story tests, `stories/*.story.ts`: each uses the product as a user does, with the real programs around it.
// A story's first comment says what it needs, one line for each kind:
//
//   Needs: chromium, git        programs of the machine, by the names in `programs` below
//   Uses: registry              a local npm registry with our packages in it; its URL is in PLIMSOLL_STORY_REGISTRY
//
// Without a program that it needs, a story is left out with a line that says how to get it. With CI_STORIES=1 (set by
// .ci/run) that is a failure. Arguments choose stories: `pnpm stories npm pre-commit`. Lines that a story prints with
// `note` (see stories/scratch.ts) are shown at the end.
import { spawn } from 'node:child_process';
import { accessSync, constants, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { root } from './project-files.ts';
import { type Registry, startRegistry } from './release/local-registry.ts';

interface Program {
  /** The first of these names that is on the PATH is it. */
  readonly names: readonly string[];
  readonly install: string;
}

const programs: Readonly<Record<string, Program>> = {
  chromium: { names: ['chromium', 'chromium-browser', 'google-chrome'], install: 'apt-get install chromium' },
  git: { names: ['git'], install: 'apt-get install git' },
  neovim: { names: ['nvim'], install: 'apt-get install neovim' },
  'pre-commit': { names: ['pre-commit'], install: 'apt-get install pre-commit, or pipx install pre-commit' },
  shellcheck: { names: ['shellcheck'], install: 'apt-get install shellcheck' },
};

interface Story {
  readonly file: string;
  readonly name: string;
  readonly needs: readonly string[];
  readonly uses: readonly string[];
}

function readStory(name: string): Story {
  const file = join(root, 'stories', `${name}.story.ts`);
  const comment = /^(?:\/\/.*\n)+/.exec(readFileSync(file, 'utf8'))?.[0] ?? '';
  const list = (word: string): readonly string[] =>
    new RegExp(`^// ${word}: (.*)$`, 'm')
      .exec(comment)?.[1]
      ?.split(',')
      .map((item) => item.trim()) ?? [];
  const needs = list('Needs');
  for (const need of needs) {
    if (!(need in programs)) throw new Error(`${file}: "${need}" is not in the list of programs of scripts/stories.ts`);
  }
  return { file, name, needs, uses: list('Uses') };
}

function isInstalled(name: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, name), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

function missingPrograms(story: Story): readonly string[] {
  return story.needs.filter((need) => !programs[need]?.names.some(isInstalled));
}

function runJest(files: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const jest = join(root, 'node_modules/jest/bin/jest.js');
  const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
  const results = process.env.PLIMSOLL_STORY_RESULTS;
  const output = results ? ['--json', `--outputFile=${results}`] : [];
  const args = [
    ...flags,
    jest,
    '--ci',
    '--verbose',
    '-c',
    'jest.stories.config.mjs',
    ...output,
    '--runTestsByPath',
    ...files,
  ];
  const child = spawn(process.execPath, args, {
    cwd: root,
    env,
    stdio: ['ignore', results ? 'ignore' : 'inherit', 'inherit'],
  });
  return new Promise((resolve) => child.on('close', (status) => resolve(status ?? 1)));
}

function notesIn(folder: string): readonly string[] {
  return readdirSync(folder)
    .sort()
    .flatMap((name) => readFileSync(join(folder, name), 'utf8').trimEnd().split('\n'));
}

async function runStories(stories: readonly Story[]): Promise<number> {
  const notes = mkdtempSync(join(tmpdir(), 'plimsoll-notes-'));
  let registry: Registry | undefined;
  try {
    const env: NodeJS.ProcessEnv = { ...process.env, PLIMSOLL_STORY_NOTES: notes };
    if (stories.some((story) => story.uses.includes('registry'))) {
      registry = await startRegistry();
      env.PLIMSOLL_STORY_REGISTRY = registry.url;
    }
    const files = stories.map((story) => story.file);
    const status = files.length > 0 ? await runJest(files, env) : 0;
    for (const note of notesIn(notes)) console.log(`note: ${note}`);
    return status;
  } finally {
    await registry?.stop();
    rmSync(notes, { recursive: true, force: true });
  }
}

function chooseStories(chosen: readonly string[]): readonly Story[] {
  const names = readdirSync(join(root, 'stories'))
    .filter((name) => name.endsWith('.story.ts'))
    .map((name) => name.slice(0, -'.story.ts'.length));
  for (const name of chosen) {
    if (!names.includes(name)) throw new Error(`no story "${name}"; there are ${names.join(', ')}`);
  }
  return names.filter((name) => chosen.length === 0 || chosen.includes(name)).map(readStory);
}

const stories = chooseStories(process.argv.slice(2).filter((argument) => argument !== '--'));
const complete: Story[] = [];
for (const story of stories) {
  const missing = missingPrograms(story);
  if (missing.length === 0) complete.push(story);
  const how = missing.map((name) => `${name} (${programs[name]?.install})`).join(', ');
  if (missing.length > 0) console.log(`left out: the story "${story.name}" needs ${how}`);
}
const isCi = process.env.CI_STORIES === '1';
if (isCi && complete.length < stories.length) console.log('CI_STORIES=1: leaving a story out is a failure.');
const status = await runStories(complete);
process.exitCode = status !== 0 || (isCi && complete.length < stories.length) ? 1 : 0;
