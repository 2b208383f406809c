import { createLinter, documentKindOfPath, type Linter, type ProjectFile, type RuleSetting } from '@plimsoll/core';
import { rules } from '@plimsoll/rules';
import { type Arguments, suggestChoice } from './arguments.ts';
import { exceedsWarnings, type FailOn, statusOf } from './exit-status.ts';
import { reasonOf } from './file-system.ts';
import { findFiles } from './find-files.ts';
import { lintFound, readFiles } from './lint-found.ts';
import type { Outcome } from './outcome.ts';
import type { Step } from './pacer.ts';
import { makeProgress } from './progress.ts';
import { decodeText, tooLarge } from './read-text.ts';
import { relocateResult } from './relocate-result.ts';
import { makeReports, readTargets } from './reports.ts';
import { defaultPaths, openSession, type Session } from './session.ts';
import { readShell } from './shell-variables.ts';
import type { Terminal } from './terminal.ts';
import { UserError } from './user-error.ts';

const manyFiles = 50;

/** Lints what the command line names. Throws `UserError` and `ConfigError` for what the user got wrong. */
export async function lintCommand(args: Arguments, terminal: Terminal): Promise<Outcome> {
  const targets = readTargets(args);
  const linter = makeLinter(args);
  const progress = makeProgress(terminal.err);
  const session = openSession(
    {
      cwd: terminal.cwd,
      root: args.value('root'),
      allowOutsideRoot: args.has('allow-outside-root'),
      ignorePatterns: args.values('ignore-pattern'),
      maxFileSize: args.count('max-file-size'),
    },
    terminal.fs,
    progress.pacer,
  );
  const files = args.has('stdin')
    ? await readStandardInput(args, session, terminal)
    : await readNamed(args, session, terminal);
  // Loading this costs a run over few files more than it gains.
  if (files.length >= manyFiles) (await import('./optimise-later.ts')).optimiseLater();
  const onStep = (step: Step): void => void progress.pacer(step);
  const linted = await lintFound(files, { ...session, linter, shell: readShell(args, terminal), onStep });
  progress.clear();
  const result = relocateResult(linted, session.paths.projectToShown);
  const failOn = readFailOn(args);
  const maxWarnings = args.count('max-warnings');
  const messages = [...session.errors, ...session.notes].map(({ path, message }) => `${path}: ${message}`);
  const isEmpty = result.files.length === 0 && result.crashes.length === 0 && session.errors.length === 0;
  if (isEmpty) messages.push('no Dockerfile or Compose file found');
  for (const { rule, path, message } of result.crashes) messages.push(`${path}: a bug in ${rule}: ${message}`);
  if (failOn !== 'none' && exceedsWarnings(result.summary, maxWarnings)) {
    messages.push(`more warnings than --max-warnings allows: ${result.summary.warnings}, not ${maxWarnings}`);
  }
  const reports = await makeReports({ targets, linted, result, session, failOn, args, terminal });
  messages.push(...reports.messages);
  const isUndone =
    session.errors.length > 0 ||
    result.crashes.length > 0 ||
    (isEmpty && args.has('error-on-no-files')) ||
    reports.isUndone;
  return {
    out: reports.out,
    messages,
    status: isUndone ? 2 : statusOf(result, { failOn, maxWarnings }),
  };
}

function makeLinter(args: Arguments): Linter {
  const settings: Record<string, RuleSetting> = {};
  for (const given of args.values('rule')) {
    const [name, severity] = readRuleSetting(given);
    settings[name] = severity;
  }
  const preset = args.value('preset') === 'strict' ? 'strict' : 'recommended';
  return createLinter({ rules, preset: args.has('all-rules') ? 'all' : preset, settings });
}

const settingChoices = ['off', 'info', 'warning', 'error'] as const;

function readRuleSetting(given: string): readonly [string, (typeof settingChoices)[number]] {
  const colon = given.lastIndexOf(':');
  if (colon <= 0)
    throw new UserError(`--rule takes ID:SEVERITY, as in --rule dockerfile/no-root-user:off, not "${given}"`);
  const word = given.slice(colon + 1);
  const severity = settingChoices.find((choice) => choice === word);
  if (!severity)
    throw new UserError(`unknown severity "${word}" in --rule ${given}${suggestChoice(word, settingChoices)}`);
  return [given.slice(0, colon), severity];
}

function readFailOn(args: Arguments): FailOn {
  const given = args.value('fail-on');
  return given === 'warning' || given === 'info' || given === 'none' ? given : 'error';
}

async function readNamed(args: Arguments, session: Session, terminal: Terminal): Promise<readonly ProjectFile[]> {
  const listed = args.value('files-from');
  const list = listed === undefined ? [] : await readList(listed, session, terminal);
  const isDefault = args.paths.length === 0 && listed === undefined;
  return readFiles(await findFiles(isDefault ? defaultPaths(session) : args.paths, session, list), session);
}

/** A list of paths is names only; this many bytes hold a million of them. */
const maxListSize = 100_000_000;

async function readList(listed: string, session: Session, terminal: Terminal): Promise<readonly string[]> {
  const text = (await readListBytes(listed, session, terminal)).toString('utf8').replace(/^\ufeff/, '');
  const names = text.includes('\0') ? text.split('\0') : text.split(/\r?\n/);
  return names.filter((name) => name !== '');
}

async function readListBytes(listed: string, session: Session, terminal: Terminal): Promise<Buffer> {
  try {
    if (listed === '-') {
      const bytes = await terminal.readInput(maxListSize);
      if (bytes) return bytes;
    } else {
      const read = session.fs.readAny(session.paths.fromUser(listed), maxListSize);
      if (read.state === 'read') return read.bytes;
    }
  } catch (error) {
    throw new UserError(`--files-from ${listed}: ${reasonOf(error)}`);
  }
  throw new UserError(`--files-from ${listed}: larger than any list of paths`);
}

/** The text on standard input, in place of the file that it names; none if that is no file to lint by its name. */
async function readStandardInput(
  args: Arguments,
  session: Session,
  terminal: Terminal,
): Promise<readonly ProjectFile[]> {
  const name = args.value('stdin-filename') ?? '';
  const kind = documentKindOfPath(name);
  if (!kind) return [];
  const bytes = await terminal.readInput(session.maxFileSize);
  const path = session.paths.toProject(session.paths.fromUser(name));
  return [{ path, kind, ...(bytes ? decodeText(bytes) : tooLarge(session.maxFileSize + 1, session.maxFileSize)) }];
}
