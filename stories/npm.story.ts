// The packages as npm, pnpm and yarn install them: what is in them, types, imports, the command line.
// Uses: registry
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { makeScratch, type Outcome, root, run, succeed, userEnvironment, writeFiles } from './scratch.ts';

const registry = process.env.PLIMSOLL_STORY_REGISTRY ?? '';

/** The command for a program among the workspace's dependencies. */
const tool = (path: string): readonly string[] => [process.execPath, join(root, 'node_modules', path)];

describe('what is published', () => {
  const scratch = makeScratch();
  const env = userEnvironment(scratch);
  const options = { cwd: scratch, env };
  let packages: readonly string[] = [];

  beforeAll(async () => {
    await succeed(
      [...tool('tsx/dist/cli.mjs'), join(root, 'scripts/release/stage.ts'), join(scratch, 'staged')],
      options,
    );
    packages = readdirSync(join(scratch, 'staged')).map((name) => join(scratch, 'staged', name));
    expect(packages.length).toBeGreaterThanOrEqual(3);
  });

  test('publint finds nothing', async () => {
    for (const folder of packages) {
      const { status, out } = await run(
        [...tool('publint/src/cli.js'), 'run', folder, '--strict', '--pack', 'npm'],
        options,
      );
      expect({ folder, status, out }).toEqual({ folder, status: 0, out: expect.stringContaining('All good!') });
    }
  });

  test('are-the-types-wrong finds nothing', async () => {
    for (const folder of packages) {
      const { status, out } = await run(
        [...tool('@arethetypeswrong/cli/dist/index.js'), '--pack', folder, '--profile', 'esm-only', '--no-emoji'],
        options,
      );
      expect({ folder, status, out: status === 0 ? '' : out }).toEqual({ folder, status: 0, out: '' });
    }
  });

  test('a manifest has its places, and nothing that only we use', () => {
    for (const folder of packages) {
      const text = readFileSync(join(folder, 'package.json'), 'utf8');
      const { scripts, devDependencies, ...manifest } = JSON.parse(text);
      expect({ scripts, devDependencies }).toEqual({});
      expect(text).not.toMatch(/"source"|workspace:|\.\/src\//);
      for (const field of [
        'description',
        'license',
        'homepage',
        'bugs',
        'keywords',
        'repository',
        'engines',
        'sideEffects',
      ]) {
        expect(manifest).toHaveProperty(field);
      }
      expect(manifest.publishConfig).toEqual({ access: 'public', provenance: true });
      expect(readdirSync(folder)).toEqual(expect.arrayContaining(['LICENSE', 'README.md', 'dist']));
    }
  });
});

const home = makeScratch();
const { version } = JSON.parse(readFileSync(join(root, 'packages/cli/package.json'), 'utf8'));

const program = `import { createLinter, type LintResult } from '@plimsoll/core';
import { rules } from '@plimsoll/rules';
import { lintFiles } from 'plimsoll';
import { show } from './show.js';

const linter = createLinter({ rules, preset: 'recommended' });
const result: LintResult = linter.lintText('FROM alpine:3.22\\nADD app.conf /etc/\\nUSER app\\n', { path: 'Dockerfile' });
console.log(show(result));
const outcome = await lintFiles(['Dockerfile'], { signal: AbortSignal.timeout(60_000) });
console.log(outcome.result.files[0]?.findings.map((finding) => finding.rule).join());
// @ts-expect-error the declarations arrive, and not any
export const wrong = () => createLinter({ rules, preset: 'everything' });
`;

const show = `import type { LintResult } from '@plimsoll/core';
import { formatPretty } from '@plimsoll/core/formatters';
import { option } from '@plimsoll/core/rule';

export const names = option.strings({ default: [], summary: 'Names.' });
export const show = (result: LintResult): string => formatPretty(result, { width: 80, colour: false });
`;

const project: Readonly<Record<string, string>> = {
  'package.json': '{ "name": "app", "version": "1.0.0", "private": true, "type": "module" }\n',
  'src/program.ts': program,
  'src/show.ts': show,
  Dockerfile: 'FROM alpine:3.22\nADD app.conf /etc/\nUSER app\n',
};

const compilerOptions = ['--strict', '--target', 'es2022', '--types', 'node', '--rootDir', 'src', 'src/program.ts'];
const resolutions: Readonly<Record<string, readonly string[]>> = {
  node16: ['--module', 'node16', '--moduleResolution', 'node16', '--outDir', 'out-node16'],
  bundler: ['--module', 'esnext', '--moduleResolution', 'bundler', '--outDir', 'out-bundler'],
};

interface Manager {
  readonly name: string;
  /** Runs the package manager for the project in `folder`. */
  readonly run: (folder: string, env: NodeJS.ProcessEnv, args: readonly string[]) => Promise<Outcome>;
  readonly add: readonly string[];
  /** What comes before the name of an installed program. */
  readonly exec: readonly string[];
}

const npm: Manager = {
  name: 'npm',
  run: (folder, env, args) => run(args[0] === 'npx' ? args : ['npm', ...args], { cwd: folder, env }),
  add: ['install'],
  exec: ['npx'],
};

/** It is fetched as the README's commands fetch it, so from the machine's registry; only the project is apart. */
const pnpm: Manager = {
  name: 'pnpm',
  run: (folder, _env, args) =>
    run(['npx', '--yes', 'pnpm@12', '-C', folder, ...args], { cwd: root, env: { ...process.env, NO_COLOR: '1' } }),
  // pnpm takes no version that is younger than a day, and these are seconds old.
  add: ['add', '--registry', registry, '--store-dir', 'store', '--config.minimum-release-age=0'],
  exec: ['exec'],
};

const yarn: Manager = {
  name: 'yarn',
  run: (folder, env, args) => run([...tool('yarn1/bin/yarn.js'), ...args], { cwd: folder, env }),
  add: ['add', '--registry', registry, '--cache-folder', 'cache'],
  exec: ['run', '--silent'],
};

test('publishing again publishes nothing', async () => {
  const args = [...tool('tsx/dist/cli.mjs'), join(root, 'scripts/release/publish.ts'), '--registry', registry];
  const out = await succeed(args, { cwd: root, env: userEnvironment(home) });
  expect(out.trim().split('\n').sort()).toEqual([
    `@plimsoll/core ${version}: is there already`,
    `@plimsoll/language-server ${version}: is there already`,
    `@plimsoll/rules ${version}: is there already`,
    `plimsoll ${version}: is there already`,
  ]);
});

describe.each([npm, pnpm, yarn])('with $name', (manager) => {
  const folder = makeScratch(project);
  const env = userEnvironment(makeScratch());

  beforeAll(async () => {
    const wanted = ['plimsoll', '@plimsoll/core', '@plimsoll/rules', '@types/node'];
    const { status, out, err } = await manager.run(folder, env, [...manager.add, ...wanted]);
    expect({ status, output: status === 0 ? '' : out + err }).toEqual({ status: 0, output: '' });
  });

  test.each(Object.keys(resolutions))('a program compiles under "%s", and runs', async (resolution) => {
    // What TypeScript reads is the same everywhere; the older one is asked once.
    for (const compiler of manager === npm ? ['typescript', 'typescript5'] : ['typescript']) {
      const args = [...tool(`${compiler}/bin/tsc`), ...compilerOptions, ...(resolutions[resolution] ?? [])];
      expect(await run(args, { cwd: folder, env })).toEqual({ status: 0, out: '', err: '' });
    }
    const out = await succeed([process.execPath, `out-${resolution}/program.js`], { cwd: folder, env });
    expect(out).toMatch(/^Dockerfile\n\n {2}2:1 warning dockerfile\/prefer-copy-over-add\n/);
    expect(out).toMatch(/\ndockerfile\/prefer-copy-over-add\n$/);
  });

  test('the command line', async () => {
    const exec = (...args: readonly string[]) => manager.run(folder, env, [...manager.exec, 'plimsoll', ...args]);
    expect((await exec('--version')).out).toContain(version);
    writeFiles(folder, { 'bad/Dockerfile': 'FROM alpine:3.22\nFORM alpine\n' });
    expect(await exec('bad/Dockerfile')).toMatchObject({ status: 1, out: expect.stringMatching(/^bad\/Dockerfile$/m) });
    expect(await exec('Dockerfile', '--max-warnings', '10')).toMatchObject({ status: 0 });
  });
});

describe('where nothing is installed', () => {
  const folder = makeScratch({ Dockerfile: 'FROM alpine:3.22\nFORM alpine\n' });
  const env = userEnvironment(makeScratch());

  test('npx fetches the command line', async () => {
    const { status, out } = await run(['npx', '--yes', 'plimsoll'], { cwd: folder, env });
    expect({ status, out }).toEqual({ status: 1, out: expect.stringMatching(/^Dockerfile$/m) });
  });
});
