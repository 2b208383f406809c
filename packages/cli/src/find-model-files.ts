import { directoryOf, SourceText } from '@plimsoll/core';
import { discoveredFiles, dotenvValues, filesOfVariables, parseDotenv } from '@plimsoll/core/compose';
import { reasonOf } from './file-system.ts';
import type { FoundFile } from './find-files.ts';
import type { Session } from './session.ts';
import { UserError } from './user-error.ts';

/**
 * The files of the application that `given` names: files in the order of `-f`, or one directory; else what Compose finds
 * from the working directory up: the list in `COMPOSE_FILE`, or the names that it looks for. Throws `UserError`.
 */
export function findModelFiles(
  given: readonly string[],
  shell: ReadonlyMap<string, string> | undefined,
  session: Session,
): readonly FoundFile[] {
  const { paths } = session;
  const [only] = given;
  if (only !== undefined && !isDirectory(only, session)) return given.map((path) => found(paths.fromUser(path)));
  if (given.length > 1) throw new UserError(`${only} is a directory: name one directory, or files`);
  const start = paths.fromUser(only ?? '.');
  const listed = listedFiles(start, shell, session) ?? searchUp(start, only === undefined, session);
  if (listed.length === 0)
    throw new UserError(`${paths.toShown(start)}: no Compose file here${only ? '' : ' or above'}`);
  return listed.map((path) => found(paths.fromProject(path)));
}

function found(disk: string): FoundFile {
  return { disk, kind: 'compose', named: true };
}

function isDirectory(given: string, { fs, paths }: Session): boolean {
  try {
    return fs.kindOf(paths.fromUser(given)) === 'directory';
  } catch (error) {
    throw new UserError(`${given}: ${reasonOf(error)}`);
  }
}

/** What `COMPOSE_FILE` lists, in the caller's environment or the `.env` of the directory. */
function listedFiles(
  disk: string,
  shell: ReadonlyMap<string, string> | undefined,
  { host, path, paths }: Session,
): readonly string[] | undefined {
  const answer = host.answer({ kind: 'file', path: paths.toProject(path.join(disk, '.env')) });
  const text = answer.kind === 'file' && answer.state === 'read' ? answer.text : '';
  const values = dotenvValues(parseDotenv(new SourceText(text, '.env'), () => ({ state: 'unset' })));
  return filesOfVariables((name) => shell?.get(name) ?? values.get(name), paths.toProject(disk));
}

function searchUp(start: string, upwards: boolean, { host, paths }: Session): readonly string[] {
  for (let directory = paths.toProject(start); ; directory = directoryOf(directory)) {
    const answer = host.answer({ kind: 'listing', path: directory });
    const files = discoveredFiles((answer.kind === 'listing' && answer.names) || []);
    if (files.length > 0) return files.map((name) => (directory === '.' ? name : `${directory}/${name}`));
    if (!upwards || directory === '.' || directory.startsWith('..')) return [];
  }
}
