import { existsSync, readdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { parseArgs } from 'node:util';
import { commandLineBundle, extensionBundle } from './bundles.ts';
import { root } from './project-files.ts';

// Whatever users get with Plimsoll, installed or inside the bundle, has a licence that asks for no more than its notice.

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly private?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
}

const allowed: ReadonlySet<string> = new Set(['MIT', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0']);

/** Packages whose code is written into generated files, each as a path of dependencies from the root. */
const embedded: readonly (readonly string[])[] = [['ajv'], ['ajv', 'fast-deep-equal']];

const notices = join(root, 'packages/cli/THIRD-PARTY-NOTICES');

function manifestOf(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
}

/** Folder of an installed package, as seen from the package in `from`. */
function resolve(name: string, from: string): string {
  for (let folder = from; ; folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', name);
    // pnpm links packages, and what they depend on lies beside the place that is linked to.
    if (existsSync(candidate)) return realpathSync(candidate);
    if (folder === dirname(folder)) throw new Error(`${name}, a dependency of ${from}, is not installed`);
  }
}

function declared(found: Map<string, string>): void {
  const packages = readdirSync(join(root, 'packages')).map((name) => join(root, 'packages', name));
  const open = packages.filter((folder) => existsSync(join(folder, 'package.json')) && !manifestOf(folder).private);
  const seen = new Set<string>();
  for (let folder = open.pop(); folder !== undefined; folder = open.pop()) {
    for (const name of Object.keys(manifestOf(folder).dependencies ?? {})) {
      const dependency = resolve(name, folder);
      if (seen.has(dependency)) continue;
      seen.add(dependency);
      open.push(dependency);
      add(found, dependency);
    }
  }
}

async function bundled(found: Map<string, string>): Promise<void> {
  const bundles = await Promise.all([commandLineBundle(), extensionBundle()]);
  for (const input of bundles.flatMap(({ metafile }) => Object.keys(metafile.inputs))) {
    const folder = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(input)?.[0];
    if (folder) add(found, join(root, folder));
  }
}

function add(found: Map<string, string>, folder: string): void {
  const { name, version } = manifestOf(folder);
  if (!name.startsWith('@plimsoll/')) found.set(`${name} ${version}`, folder);
}

function isAllowed(licence: string): boolean {
  const choices = licence.replace(/[()]/g, '').split(' OR ');
  return choices.some((choice) => choice.split(' AND ').every((part) => allowed.has(part)));
}

function licenceText(folder: string): string {
  const name = readdirSync(folder).find((file) => /^licen[cs]e(\.|$)/i.test(file));
  return name ? readFileSync(join(folder, name), 'utf8').trim() : `Licence: ${manifestOf(folder).license}`;
}

/** What our own packages must pass on, such as the notice of the Compose schema. */
function ownNotices(): readonly string[] {
  const files = readdirSync(join(root, 'packages')).map((name) => join(root, 'packages', name, 'NOTICE'));
  return files.filter((file) => existsSync(file)).map((file) => readFileSync(file, 'utf8').trim());
}

const found = new Map<string, string>();
declared(found);
await bundled(found);
for (const path of embedded)
  add(
    found,
    path.reduce((from, name) => resolve(name, from), root),
  );

const entries = [...found].sort(([a], [b]) => (a < b ? -1 : 1));
const refused = entries.filter(([, folder]) => !isAllowed(manifestOf(folder).license ?? 'unknown'));
for (const [name, folder] of refused) {
  console.log(`${name}: licence "${manifestOf(folder).license}" is not one of ${[...allowed].join(', ')}`);
  console.log(`  ${folder.split(sep).join('/')}`);
}
process.exitCode = refused.length > 0 ? 1 : 0;

const { values } = parseArgs({ options: { write: { type: 'boolean', default: false } } });
if (values.write) {
  const rule = `\n\n${'-'.repeat(80)}\n\n`;
  const parts = [
    'Plimsoll contains or installs the following software and data.',
    ...ownNotices(),
    ...entries.map(([name, folder]) => `${name}\n\n${licenceText(folder)}`),
  ];
  writeFileSync(notices, `${parts.join(rule)}\n`);
}
