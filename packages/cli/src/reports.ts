import type { LintResult } from '@plimsoll/core';
import { type FormatName, formatNames } from '@plimsoll/core/formatters';
import type { Arguments } from './arguments.ts';
import type { FileProblem } from './read-options.ts';
import type { Session } from './session.ts';
import { type Shown, showResult } from './show-result.ts';
import { UserError } from './user-error.ts';

/** One report to make. */
export interface ReportTarget {
  readonly format: FormatName;
  /** As the user wrote it, relative to the working directory; undefined for standard output. */
  readonly file: string | undefined;
}

/** The reports that `--format` and `--output-file` ask for. Throws `UserError` where two go to one place. */
export function readTargets(args: Arguments): readonly ReportTarget[] {
  const given = args.values('format').map(readTarget);
  const targets: ReportTarget[] = given.length === 0 ? [{ format: 'pretty', file: undefined }] : given;
  const toOutput = targets.filter(({ file }) => file === undefined);
  if (toOutput.length > 1) {
    const [first, second] = toOutput.map(({ format }) => format);
    throw new UserError(
      `--format ${first} and --format ${second} both go to standard output; give one a file: --format ${first}:FILE`,
    );
  }
  const output = args.value('output-file');
  if (output !== undefined && toOutput.length === 0) {
    throw new UserError(`--output-file ${output}: every --format has a file of its own`);
  }
  const settled = targets.map((target) => (target.file === undefined ? { ...target, file: output } : target));
  for (const [index, { format, file }] of settled.entries()) {
    const other = settled.slice(0, index).find((earlier) => file !== undefined && earlier.file === file);
    if (other) throw new UserError(`--format ${other.format} and --format ${format} both go to ${file}`);
  }
  return settled;
}

function readTarget(given: string): ReportTarget {
  const colon = given.indexOf(':');
  const name = colon === -1 ? given : given.slice(0, colon);
  const format = formatNames.find((known) => known === name) ?? 'pretty';
  if (colon === -1) return { format, file: undefined };
  const file = given.slice(colon + 1);
  if (file === '') throw new UserError(`--format ${given} needs a file behind the colon`);
  return { format, file };
}

/** What reports are made of. */
export interface ReportRun extends Omit<Shown, 'errors'> {
  readonly targets: readonly ReportTarget[];
  /** The result with paths relative to the root. */
  readonly linted: LintResult;
  readonly session: Session;
}

/** The text for standard output, and what went wrong with the files. */
export interface MadeReports {
  readonly out: string;
  readonly messages: readonly string[];
  readonly isUndone: boolean;
}

/** Whoever reads these looks for files from the root of the repository, wherever the linter was run. */
const rootedFormats: ReadonlySet<FormatName> = new Set(['sarif', 'github', 'gitlab']);

/** Makes all reports and writes those that go into files: one that can't be written keeps none of the others back. */
export async function makeReports({ targets, linted, session, ...shown }: ReportRun): Promise<MadeReports> {
  let out = '';
  const messages: string[] = [];
  for (const { format, file } of targets) {
    const isRooted = rootedFormats.has(format);
    const result = isRooted ? linted : shown.result;
    const errors = isRooted ? session.errors.map((problem) => rooted(problem, session)) : session.errors;
    const whole = { ...shown, result, errors };
    if (file === undefined) {
      out = await showResult(whole, format);
      continue;
    }
    const text = await showResult(whole, format, { colour: false, width: 80 });
    const { writeReport } = await import('./machine-formats.ts');
    const inputs = linted.files.map(({ path }) => session.paths.fromProject(path));
    const failure = writeReport(session.paths.fromUser(file), text, inputs);
    if (failure !== undefined) messages.push(`${file}: the report can't be written: ${failure}`);
  }
  return { out, messages, isUndone: messages.length > 0 };
}

function rooted({ path, message }: FileProblem, { paths }: Session): FileProblem {
  return { path: paths.toProject(paths.fromUser(path)), message };
}
