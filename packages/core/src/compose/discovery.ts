import { directoryOf } from '../text/paths.ts';
import { projectPath } from './compose-paths.ts';
import type { ComposeDocument, YamlNode } from './nodes.ts';
import { scalarText } from './yaml-nodes.ts';

/** The files of one application. */
export interface DiscoveredApplication {
  readonly base: string;
  /** Base first. */
  readonly files: readonly string[];
  /** True where files that are not known may belong to it. */
  readonly fragment: boolean;
  /** True for a fragment whose name alone makes it one: Compose does not look for it, and somebody has to name it. */
  readonly unnamed: boolean;
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

/** The files that Compose finds by itself among the names in a directory: a base and its override, or nothing. */
export function discoveredFiles(names: readonly string[]): readonly string[] {
  const find = (wanted: readonly string[]): string | undefined => wanted.find((name) => names.includes(name));
  const [base, override] = [find(baseNames), find(overrideNames)];
  if (base === undefined) return [];
  return override === undefined ? [base] : [base, override];
}

const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/**
 * Which documents form which application. In each directory the base that Compose would find has the override that it
 * would find beside it. Every other file is judged alone: a second base as a whole application, and a file with another
 * name, or one that another file includes or extends, as a fragment, since the files that it is used with can't be known.
 */
export function discoverApplications(
  documents: ReadonlyMap<string, ComposeDocument>,
): readonly DiscoveredApplication[] {
  const byDirectory = new Map<string, string[]>();
  for (const path of documents.keys()) {
    const directory = directoryOf(path);
    byDirectory.set(directory, [...(byDirectory.get(directory) ?? []), path]);
  }
  const parts = new Set([...documents.values()].flatMap(referredFiles));
  return [...byDirectory.values()]
    .flatMap(directoryApplications)
    .map((application) =>
      parts.has(application.base) ? { ...application, fragment: true, unnamed: false } : application,
    );
}

/** The files that a document includes or extends, where they are written without variables: they are parts of it. */
function referredFiles(document: ComposeDocument): readonly string[] {
  const { path, text } = document.source;
  if (!text.includes('include') && !text.includes('extends')) return [];
  const found: string[] = [];
  const add = (node: YamlNode | undefined): void => {
    const file = node && scalarText(node);
    const project = file === undefined || file.includes('$') ? undefined : projectPath(directoryOf(path), file);
    if (project !== undefined && project !== path) found.push(project);
  };
  for (const { content } of document.root.documents) {
    for (const item of listed(valueOf(content, 'include')))
      for (const file of listed(valueOf(item, 'path') ?? item)) add(file);
    const services = valueOf(content, 'services');
    if (services?.kind !== 'YamlMapping') continue;
    for (const { value } of services.entries) add(valueOf(valueOf(value, 'extends'), 'file'));
  }
  return found;
}

function listed(node: YamlNode | undefined): readonly YamlNode[] {
  if (node?.kind === 'YamlSequence') return node.items;
  return node ? [node] : [];
}

function valueOf(node: YamlNode | undefined, key: string): YamlNode | undefined {
  if (node?.kind !== 'YamlMapping') return undefined;
  return node.entries.find((entry) => scalarText(entry.key) === key)?.value;
}

function directoryApplications(paths: readonly string[]): readonly DiscoveredApplication[] {
  const [base, override] = discoveredFiles(paths.map(baseName)).map((name) =>
    paths.find((path) => baseName(path) === name),
  );
  const applications: DiscoveredApplication[] = [];
  if (base !== undefined) {
    const files = override === undefined ? [base] : [base, override];
    applications.push({ base, files, fragment: isDevContainer(base), unnamed: false });
  }
  for (const path of paths) {
    if (path === base || path === override) continue;
    const isOther = !discoveredNames.includes(baseName(path));
    const fragment = isOther || overrideNames.includes(baseName(path)) || isDevContainer(path);
    applications.push({ base: path, files: [path], fragment, unnamed: isOther && !isDevContainer(path) });
  }
  return applications;
}

/** A file beside a devcontainer.json, which may name further files to go with it (`dockerComposeFile`). */
function isDevContainer(path: string): boolean {
  return `/${directoryOf(path)}/`.includes('/.devcontainer/');
}
