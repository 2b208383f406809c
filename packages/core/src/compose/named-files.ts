import { SourceText } from '../text/source-text.ts';
import { projectPath } from './compose-paths.ts';
import { dotenvValues, parseDotenv } from './dotenv.ts';

/**
 * The project paths that `COMPOSE_FILE` in a directory's `.env` lists; undefined if it lists none, or something that is
 * no path of the project.
 */
export function filesOfDotenv(text: string, directory: string): readonly string[] | undefined {
  if (!text.includes('COMPOSE_FILE')) return undefined;
  const values = dotenvValues(parseDotenv(new SourceText(text, '.env'), () => ({ state: 'unknown' })));
  return filesOfVariables((name) => values.get(name), directory);
}

/**
 * The same for any environment, relative to the directory that Compose is called in. Compose splits at
 * `COMPOSE_PATH_SEPARATOR`, else at the character of the caller's system, which shows in the list.
 */
export function filesOfVariables(
  lookup: (name: string) => string | undefined,
  directory: string,
): readonly string[] | undefined {
  const listed = lookup('COMPOSE_FILE');
  if (!listed) return undefined;
  const separator = lookup('COMPOSE_PATH_SEPARATOR') || (listed.includes(';') ? ';' : ':');
  const paths: string[] = [];
  for (const file of listed.split(separator)) {
    const path = file === '-' ? undefined : projectPath(directory, file);
    if (path === undefined) return undefined;
    paths.push(path);
  }
  return paths;
}
