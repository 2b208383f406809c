import { SourceText } from '../text/source-text.ts';
import type { Application } from './application.ts';
import { projectPath } from './compose-paths.ts';
import { dotenvValues, parseDotenv } from './dotenv.ts';
import { type Environment, lookupIn } from './environment.ts';
import type { Lookup } from './interpolation.ts';
import type { ComposeDocument } from './nodes.ts';
import { parseCompose } from './parse-compose.ts';
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
