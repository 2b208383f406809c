import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, realpathSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { workflowCommand } from '@plimsoll/core/formatters';
import { codeOf, messageOf } from '../../cli/src/file-system.ts';
import { main } from '../../cli/src/main.ts';
import { gitIn } from '../../cli/src/run-git.ts';
import { type Output, processTerminal } from '../../cli/src/terminal.ts';
import { UserError } from '../../cli/src/user-error.ts';
import { chooseAnnotations } from './choose-annotations.ts';
import { baseOfEvent, commitNamed } from './event-base.ts';
import { type Environment, type Inputs, readInputs } from './inputs.ts';
import { type LintRun, messagesOf, readCounts, summaryOf } from './read-run.ts';
import { appendSummary, writeOutputs } from './runner-files.ts';
import { parseJson } from './value-at.ts';

/** Log lines are as long as their reader's window; this is what fits most. */
const logColumns = 120;

/**
 * Runs the step: lints as the inputs say, and tells the log, the annotations, the summary and the outputs. Resolves to the
 * exit status of the command line; never rejects.
 */
export async function runAction(env: Environment, write: (text: string) => void): Promise<number> {
  let folder: string | undefined;
  try {
    const inputs = readInputs(env);
    const cwd = workingDirectory(inputs, env);
    folder = mkdtempSync(join(env.RUNNER_TEMP || tmpdir(), 'plimsoll-'));
    const since = inputs.changedOnly ? chooseBase(cwd, env, write) : undefined;
    const run = await lint({ inputs, cwd, env, folder, since });
    tell(run, inputs, env, write);
    return run.status;
  } catch (error) {
    const text = error instanceof UserError ? error.message : `a bug in Plimsoll's action: ${messageOf(error)}`;
    write(`${workflowCommand('error', [['title', 'Plimsoll']], text)}\n`);
    return giveUp(env, text, write);
  } finally {
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  }
}

function giveUp(env: Environment, text: string, write: (text: string) => void): number {
  try {
    appendSummary(env, summaryOf({ status: 2, said: [text], counts: undefined, page: '' }, undefined));
    writeOutputs(env, { 'exit-status': 2 });
  } catch (error) {
    write(`${workflowCommand('error', [['title', 'Plimsoll']], messageOf(error))}\n`);
  }
  return 2;
}

function workingDirectory({ workingDirectory: given }: Inputs, env: Environment): string {
  const folder = resolve(env.GITHUB_WORKSPACE || process.cwd(), given);
  try {
    if (statSync(folder).isDirectory()) return realpathSync(folder);
  } catch (error) {
    if (codeOf(error) === undefined) throw error;
  }
  throw new UserError(`working-directory: no such directory: ${given}`);
}

/** The commit to compare with; undefined, with a line that says so, where everything is to be reported. */
function chooseBase(cwd: string, env: Environment, write: (text: string) => void): string | undefined {
  const say = (text: string): void => write(`${workflowCommand('notice', [['title', 'Plimsoll']], text)}\n`);
  const git = gitIn(cwd);
  const payload = env.GITHUB_EVENT_PATH ? parseJson(readFileSync(env.GITHUB_EVENT_PATH, 'utf8')) : undefined;
  const base = baseOfEvent(env.GITHUB_EVENT_NAME ?? '', payload, git);
  if (base.kind === 'none') {
    say(`changed-only: ${base.reason}, so everything is reported.`);
    return undefined;
  }
  if (commitNamed(git, 'HEAD') === base.commit) {
    say('changed-only: what is checked out is the base itself, so nothing is new. See `ref` of actions/checkout.');
  }
  return base.commit;
}

interface LintRequest {
  readonly inputs: Inputs;
  readonly cwd: string;
  readonly env: Environment;
  /** Where reports for ourselves go. */
  readonly folder: string;
  readonly since: string | undefined;
}

