import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';

/** The root of the workspace: the directory that holds `fixtures`. */
export const workspaceRoot = join(import.meta.dirname, '../../..');

/** A file of a fixture. */
export interface FixtureFile {
  /** Where it lies, from the workspace root. */
  readonly place: string;
  /** The path to lint it under, unless its head says another. */
  readonly path: string;
  readonly raw: string;
  /** What fixing must give, from `NAME.fixed.EXT` beside it. */
  readonly fixed: string | undefined;
  /** Where `fixed` is written. */
  readonly fixedPlace: string;
}

/**
 * A fixture of a rule: one file of `fixtures/rules/<rule id>/`, of whose surroundings nothing is known, or a folder in
 * it, which is a whole project. A file alone is linted as `Dockerfile` or `compose.yaml`.
 */
export interface RuleFixture {
  readonly name: string;
  readonly rule: string;
  readonly isProject: boolean;
  readonly files: readonly FixtureFile[];
}

/** Every fixture of every rule, by name. */
export function ruleFixtures(): readonly RuleFixture[] {
  const root = join(workspaceRoot, 'fixtures/rules');
  const fixtures: RuleFixture[] = [];
  for (const kind of foldersIn(root)) {
    for (const name of foldersIn(join(root, kind)))
      fixtures.push(...fixturesOf(`${kind}/${name}`, join(root, kind, name)));
  }
  return fixtures;
}

/** Writes the text that fixing gave as the file's `.fixed`. */
export function writeFixed(file: FixtureFile, text: string): void {
  writeFileSync(join(workspaceRoot, file.fixedPlace), text);
}

function fixturesOf(rule: string, folder: string): readonly RuleFixture[] {
  const entries = readdirSync(folder, { withFileTypes: true }).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry): readonly RuleFixture[] => {
    if (isFixed(entry.name)) return [];
    const place = join(folder, entry.name);
    const name = `${rule}/${entry.name}`;
    if (entry.isDirectory()) return [{ name, rule, isProject: true, files: filesBelow(place) }];
    const path = /\.ya?ml$/.test(entry.name) ? 'compose.yaml' : 'Dockerfile';
    return [{ name, rule, isProject: false, files: [readFile(place, path)] }];
  });
}

function filesBelow(folder: string): readonly FixtureFile[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && !isFixed(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted()
    .map((place) => readFile(place, slashes(relative(folder, place))));
}

function readFile(place: string, path: string): FixtureFile {
  const name = basename(place);
  const dot = name.lastIndexOf('.');
  const fixedName = dot <= 0 ? `${name}.fixed` : `${name.slice(0, dot)}.fixed${name.slice(dot)}`;
  const fixedPath = join(dirname(place), fixedName);
  return {
    place: slashes(relative(workspaceRoot, place)),
    path,
    raw: readFileSync(place, 'utf8'),
    fixed: existsSync(fixedPath) ? readFileSync(fixedPath, 'utf8') : undefined,
    fixedPlace: slashes(relative(workspaceRoot, fixedPath)),
  };
}

function isFixed(name: string): boolean {
  return name.endsWith('.fixed') || /\.fixed\.[^.]+$/.test(name);
}

function foldersIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .toSorted();
}

function slashes(path: string): string {
  return path.split(sep).join('/');
}
