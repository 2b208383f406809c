import {
  type Application,
  applicationsOf,
  type ComposeModel,
  createLinter,
  createProject,
  type LintResult,
  nearest,
  type Project,
} from '@plimsoll/core';
import { loadApplication, printModel, projectVariables } from '@plimsoll/core/compose';
import { rules } from '@plimsoll/rules';
import type { Arguments } from './arguments.ts';
import { findModelFiles } from './find-model-files.ts';
import { readAlong, readFiles } from './lint-found.ts';
import { readOptions } from './lint-options.ts';
import { loadCompose } from './load-compose.ts';
import type { Outcome } from './outcome.ts';
import { openSession, type Session } from './session.ts';
import { readShell } from './shell-variables.ts';
import type { Terminal } from './terminal.ts';
import { UserError } from './user-error.ts';

/**
 * Prints the effective application of Compose files as `docker compose config` would. The files are those that the
 * command line names, as `-f` does, else what Compose finds from the working directory up.
 */
export async function modelCommand(args: Arguments, terminal: Terminal): Promise<Outcome> {
  await loadCompose();
  const session = openSession(readOptions(args, terminal), terminal.fs, () => undefined);
  const shell = readShell(args, terminal);
  const files = await readFiles(findModelFiles(args.paths, shell, session), session);
  if (session.errors.length > 0) return failed(session.errors.map(({ path, message }) => `${path}: ${message}`));
  const applications = [files.map(({ path }) => path)];
  const project = readAlong(createProject({ files, applications, ...(shell ? { shell } : {}) }), session.host);
  const [application] = applicationsOf(project);
  if (application?.files[0]?.source.path !== files[0]?.path || !application) {
    throw new UserError(`${shownName(files[0]?.path, session)}: no Compose file`);
  }
  return printApplication(application, { project, args, session });
}

interface Printing {
  readonly project: Project;
  readonly args: Arguments;
  readonly session: Session;
}

function printApplication(application: Application, { project, args, session }: Printing): Outcome {
  const lookup = projectVariables(application);
  const profiles = new Set(
    args.has('profile') ? args.values('profile') : (lookup('COMPOSE_PROFILES') ?? '').split(','),
  );
  const model = loadApplication(application, { profiles });
  if (isFaulty(application, model)) return failed(explainFaults(project, application, session));
  const names = model.services.map(({ name }) => name);
  const services = args.values('service');
  for (const name of services) if (!names.includes(name)) throw new UserError(unknownService(name, names));
  const { path, paths } = session;
  const out = printModel(application, {
    format: args.has('json') ? 'json' : 'yaml',
    origins: args.has('origins'),
    name: lookup('COMPOSE_PROJECT_NAME'),
    directoryName: path.basename(paths.fromProject(application.directory)),
    root: paths.root,
    profiles,
    ...(services.length > 0 ? { services: new Set(services) } : {}),
    showPath: paths.projectToShown,
  });
  const messages = model.complete ? [] : ['the model lacks files that could not be read, such as remote ones'];
  return { out, messages, status: model.complete ? 0 : 2 };
}

/** The job could not be done, and why. */
export function failed(messages: readonly string[]): Outcome {
  return { out: '', messages, status: 2 };
}

/** The complaint about a service that is not there, with what was probably meant. */
export function unknownService(name: string, names: readonly string[]): string {
  const near = nearest(name, names);
  return `no service "${name}"${near ? `, did you mean "${near}"?` : ` (there are ${names.join(', ') || 'none'})`}`;
}

/** True if Compose would refuse the application; `model` is what it is loaded as. */
export function isFaulty({ files }: Application, { problems }: Pick<ComposeModel, 'problems'>): boolean {
  return problems.length > 0 || files.some(({ root }) => root.problems.length > 0);
}

function shownName(path: string | undefined, { paths }: Session): string {
  return path === undefined ? '' : paths.projectToShown(path);
}

/** What Compose would refuse, in the words of the rules about it. */
export function explainFaults(project: Project, application: Application, session: Session): readonly string[] {
  const about = rules.filter(({ id }) => id.startsWith('compose/valid-'));
  const result: LintResult = createLinter({ rules: about, preset: 'all' }).lintProject(project);
  const messages = result.files.flatMap(({ path, findings }) =>
    findings
      .filter(({ severity }) => severity === 'error')
      .map(({ start, message }) => `${session.paths.projectToShown(path)}:${start.line}:${start.column}: ${message}`),
  );
  if (messages.length > 0) return messages;
  return [`${shownName(application.files[0]?.source.path, session)}: Docker Compose refuses this application`];
}
