// The GitHub Action as the release writes it, run as GitHub's runner does, on the pull requests of real repositories.
// Needs: git
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { writeActionTree } from '../scripts/release/action-tree.ts';
import { runStep, type Step, type StepRequest } from './runner.ts';
import { makeScratch, note, succeed, userEnvironment, writeFiles } from './scratch.ts';

const scratch = makeScratch();
const env = userEnvironment(scratch);
const old = 'FROM alpine:3.22\nADD a.conf /etc/\nRUN echo ok\nUSER app\n';
const rule = 'dockerfile/prefer-copy-over-add';
let main = '';
let steps = 0;

beforeAll(async () => {
  ({ main } = await writeActionTree(join(scratch, 'action')));
  const bytes = readFileSync(main);
  const kilobytes = (length: number): string => `${Math.round(length / 1000)} kB`;
  note(`the action in one file: ${kilobytes(bytes.length)}, ${kilobytes(gzipSync(bytes).length)} with gzip`);
});

const git = async (cwd: string, ...args: readonly string[]): Promise<string> =>
  (await succeed(['git', ...args], { cwd, env })).trim();

async function commit(folder: string, files: Readonly<Record<string, string>>): Promise<string> {
  writeFiles(folder, files);
  await git(folder, 'add', '-A');
  await git(folder, 'commit', '-qm', 'A change');
  return git(folder, 'rev-parse', 'HEAD');
}

function step(folder: string, request: Partial<StepRequest> = {}): Promise<Step> {
  steps += 1;
  return runStep({ main, workspace: folder, scratch: join(scratch, `step-${steps}`), ...request });
}

function workspace(files: Readonly<Record<string, string>>): string {
  steps += 1;
  const folder = join(scratch, `workspace-${steps}`);
  writeFiles(folder, files);
  return folder;
}

async function emptyRepository(): Promise<string> {
  steps += 1;
  const folder = join(scratch, `repository-${steps}`);
  mkdirSync(folder);
  await git(folder, 'init', '-q');
  return folder;
}

/** A pull request as `actions/checkout` takes it: HEAD merges its head into what the base is now. */
async function pullRequest(change: Readonly<Record<string, string>>) {
  const folder = await emptyRepository();
  const base = await commit(folder, { Dockerfile: old });
  await git(folder, 'checkout', '-qb', 'work');
  const head = await commit(folder, change);
  await git(folder, 'checkout', '-q', 'main');
  // The base goes on after the event whose payload names it.
  await commit(folder, { 'other/Dockerfile': old });
  await git(folder, 'checkout', '-q', '--detach');
  await git(folder, 'merge', '-q', '--no-ff', '-m', 'Merge', 'work');
  const payload = { pull_request: { base: { sha: base }, head: { sha: head } } };
  return { folder, event: { name: 'pull_request', payload } };
}