async function lint({ inputs, cwd, env, folder, since }: LintRequest): Promise<LintRun> {
  const sarif = inputs.sarifFile === undefined ? undefined : resolve(cwd, inputs.sarifFile);
  const sarifBefore = sarif === undefined ? undefined : stampOf(sarif);
  const out: string[] = [];
  const err: string[] = [];
  const status = await main(argumentsOf(inputs, folder, since), {
    ...processTerminal(),
    cwd,
    // The log shows colours, though it is no terminal.
    env: env.NO_COLOR ? env : { FORCE_COLOR: '1', ...env },
    out: outputInto(out),
    err: outputInto(err),
  });
  const report = (name: string): string => readOr(join(folder, name), '');
  const json = parseJson(report('report.json'));
  const isWritten = sarif !== undefined && stampOf(sarif) !== undefined && stampOf(sarif) !== sarifBefore;
  return {
    status,
    log: [...out, ...err].join(''),
    said: messagesOf(err.join(''), json),
    counts: readCounts(json),
    page: report('report.md'),
    github: report('report.github'),
    sarif: isWritten ? sarif : undefined,
    since,
  };
}

function outputInto(texts: string[]): Output {
  return {
    write: (text) => {
      texts.push(Buffer.from(text).toString('utf8'));
      return undefined;
    },
    isTerminal: false,
    columns: logColumns,
  };
}

/** The command line that the inputs ask for. It never has `--allow-config-code`: a pull request brings its configuration. */
function argumentsOf(inputs: Inputs, folder: string, since: string | undefined): readonly string[] {
  const formats = ['pretty', ...['json', 'markdown', 'github'].map((name) => `${name}:${join(folder, fileOf(name))}`)];
  if (inputs.sarifFile !== undefined) formats.push(`sarif:${inputs.sarifFile}`);
  const option = (name: string, value: string | undefined): readonly string[] =>
    value === undefined ? [] : [name, value];
  return [
    ...formats.flatMap((format) => ['--format', format]),
    // Code scanning would show suppressed findings as open.
    ...(inputs.sarifFile === undefined ? [] : ['--omit-suppressed']),
    ...option('--config', inputs.config),
    ...(inputs.noConfig ? ['--no-config'] : []),
    ...option('--preset', inputs.preset),
    ...inputs.rules.flatMap((rule) => ['--rule', rule]),
    ...option('--changed-since', since),
    ...option('--fail-on', inputs.failOn),
    ...option('--max-warnings', inputs.maxWarnings),
    '--',
    ...inputs.paths,
  ];
}

function fileOf(format: string): string {
  return format === 'markdown' ? 'report.md' : `report.${format}`;
}

function tell(run: LintRun, inputs: Inputs, env: Environment, write: (text: string) => void): void {
  // Nothing that is printed in between is a command, whatever it looks like.
  const token = randomUUID();
  const log = run.log.endsWith('\n') || run.log === '' ? run.log : `${run.log}\n`;
  write(`::stop-commands::${token}\n${log}::${token}::\n`);
  const { commands, leftOut } = chooseAnnotations(run.github);
  const about = inputs.annotations ? leftOut : undefined;
  if (inputs.annotations) {
    const troubles = run.status === 2 ? run.said : [];
    const own = troubles.map((text) => workflowCommand('error', [['title', 'Plimsoll']], text));
    write([...own, ...commands, ...(about === undefined ? [] : [about])].map((line) => `${line}\n`).join(''));
  }
  if (inputs.summary) appendSummary(env, summaryOf(run, about));
  const { errors = '', warnings = '', infos = '', findings = '' } = run.counts ?? {};
  writeOutputs(env, {
    'exit-status': run.status,
    findings,
    errors,
    warnings,
    infos,
    'sarif-file': run.sarif ?? '',
  });
}

/** Changes whenever a file is written; undefined if there is none. */
function stampOf(file: string): string | undefined {
  const stat = statSync(file, { bigint: true, throwIfNoEntry: false });
  return stat?.isFile() ? `${stat.ino} ${stat.ctimeNs}` : undefined;
}

function readOr(file: string, otherwise: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
    return otherwise;
  }
}
