// Makes of each package of the workspace what is published: `tsx scripts/release/stage.ts DIR`.
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../project-files.ts';

export interface StagedPackage {
  readonly name: string;
  readonly version: string;
  readonly folder: string;
  /** The folder in the workspace that it is made of. */
  readonly source: string;
}

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly private?: boolean;
  readonly files?: readonly string[];
  readonly exports?: unknown;
  readonly dependencies?: Readonly<Record<string, string>>;
  /** `exports` in it takes the place of the manifest's, as pnpm does it too. */
  readonly publishConfig?: { readonly exports?: unknown; readonly [field: string]: unknown };
  readonly [field: string]: unknown;
}

function manifestIn(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
}

/** Folders of the packages that are published: all that are not private. */
function publicFolders(): readonly string[] {
  return readdirSync(join(root, 'packages'))
    .map((name) => join(root, 'packages', name))
    .filter((folder) => existsSync(join(folder, 'package.json')) && !manifestIn(folder).private);
}

/** `exports` without the condition that leads to the sources, which are not published. */
function withoutSource(entries: unknown): unknown {
  if (typeof entries !== 'object' || entries === null || Array.isArray(entries)) return entries;
  const kept = Object.entries(entries).filter(([condition]) => condition !== 'source');
  return Object.fromEntries(kept.map(([key, value]) => [key, withoutSource(value)]));
}

/** The manifest as dependents see it: exact versions of our own packages, no sources, nothing that only we use. */
function publishedManifest(manifest: Manifest, versions: ReadonlyMap<string, string>): Record<string, unknown> {
  const { devDependencies, scripts, dependencies, publishConfig = {}, ...rest } = manifest;
  const { exports = rest.exports, ...publishing } = publishConfig;
  const pinned = Object.entries(dependencies ?? {}).map(([name, range]) => {
    if (!range.startsWith('workspace:')) return [name, range];
    const version = versions.get(name);
    if (!version) throw new Error(`${manifest.name} depends on ${name}, which is not published`);
    return [name, version];
  });
  return {
    ...rest,
    ...(exports === undefined ? {} : { exports: withoutSource(exports) }),
    publishConfig: publishing,
    ...(pinned.length === 0 ? {} : { dependencies: Object.fromEntries(pinned) }),
  };
}

function stageOne(source: string, target: string, versions: ReadonlyMap<string, string>): StagedPackage {
  const manifest = manifestIn(source);
  const { name, version, files = [] } = manifest;
  mkdirSync(target, { recursive: true });
  for (const entry of [...files, 'README.md']) {
    const from = join(source, entry);
    if (!existsSync(from)) throw new Error(`${name}: ${entry} is missing; run \`pnpm build\` first`);
    cpSync(from, join(target, entry), { recursive: true, filter: (path) => !path.endsWith('.tsbuildinfo') });
  }
  cpSync(join(root, 'LICENSE'), join(target, 'LICENSE'));
  const published = publishedManifest(manifest, versions);
  writeFileSync(join(target, 'package.json'), `${JSON.stringify(published, undefined, 2)}\n`);
  return { name, version, folder: target, source };
}

/**
 * Writes every public package, from its last build, to a folder of its own below `into`, which is emptied first.
 * Throws if something that a package lists is not there.
 */
export function stagePackages(into: string): readonly StagedPackage[] {
  rmSync(into, { recursive: true, force: true });
  const folders = publicFolders();
  const versions = new Map(folders.map(manifestIn).map(({ name, version }) => [name, version]));
  return folders.map((folder) => stageOne(folder, join(into, manifestIn(folder).name.replace('/', '-')), versions));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [into] = process.argv.slice(2);
  if (!into) throw new Error('usage: tsx scripts/release/stage.ts DIR');
  for (const { name, version, folder } of stagePackages(into)) console.log(`${name} ${version}  ${folder}`);
}
