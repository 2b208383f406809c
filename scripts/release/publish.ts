// Publishes what is not yet published: `tsx scripts/release/publish.ts [--registry URL] [--dry-run]`, after a build.
// With provenance, which needs the identity of a GitHub workflow; a local registry takes packages without it.
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { type StagedPackage, stagePackages } from './stage.ts';

export interface PublishOptions {
  /** URL of the registry; npm's configured one without it. */
  readonly registry?: string;
  readonly provenance: boolean;
  readonly dryRun?: boolean;
  readonly env?: NodeJS.ProcessEnv;
}

const run = promisify(execFile);

async function isPublished({ name, version }: StagedPackage, options: PublishOptions): Promise<boolean> {
  const registry = options.registry ? ['--registry', options.registry] : [];
  try {
    const { stdout } = await run('npm', ['view', `${name}@${version}`, 'version', ...registry], { env: options.env });
    return stdout.trim() !== '';
  } catch (error) {
    if (error instanceof Error && error.message.includes('E404')) return false;
    throw error;
  }
}

/** Publishes one package folder. Its scripts are not run. Throws with npm's output. */
export async function publishFolder(folder: string, options: PublishOptions): Promise<void> {
  const args = ['publish', folder, '--ignore-scripts', '--access', 'public', `--provenance=${options.provenance}`];
  if (options.registry) args.push('--registry', options.registry);
  if (options.dryRun) args.push('--dry-run');
  await run('npm', args, { env: options.env });
}

/** Publishes the packages whose version the registry lacks; a release that failed half way is finished. Says what it did. */
export async function publishMissing(
  packages: readonly StagedPackage[],
  options: PublishOptions,
): Promise<readonly string[]> {
  const said: string[] = [];
  for (const staged of packages) {
    const known = await isPublished(staged, options);
    if (!known) await publishFolder(staged.folder, options);
    said.push(`${staged.name} ${staged.version}: ${known ? 'is there already' : 'published'}`);
  }
  return said;
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { registry: { type: 'string' }, 'dry-run': { type: 'boolean' } } });
  const { registry, 'dry-run': dryRun = false } = values;
  const into = mkdtempSync(join(tmpdir(), 'plimsoll-publish-'));
  try {
    const options = { ...(registry ? { registry } : {}), provenance: !registry && !dryRun, dryRun };
    for (const line of await publishMissing(stagePackages(into), options)) console.log(line);
  } finally {
    rmSync(into, { recursive: true, force: true });
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await main();
