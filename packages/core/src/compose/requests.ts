import { directoryOf } from '../text/paths.ts';
import type { Application } from './application.ts';
import { applicationEnvironment, composeFileAt, dotenvFrom, lookupFor } from './application-files.ts';
import { projectPath } from './compose-paths.ts';
import { decodeDocument } from './decode.ts';
import type { Environment } from './environment.ts';
import { itemsOf } from './fields.ts';
import { includeDirectory, includeEnvFiles, includePaths } from './include.ts';
import type { ComposeDocument } from './nodes.ts';
import { entryOf, isNull, isUnknown, type MapValue, textOf, type Value } from './values.ts';

/** A file that an application refers to: read as a Compose file, or as text. */
export interface ApplicationRequest {
  readonly path: string;
  readonly as: 'compose' | 'text';
}

interface Search {
  readonly application: Application;
  readonly found: Map<string, ApplicationRequest>;
  readonly seen: Set<string>;
}

interface Task {
  readonly file: ComposeDocument;
  readonly environment: Environment;
  readonly directory: string;
  /** False for the target of `extends`, whose `include` is ignored. */
  readonly includes: boolean;
}

/**
 * Project paths of the files that the application refers to, as far as is known by now: `.env`, the targets of `extends`
 * and `include`, `env_file` and `label_file`. Ask again when some of them have been read.
 */
export function applicationRequests(application: Application): readonly ApplicationRequest[] {
  const search: Search = { application, found: new Map(), seen: new Set() };
  const { directory } = application;
  const dotenv = projectPath(directory, '.env');
  if (dotenv !== undefined) want(search, dotenv, 'text');
  const environment = applicationEnvironment(application);
  const tasks: Task[] = application.files.map((file) => ({ file, environment, directory, includes: true }));
  for (let task = tasks.pop(); task; task = tasks.pop()) {
    const key = `${task.file.source.path}\n${task.directory}`;
    if (search.seen.has(key)) continue;
    search.seen.add(key);
    tasks.push(...requestsOf(search, task));
  }
  return [...search.found.values()];
}

function want({ found }: Search, path: string, as: ApplicationRequest['as']): void {
  if (!found.has(path)) found.set(path, { path, as });
}

const marks = ['extends', 'include', 'env_file', 'label_file'];

/** Asks for the files of one file; returns the Compose files among them that are there, to look into. */
function requestsOf(search: Search, task: Task): Task[] {
  const { file, environment, directory } = task;
  // Most files refer to nothing, and then nothing needs to be decoded.
  if (!marks.some((mark) => file.source.text.includes(mark))) return [];
  const lookup = lookupFor(search.application, environment);
  const context = { lookup, directory, report: () => undefined };
  return file.root.documents.flatMap((document) => {
    const root = decodeDocument(file, document, context).root;
    return root ? documentRequests(search, task, root) : [];
  });
}

function documentRequests(search: Search, task: Task, root: MapValue): Task[] {
  const below: Task[] = [];
  if (task.includes)
    for (const item of itemsOf(root.entries.get('include'))) below.push(...includeTasks(search, task, item));
  const services = root.entries.get('services');
  if (services?.kind !== 'map') return below;
  for (const service of services.entries.values()) {
    for (const item of itemsOf(entryOf(service, 'env_file'))) wantText(search, entryOf(item, 'path') ?? item);
    for (const item of itemsOf(entryOf(service, 'label_file'))) wantText(search, item);
    const path = pathIn(entryOf(entryOf(service, 'extends'), 'file'));
    if (path === undefined) continue;
    below.push(...composeTask(search, path, { ...task, directory: directoryOf(path), includes: false }));
  }
  return below;
}

function wantText(search: Search, value: Value): void {
  const path = pathIn(value);
  if (path !== undefined) want(search, path, 'text');
}

function pathIn(value: Value | undefined): string | undefined {
  if (value?.kind !== 'scalar' || isNull(value) || isUnknown(value)) return undefined;
  return projectPath(value.directory, textOf(value));
}

function composeTask(search: Search, path: string, task: Omit<Task, 'file'>): Task[] {
  const found = composeFileAt(search.application, path);
  if (!search.application.files.some((file) => file.source.path === path)) want(search, path, 'compose');
  return found.state === 'compose' ? [{ ...task, file: found.document }] : [];
}

function includeTasks(search: Search, task: Task, item: Value): Task[] {
  const paths = includePaths(item)?.map((scalar) => pathIn(scalar));
  const first = paths?.[0];
  const directory = first === undefined ? undefined : includeDirectory(item, first);
  if (!paths || directory === undefined) return [];
  const envFiles = includeEnvFiles(item, directory) ?? [];
  for (const path of envFiles) want(search, path, 'text');
  const own = dotenvFrom(search.application, envFiles, task.environment);
  const parent = task.environment;
  const dotenv = own && parent.dotenv ? new Map([...own, ...parent.dotenv]) : undefined;
  const environment = { shell: parent.shell, dotenv };
  return paths.flatMap((path) =>
    path === undefined ? [] : composeTask(search, path, { environment, directory, includes: true }),
  );
}
