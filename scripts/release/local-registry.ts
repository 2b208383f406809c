import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { runServer } from 'verdaccio';
import { root } from '../project-files.ts';
import { publishFolder, publishMissing } from './publish.ts';
import { type StagedPackage, stagePackages } from './stage.ts';

export interface Registry {
  /** With a slash at the end. */
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** What dependents of our packages install beside them, each as a path of dependencies from the workspace's root. */
const beside: readonly (readonly string[])[] = [['@types/node'], ['@types/node', 'undici-types']];

/** Folder of an installed package, as seen from the package in `from`. */
function installed(name: string, from: string): string {
  for (let folder = from; ; folder = dirname(folder)) {
    try {
      return realpathSync(join(folder, 'node_modules', name));
    } catch (error) {
      if (folder === dirname(folder)) throw error;
    }
  }
}

/** Folders of everything else that our packages need: the registry has no other to ask, so stories need no network. */
function foreignFolders(staged: readonly StagedPackage[]): readonly string[] {
  const own = new Set(staged.map(({ name }) => name));
  const found = new Set(beside.map((path) => path.reduce((from, name) => installed(name, from), root)));
  const open = staged.map(({ source }) => source);
  for (let folder = open.pop(); folder !== undefined; folder = open.pop()) {
    const { dependencies = {} } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    for (const name of Object.keys(dependencies)) {
      const dependency = own.has(name) ? undefined : installed(name, folder);
      if (!dependency || found.has(dependency)) continue;
      found.add(dependency);
      open.push(dependency);
    }
  }
  return [...found];
}

/** What npm needs to know of a registry, and nothing of the machine's own configuration. */
export function npmEnvironment(url: string, folder: string): NodeJS.ProcessEnv {
  const userConfig = join(folder, 'npmrc');
  const host = url.replace(/^http:/, '');
  writeFileSync(
    userConfig,
    `registry=${url}\n${host}:_authToken=story\naudit=false\nfund=false\nupdate-notifier=false\n`,
  );
  const kept = Object.entries(process.env).filter(([name]) => !/^(npm_|pnpm_|NODE_OPTIONS$)/i.test(name));
  return {
    ...Object.fromEntries(kept),
    NPM_CONFIG_USERCONFIG: userConfig,
    NPM_CONFIG_CACHE: join(folder, 'npm-cache'),
  };
}

/** Starts a registry on a free port, with our packages and what they need published to it. */
export async function startRegistry(): Promise<Registry> {
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-registry-'));
  const server = await runServer({
    storage: join(folder, 'storage'),
    self_path: folder,
    uplinks: {},
    packages: { '**': { access: '$all', publish: '$all' } },
    log: { type: 'stdout', format: 'pretty', level: 'fatal' },
    max_body_size: '100mb',
  } as unknown as string);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const stop = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const options = { registry: url, provenance: false, env: npmEnvironment(url, folder) };
    const staged = stagePackages(join(folder, 'staged'));
    await publishMissing(staged, options);
    const folders: string[] = [];
    for (const foreign of foreignFolders(staged)) {
      const copy = join(folder, 'foreign', String(folders.length));
      // pnpm makes equal files one file with two names; copies are apart, as yarn cannot unpack a link in a package.
      cpSync(foreign, copy, { recursive: true });
      folders.push(copy);
    }
    await Promise.all(folders.map((each) => publishFolder(each, options)));
    return { url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
