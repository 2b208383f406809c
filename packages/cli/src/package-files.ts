import { codeOf, messageOf } from './file-system.ts';
import type { Session } from './session.ts';

/** Whether a text may name a package, with a path inside it or without. */
export function isPackageName(value: string): boolean {
  return /^(?:@[\w.-]+\/)?[\w][\w.-]*(?:\/[\w./-]+)?$/.test(value) && !value.split('/').includes('..');
}

/** A manifest is smaller, in bytes. */
const maxManifest = 1_000_000;

/** In the order of Node's own: the first that a package names counts. */
const conditions: ReadonlySet<string> = new Set(['node', 'import', 'default']);

/**
 * The file that a package's name stands for, looked for in `node_modules` of `directory` and above, up to the root.
 * Nothing is run. Undefined if there is none. Source: the resolution algorithm of Node's ESM documentation, of which
 * patterns in `exports` are left out.
 */
export function findPackageFile(name: string, directory: string, session: Session): string | undefined {
  const { fs, path, paths } = session;
  const parts = name.split('/');
  const bare = parts.slice(0, name.startsWith('@') ? 2 : 1).join('/');
  const inside = name.slice(bare.length + 1);
  for (let at = directory; paths.isInRoot(at); at = path.dirname(at)) {
    const folder = path.join(at, 'node_modules', bare);
    const manifest = readManifest(path.join(folder, 'package.json'), fs);
    if (manifest) {
      const target = targetOf(manifest, inside);
      return target === undefined ? undefined : path.join(folder, target);
    }
    if (at === path.dirname(at)) break;
  }
  return undefined;
}

function readManifest(disk: string, fs: Session['fs']): Readonly<Record<string, unknown>> | undefined {
  try {
    if (fs.kindOf(disk) !== 'file') return undefined;
    const read = fs.read(disk, maxManifest);
    const manifest: unknown = read.state === 'read' ? JSON.parse(read.bytes.toString('utf8')) : undefined;
    return isRecord(manifest) ? manifest : undefined;
  } catch (error) {
    // A broken manifest is as good as none; Node would not find the package either.
    if (codeOf(error) === undefined && !(error instanceof SyntaxError)) throw new Error(messageOf(error));
    return undefined;
  }
}

function targetOf(manifest: Readonly<Record<string, unknown>>, inside: string): string | undefined {
  const { exports, main } = manifest;
  if (exports !== undefined) return exportedAs(exports, inside === '' ? '.' : `./${inside}`);
  if (inside !== '') return inside;
  return typeof main === 'string' ? main : 'index.js';
}

function exportedAs(exports: unknown, key: string): string | undefined {
  const isMap = isRecord(exports) && Object.keys(exports).some((name) => name.startsWith('.'));
  let target: unknown = exports;
  if (isMap) target = Object.hasOwn(exports, key) ? exports[key] : undefined;
  else if (key !== '.') return undefined;
  while (isRecord(target)) {
    const [first] = Object.entries(target).filter(([name]) => conditions.has(name));
    target = first?.[1];
  }
  return typeof target === 'string' && target.startsWith('./') && !target.includes('..') ? target : undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