describe('a pull request', () => {
  const change = { 'web/Dockerfile': 'FROM alpine:3.22\nFORM alpine\nADD b.conf /etc/\nUSER app\n' };

  test('what it brought, everywhere, without a token', async () => {
    const { folder, event } = await pullRequest(change);
    const inputs = { 'changed-only': 'true', 'sarif-file': 'out/plimsoll.sarif' };
    const { status, commands, outputs, summary, log } = await step(folder, { event, inputs });
    expect(commands.map(({ name, properties: { file, line, title } }) => [name, file, line, title])).toEqual([
      ['error', 'web/Dockerfile', '2', expect.stringMatching(/^dockerfile\//)],
      ['warning', 'web/Dockerfile', '3', rule],
    ]);
    expect(log).toContain('ADD b.conf /etc/');
    // The step fails, and what comes after it knows where the report is.
    const sarif = join(folder, 'out/plimsoll.sarif');
    const counts = { findings: '2', errors: '1', warnings: '1', infos: '0' };
    expect({ status, outputs }).toEqual({ status: 1, outputs: { 'exit-status': '1', ...counts, 'sarif-file': sarif } });
    expect(JSON.parse(readFileSync(sarif, 'utf8')).runs[0].results).toHaveLength(2);
    expect(summary).toContain('1 error, 1 warning, 0 infos in 3 files.');
    expect(summary.indexOf('| error | web/Dockerfile:2:1')).toBeLessThan(summary.indexOf('| warning | web/'));
    const base = await git(folder, 'rev-parse', 'HEAD^1');
    expect(summary).toContain(`Only what is new since commit ${base.slice(0, 12)}.`);
    expect(readdirSync(join(scratch, `step-${steps}`, 'temp'))).toEqual(['.keep']);
  });

  test('a shallow clone says what to do, and two commits are enough', async () => {
    const { folder, event } = await pullRequest(change);
    await git(folder, 'branch', 'merged');
    const clone = async (depth: string): Promise<string> => {
      const to = `${folder}-${depth}`;
      await git(scratch, 'clone', '-q', '--depth', depth, '-b', 'merged', pathToFileURL(folder).href, to);
      return to;
    };
    const inputs = { 'changed-only': 'true' };
    const shallow = await step(await clone('1'), { event, inputs });
    const message = expect.stringContaining(
      'this clone is shallow, fetch more of it (in actions/checkout: fetch-depth: 0)',
    );
    expect(shallow).toMatchObject({ status: 2, outputs: { 'exit-status': '2', findings: '', 'sarif-file': '' } });
    expect(shallow.commands).toEqual([{ name: 'error', properties: { title: 'Plimsoll' }, text: message }]);
    expect(shallow.summary).toContain('The job could not be done.');
    expect(shallow.summary).toContain('this clone is shallow');
    expect(await step(await clone('2'), { event, inputs })).toMatchObject({ status: 1, outputs: { findings: '2' } });
  });

  test('a checkout of the base says that nothing can be new', async () => {
    const { folder, event } = await pullRequest(change);
    await git(folder, 'checkout', '-q', event.payload.pull_request.base.sha);
    const { status, commands } = await step(folder, { event, inputs: { 'changed-only': 'true' } });
    expect({ status, commands }).toMatchObject({ status: 0, commands: [{ name: 'notice' }] });
    expect(commands[0]?.text).toContain('is the base itself');
  });

  test('its configuration that is code does not run, and stops the step', async () => {
    const code = "import { writeFileSync } from 'node:fs';\nwriteFileSync('pwned', '');\nexport default {};\n";
    const { folder, event } = await pullRequest({ ...change, 'plimsoll.config.mjs': code });
    const { status, commands } = await step(folder, { event });
    expect({ status, isPwned: existsSync(join(folder, 'pwned')) }).toEqual({ status: 2, isPwned: false });
    expect(commands[0]?.text).toContain('--allow-config-code');
    expect(await step(folder, { event, inputs: { 'no-config': 'true' } })).toMatchObject({ status: 1 });
  });

  test('names and contents that look like commands are none', async () => {
    const evil = '::set-env name=A::b ##[error]c ::error::d%0A::warning::e';
    const { folder, event } = await pullRequest({
      'a\n::warning file=x::y\r\n##[set-env name=A]b,title=z/Dockerfile': `FROM alpine:3.22\n# ${evil}\nADD ["${evil}", "/x"]\n${evil}\nUSER app\n`,
      'c/compose.yaml': `services:\n  "${evil}":\n    image: a\n    "${evil}": 1\n`,
    });
    const { commands, status, summary } = await step(folder, { event });
    expect(status).toBe(1);
    expect(commands.length).toBeGreaterThan(4);
    for (const { name, properties, text } of commands) {
      expect(name).toMatch(/^(?:error|warning|notice)$/);
      expect(properties.title).toMatch(/^(?:dockerfile|compose|project|plimsoll)\/[a-z-]+$/);
      expect(properties.file).toMatch(/(?:Dockerfile|compose\.yaml)$/);
      expect(text).not.toMatch(/\n|##\[/);
    }
    expect(summary.split('\n').filter((line) => /^(?:::|##\[)/.test(line))).toEqual([]);
  });
});

describe('what is over the limit', () => {
  const bad = `${Array.from({ length: 13 }, (_, at) => `ADD f${at} /etc/\n`).join('')}${'FORM alpine\n'.repeat(11)}`;

  test('ten of each kind are annotated, and the summary has all', async () => {
    const folder = workspace({ 'a/Dockerfile': `FROM alpine:3.22\n${bad}USER app\n`, 'b/Dockerfile': 'FORM x\n' });
    const { commands, summary, log, outputs } = await step(folder);
    const counts = (['error', 'warning', 'notice'] as const).map(
      (kind) => commands.filter(({ name }) => name === kind).length,
    );
    expect(counts).toEqual([10, 10, 0]);
    const left = `Without an annotation: ${Number(outputs.errors) - 10} errors, ${Number(outputs.warnings) - 10} warnings. GitHub annotates 10 of each kind in one step.`;
    expect(log).toContain(left);
    expect(summary).toContain(left);
    expect((summary.match(/^\| (?:error|warning|info) /gm) ?? []).length).toBe(Number(outputs.findings));
    expect(summary).not.toMatch(/\| warning [\s\S]*\| error /);
  });

  test('without annotations there are none, and without a summary no page', async () => {
    const folder = workspace({ Dockerfile: `FROM alpine:3.22\n${bad}` });
    const inputs = { annotations: 'false', summary: 'False' };
    expect(await step(folder, { inputs })).toMatchObject({ status: 1, commands: [], summary: '' });
  });
});

describe('other events', () => {
  test.each([
    ['a push', async (folder: string) => ({ before: await git(folder, 'rev-parse', 'HEAD^') }), 1],
    ['a new branch', async () => ({ before: '0'.repeat(40) }), 2],
    ['a forced push', async () => ({ before: '1'.repeat(40), forced: true }), 2],
    [
      'a merge queue',
      async (folder: string) => ({ merge_group: { base_sha: await git(folder, 'rev-parse', 'HEAD^') } }),
      1,
    ],
    ['a payload of no known form', async () => ['x'], 2],
  ])('%s', async (_, payloadOf, findings) => {
    const folder = await emptyRepository();
    await commit(folder, { Dockerfile: old });
    await commit(folder, { 'web/Dockerfile': old });
    const event = { name: 'push', payload: await payloadOf(folder) };
    const { outputs, commands } = await step(folder, { event, inputs: { 'changed-only': 'true' } });
    expect(outputs.findings).toBe(String(findings));
    const said = commands.filter(({ name }) => name === 'notice').map(({ text }) => text);
    expect(said).toEqual(
      findings === 1 ? [] : [expect.stringMatching(/^changed-only: .*, so everything is reported\.$/)],
    );
  });
});

describe('inputs', () => {
  const project = {
    '.git/HEAD': '',
    'app/Dockerfile': old,
    'web/Dockerfile': old,
    'app/plimsoll.config.json': '{ "preset": 1 }',
  };

  test('paths, a directory, rules and what fails', async () => {
    const folder = workspace(project);
    const inputs = { 'working-directory': 'web', paths: 'Dockerfile\n\n  ../web\n', 'fail-on': 'warning' };
    const first = await step(folder, { inputs });
    expect(first.commands).toMatchObject([
      { name: 'warning', properties: { file: 'web/Dockerfile', line: '2', title: rule } },
    ]);
    expect(first.status).toBe(1);
    expect((await step(folder, { inputs: { ...inputs, rules: `${rule}:info` } })).status).toBe(0);
    const most = await step(folder, { inputs: { paths: 'web', 'max-warnings': '0' } });
    expect(most.summary).toContain('more warnings than --max-warnings allows');
    expect(most.status).toBe(1);
    expect((await step(folder, { inputs: { paths: 'web', 'max-warnings': '0', 'fail-on': 'none' } })).status).toBe(0);
  });

  test.each([
    [{ 'changed-only': 'yes' }, 'the input changed-only is true or false, not "yes"'],
    [{ 'working-directory': 'nowhere' }, 'working-directory: no such directory: nowhere'],
    [{ 'fail-on': 'eror' }, 'unknown --fail-on "eror", did you mean "error"?'],
    [{ paths: 'nowhere\n--fix' }, 'nowhere: no such file or directory'],
    [{ config: 'missing.json' }, 'missing.json'],
    [{}, 'app/plimsoll.config.json'],
    [{ paths: 'web', 'sarif-file': 'web/Dockerfile' }, "the report can't be written: it is a file that was linted"],
    [{ paths: 'web', 'changed-only': 'true' }, 'not a git repository'],
  ])('%j', async (inputs, message) => {
    const folder = workspace(project);
    const event = { name: 'push', payload: { before: '1'.repeat(40) } };
    const { status, commands, outputs, summary } = await step(folder, { inputs, event });
    expect(status).toBe(2);
    expect(commands.filter(({ name }) => name === 'error').map(({ text }) => text)).toContainEqual(
      expect.stringContaining(message),
    );
    expect(outputs['exit-status']).toBe('2');
    expect(outputs['sarif-file'] ?? '').toBe('');
    expect(summary).toContain('## Plimsoll');
    expect(readFileSync(join(folder, 'web/Dockerfile'), 'utf8')).toBe(old);
  });

  test('an output has one value, whatever its name', async () => {
    const folder = workspace({ Dockerfile: old });
    const name = 'out\nfindings<<EOF\n99\nEOF\nx.sarif';
    const { outputs } = await step(folder, { inputs: { 'sarif-file': name } });
    expect(outputs).toMatchObject({ findings: '1', 'sarif-file': join(folder, name) });
    expect(statSync(join(folder, name)).size).toBeGreaterThan(100);
  });

  test('a report of an earlier run is not taken for this one', async () => {
    const folder = workspace({ 'x.sarif': 'old' });
    const { outputs } = await step(folder, { inputs: { config: 'missing.json', 'sarif-file': 'x.sarif' } });
    expect(outputs['sarif-file']).toBe('');
  });
});
