import { parentPath } from './compose-paths.ts';
import type { ComposeDocument } from './nodes.ts';

/** The files of one application. */
export interface DiscoveredApplication {
  readonly base: string;
  /** Base first. */
  readonly files: readonly string[];
  /** True where files that are not known may belong to it. */
  readonly fragment: boolean;
}

/** The names that Compose looks for, best first (compose-go, cli/options.go). */
const baseNames = ['compose.yaml', 'compose.yml', 'docker-compose.yml', 'docker-compose.yaml'];

const overrideNames = [
  'compose.override.yml',
  'compose.override.yaml',
  'docker-compose.override.yml',
  'docker-compose.override.yaml',
];

/** Every name that Compose finds by itself. */
export const discoveredNames: readonly string[] = [...baseNames, ...overrideNames];

const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/**
 * Which documents form which application. In each directory the base that Compose would find has the override that it
 * would find beside it. Every other file is judged alone: a second base as a whole application, and a file with another
 * name as a fragment, since the files that it is used with can't be known.
 */
export function discoverApplications(documents: ReadonlyMap<string, ComposeDocument>): readonly DiscoveredApplication[] {
  const byDirectory = new Map<string, string[]>();
  for (const path of documents.keys()) {
    const directory = parentPath(path);
    byDirectory.set(directory, [...(byDirectory.get(directory) ?? []), path]);
  }
  return [...byDirectory.values()].flatMap(directoryApplications);
}

function directoryApplications(paths: readonly string[]): readonly DiscoveredApplication[] {
  const find = (names: readonly string[]): string | undefined =>
    names.map((name) => paths.find((path) => baseName(path) === name)).find((path) => path !== undefined);
  const base = find(baseNames);
  const override = base === undefined ? undefined : find(overrideNames);
  const applications: DiscoveredApplication[] = [];
  if (base !== undefined) {
    applications.push({ base, files: override === undefined ? [base] : [base, override], fragment: false });
  }
  for (const path of paths) {
    if (path === base || path === override) continue;
    applications.push({ base: path, files: [path], fragment: !baseNames.includes(baseName(path)) });
  }
  return applications;
}
