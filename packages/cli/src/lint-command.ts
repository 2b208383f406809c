import type { LintResult, ProjectFile } from '@plimsoll/core';
import { rules } from '@plimsoll/rules';
import type { Arguments } from './arguments.ts';
import { readConfigRequest } from './config-request.ts';
import { exceedsWarnings, type FailOn, statusOf } from './exit-status.ts';
import { lintFound } from './lint-found.ts';
import { readInput } from './lint-input.ts';
import { isFixing, narrows, readOptions } from './lint-options.ts';
import type { Outcome } from './outcome.ts';
import type { Step } from './pacer.ts';
import { makeProgress } from './progress.ts';
import { relocateResult } from './relocate-result.ts';
import { makeReports, readTargets } from './reports.ts';
import { openSession } from './session.ts';
import type { SharedContext } from './share-linting.ts';
import { readShell } from './shell-variables.ts';
import { withoutAccepted } from './suppressions-option.ts';
import type { Terminal } from './terminal.ts';

const manyFiles = 50;

/** From here on a second thread may pay. */
const filesToShare = 150;

/** Lints what the command line names. Throws `UserError` and `ConfigError` for what the user got wrong. */
export async function lintCommand(args: Arguments, terminal: Terminal): Promise<Outcome> {
  const targets = readTargets(args);
  const request = readConfigRequest(args, rules);
  const progress = makeProgress(terminal.err);
  const options = readOptions(args, terminal);
  const changed = narrows(args)
    ? (await import('./changed-files.ts')).openChanges(args, terminal.cwd, terminal.fs)
    : undefined;
  const session = openSession(options, changed?.fs ?? terminal.fs, progress.pacer);
  const input = await readInput(args, session, terminal, request);
  // Loading this costs a run over few files more than it gains.
  if (input.files.length >= manyFiles) (await import('./optimise-later.ts')).optimiseLater();
  const onStep = (step: Step): void => void progress.pacer(step);
  const context = { ...session, linter: input.linter, shell: readShell(args, terminal), onStep };
  const fixes = isFixing(args)
    ? await (await import('./fix-command.ts')).fixCommand(args, input, context, terminal)
    : undefined;
  const all = fixes?.result ?? (await lintFiles(input.files, args, context));
  const linted = changed ? await changed.narrow(all, { files: input.files, options, context }) : all;
  progress.clear();
  const accepted = await withoutAccepted(linted, args, session);
  const result = relocateResult(accepted.result, session.paths.projectToShown);
  const failOn = readFailOn(args);
  const maxWarnings = args.count('max-warnings');
  const messages = [...session.errors, ...session.notes].map(({ path, message }) => `${path}: ${message}`);
  messages.push(...accepted.messages);
  const isEmpty = result.files.length === 0 && result.crashes.length === 0 && session.errors.length === 0;
  if (isEmpty) messages.push('no Dockerfile or Compose file found');
  for (const { rule, path, message } of result.crashes) messages.push(`${path}: a bug in ${rule}: ${message}`);
  if (failOn !== 'none' && exceedsWarnings(result.summary, maxWarnings)) {
    messages.push(`more warnings than --max-warnings allows: ${result.summary.warnings}, not ${maxWarnings}`);
  }
  const isReportAside = fixes?.out !== undefined;
  const reports = await makeReports({
    targets,
    linted,
    result,
    session,
    failOn,
    args,
    terminal: isReportAside ? { ...terminal, out: terminal.err } : terminal,
    ...(fixes && { fixes: fixes.counts }),
  });
  messages.push(...(fixes?.messages ?? []), ...reports.messages);
  const isUndone =
    session.errors.length > 0 ||
    result.crashes.length > 0 ||
    (isEmpty && args.has('error-on-no-files')) ||
    reports.isUndone;
  return {
    ...(isReportAside ? { out: fixes.out, report: reports.out } : { out: reports.out }),
    messages,
    status: isUndone ? 2 : statusOf(result, { failOn, maxWarnings }),
  };
}

async function lintFiles(files: readonly ProjectFile[], args: Arguments, context: SharedContext): Promise<LintResult> {
  const shared =
    files.length >= filesToShare
      ? await (await import('./share-linting.ts')).lintShared(files, args, context)
      : undefined;
  return shared ?? lintFound(files, context);
}

function readFailOn(args: Arguments): FailOn {
  const given = args.value('fail-on');
  return given === 'warning' || given === 'info' || given === 'none' ? given : 'error';
}
