import { SourceText } from '../text/source-text.ts';
import type { Application } from './application.ts';
import { projectPath } from './compose-paths.ts';
import { dotenvValues, parseDotenv } from './dotenv.ts';
import { type Environment, lookupIn } from './environment.ts';
import { itemsOf } from './fields.ts';
import type { Lookup } from './interpolation.ts';
import type { ComposeDocument } from './nodes.ts';
import { parseCompose } from './parse-compose.ts';
import { entryOf, type MapValue, textOf } from './values.ts';
import { scalarText } from './yaml-nodes.ts';

/** What is known of a file that the application names. */
export type NamedFile =
  | { readonly state: 'compose'; readonly document: ComposeDocument }
  | { readonly state: 'missing' | 'unknown' };

/** The Compose file at a project path, if the application has it. */
export function composeFileAt(application: Application, path: string): NamedFile {
  const own = application.files.find((file) => file.source.path === path);
  if (own) return { state: 'compose', document: own };
  const answer = application.referenced.get(path);
  if (answer?.state === 'compose') return answer;
  if (answer?.state === 'text') return { state: 'compose', document: parseCompose(answer.text, { path }) };
  return { state: answer?.state ?? 'unknown' };
}

/** The variables of dotenv files, later files winning; undefined if one of them is not known. */
export function dotenvFrom(
  application: Application,
  paths: readonly string[],
  parent: Environment,
): ReadonlyMap<string, string> | undefined {
  const values = new Map<string, string>();
  for (const path of paths) {
    const answer = application.referenced.get(path);
    if (answer?.state === 'missing') continue;
    if (answer?.state !== 'text') return undefined;
    const parsed = parseDotenv(new SourceText(answer.text, path), (name) => lookupIn(parent, name));
    for (const [name, value] of dotenvValues(parsed)) values.set(name, value);
  }
  return values;
}

/** The environment of the whole application: the caller's, then `.env` of the project directory. */
export function applicationEnvironment(application: Application): Environment {
  const { shell, directory } = application;
  const path = projectPath(directory, '.env');
  const dotenv = path === undefined ? undefined : dotenvFrom(application, [path], { shell, dotenv: new Map() });
  return { shell, dotenv };
}

/** The variables of the application's environment, as far as they are known. */
export function projectVariables(application: Application): (name: string) => string | undefined {
  const environment = applicationEnvironment(application);
  return (name) => {
    const found = lookupIn(environment, name);
    return found.state === 'known' || found.state === 'default' ? found.value : undefined;
  };
}

/** Variable lookup with the one that Compose sets itself, as far as a file names the project. */
export function lookupFor(application: Application, environment: Environment): (name: string) => Lookup {
  return (name) => {
    const found = lookupIn(environment, name);
    if (name !== 'COMPOSE_PROJECT_NAME' || found.state === 'known' || found.state === 'default') return found;
    const written = writtenName(application);
    return written === undefined ? { state: 'unknown' } : { state: 'default', value: written };
  };
}

function writtenName(application: Application): string | undefined {
  for (const file of application.files) {
    for (const { content } of file.root.documents) {
      if (content?.kind !== 'YamlMapping') continue;
      const entry = content.entries.find(({ key }) => scalarText(key) === 'name');
      const text = entry?.value && scalarText(entry.value);
      if (text) return text.includes('$') ? undefined : text;
    }
  }
  return undefined;
}

/** The variables that a service gets from its `env_file` entries; later files win. */
export function serviceEnvironment(
  application: Application,
  service: MapValue,
  lookup: (name: string) => string | undefined,
): Readonly<Record<string, string>> {
  const values: Record<string, string> = {};
  for (const item of itemsOf(service.entries.get('env_file'))) {
    const path = entryOf(item, 'path') ?? item;
    const file = path.kind === 'scalar' ? projectPath(path.directory, textOf(path)) : undefined;
    const answer = file === undefined ? undefined : application.referenced.get(file);
    if (file === undefined || answer?.state !== 'text') continue;
    const format = entryOf(item, 'format');
    const isRaw = format?.kind === 'scalar' && textOf(format) === 'raw';
    Object.assign(values, isRaw ? rawValues(answer.text) : parsedValues(answer.text, file, lookup));
  }
  return values;
}

/** The labels that a service gets from its `label_file` entries. */
export function labelsFromFiles(
  application: Application,
  service: MapValue,
  lookup: (name: string) => string | undefined,
): Readonly<Record<string, string>> {
  const labels: Record<string, string> = {};
  for (const path of itemsOf(service.entries.get('label_file'))) {
    const file = path.kind === 'scalar' ? projectPath(path.directory, textOf(path)) : undefined;
    const answer = file === undefined ? undefined : application.referenced.get(file);
    if (file !== undefined && answer?.state === 'text') Object.assign(labels, parsedValues(answer.text, file, lookup));
  }
  return labels;
}

function parsedValues(
  text: string,
  path: string,
  lookup: (name: string) => string | undefined,
): Record<string, string> {
  const parsed = parseDotenv(new SourceText(text, path), (name) => {
    const value = lookup(name);
    return value === undefined ? { state: 'unset' } : { state: 'known', value };
  });
  return Object.fromEntries(dotenvValues(parsed));
}

/** `format: raw`: everything behind the first equals sign. */
function rawValues(text: string): Record<string, string> {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '' && !line.startsWith('#') && line.includes('='));
  return Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]));
}
