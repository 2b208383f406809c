import {
  type Application,
  applicationsOf,
  applyEdits,
  type ComposeDocument,
  composeModel,
  createProject,
  type Project,
  type ProjectFile,
  type Service,
  type TextEdit,
  unifiedDiff,
  withTexts,
} from '@plimsoll/core';
import { type GivenLimits, planHardening } from '@plimsoll/rules';
import type { Arguments } from './arguments.ts';
import { findModelFiles } from './find-model-files.ts';
import { showDiff } from './fix-command.ts';
import { changesOnly } from './hardened-model.ts';
import { readAlong, readFiles } from './lint-found.ts';
import { readOptions } from './lint-options.ts';
import { loadCompose } from './load-compose.ts';
import { explainFaults, failed, isFaulty, unknownService } from './model-command.ts';
import type { Outcome } from './outcome.ts';
import { openSession, type Session } from './session.ts';
import { readShell } from './shell-variables.ts';
import type { Terminal } from './terminal.ts';
import { UserError } from './user-error.ts';
import { writeChanges } from './write-changes.ts';

/**
 * Shows as a unified diff what the services of a Compose file can bear, and what was left out; with `--write` it is
 * written. The application is that of the named file, or what Compose finds here; its first file is the one that changes.
 */
export async function hardenCommand(args: Arguments, terminal: Terminal): Promise<Outcome> {
  const limits = readLimits(args);
  if (args.paths.length > 1) throw new UserError('"plimsoll harden" takes one file');
  await loadCompose();
  const session = openSession(readOptions(args, terminal), terminal.fs, () => undefined);
  const shell = readShell(args, terminal);
  const files = await readFiles(findModelFiles(args.paths, shell, session), session);
  if (session.errors.length > 0) return failed(session.errors.map(({ path, message }) => `${path}: ${message}`));
  const applications = [files.map(({ path }) => path)];
  const project = readAlong(createProject({ files, applications, ...(shell ? { shell } : {}) }), session.host);
  const [application] = applicationsOf(project);
  const [file] = files;
  const shown = session.paths.projectToShown(file?.path ?? '');
  if (!file || application?.files[0]?.source.path !== file.path) throw new UserError(`${shown}: no Compose file`);
  if (isFaulty(application, composeModel(application))) return failed(explainFaults(project, application, session));
  if (file.problem) throw new UserError(`${shown}: not valid UTF-8`);
  if (!composeModel(application).complete) {
    throw new UserError(`${shown}: the model lacks files that could not be read, so nothing is sure`);
  }
  const services = chosenServices(application, args.values('service'));
  const { text, notes, hardened } = hardenServices(services, { project, file, limits });
  // Lines are those of the file as it is when one reads about them.
  const messages = notes.map(({ name, what }) => {
    const line = lineOf(name, args.has('write') ? hardened : project, file.path);
    return `${shown}:${line}: ${name}: ${what}`;
  });
  return finish(args, terminal, session, { file, text, messages, shown });
}

function readLimits(args: Arguments): GivenLimits {
  const [memory, cpus, pids] = [args.value('memory'), args.value('cpus'), args.value('pids')];
  if (memory !== undefined && !/^[1-9]\d*(?:b|[kmgt]b?)?$/i.test(memory)) {
    throw new UserError(`--memory takes a size such as 512m, not "${memory}"`);
  }
  if (cpus !== undefined && !(/^\d+(?:\.\d+)?$/.test(cpus) && Number(cpus) > 0)) {
    throw new UserError(`--cpus takes a number of processors such as 0.5, not "${cpus}"`);
  }
  if (pids !== undefined && !/^[1-9]\d*$/.test(pids)) {
    throw new UserError(`--pids takes a number of processes such as 200, not "${pids}"`);
  }
  return { memory, cpus, pids };
}

function chosenServices(application: Application, wanted: readonly string[]): readonly string[] {
  const names = composeModel(application).services.map(({ name }) => name);
  for (const name of wanted) if (!names.includes(name)) throw new UserError(unknownService(name, names));
  return wanted.length > 0 ? names.filter((name) => wanted.includes(name)) : names;
}

interface Hardening {
  readonly project: Project;
  readonly file: ProjectFile;
  readonly limits: GivenLimits;
}

/** One service after the other, as what one gets may reach others that extend it: then it stays as it was. */
function hardenServices(names: readonly string[], { project, file, limits }: Hardening) {
  const notes: { readonly name: string; readonly what: string }[] = [];
  let current = project;
  let text = file.text;
  for (const name of names) {
    const found = findService(current, file.path, name);
    if (!found) continue;
    const { service, application, document } = found;
    const { edits, left } = planHardening(service, application, document, limits);
    notes.push(...left.map((what) => ({ name, what })));
    if (edits.length === 0) continue;
    const next = applyEdits(text, edits.map(asFindingEdit));
    const after = withTexts(current, new Map([[file.path, next]]));
    const [changed] = applicationsOf(after);
    if (changed && changesOnly(name, application, changed)) {
      current = after;
      text = next;
    } else notes.push({ name, what: 'left alone: it would change something else, such as a service that extends it' });
  }
  return { text, notes, hardened: current };
}

function lineOf(name: string, project: Project, path: string): number {
  const at = findService(project, path, name)?.service.nameAt;
  return at ? at.source.position(at.span.start).line : 1;
}

interface FoundService {
  readonly service: Service;
  readonly application: Application;
  readonly document: ComposeDocument;
}

function findService(project: Project, path: string, name: string): FoundService | undefined {
  const [application] = applicationsOf(project);
  const document = application?.files.find(({ source }) => source.path === path);
  const service = application && composeModel(application).services.find((one) => one.name === name);
  return application && document && service ? { service, application, document } : undefined;
}

function asFindingEdit({ at: { source, span }, text }: TextEdit) {
  const point = (offset: number) => ({ ...source.position(offset), offset });
  return { path: source.path, start: point(span.start), end: point(span.end), text };
}

interface Hardened {
  readonly file: ProjectFile;
  readonly text: string;
  readonly messages: readonly string[];
  readonly shown: string;
}

function finish(args: Arguments, { out }: Terminal, session: Session, hardened: Hardened): Outcome {
  const { file, text, messages, shown } = hardened;
  if (text === file.text) return { out: '', messages: [...messages, `${shown}: nothing to change`], status: 0 };
  const change = { path: file.path, before: file.text, after: text };
  if (!args.has('write')) {
    return { out: showDiff(unifiedDiff({ ...change, path: shown }), out.isTerminal), messages, status: 0 };
  }
  const failures = writeChanges([change], session);
  if (failures.size > 0) return failed([...failures.values()].map((reason) => `${shown}: not written: ${reason}`));
  return { out: '', messages: [...messages, `${shown}: written`], status: 0 };
}
