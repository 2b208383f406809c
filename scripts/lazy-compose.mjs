// Keeps the Compose half (the YAML parser, the schema, the model) out of runs that lint Dockerfiles only: Node needs
// longer to compile it than to lint a Dockerfile. Core stays one synchronous library; only the bundle of the command
// line is cut, at the two modules through which the rest of core calls into `compose/`.
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const seams = ['parse-compose', 'load-application'];
const namespace = 'lazy-compose';

/**
 * An esbuild plugin: functions of the seams, imported from outside of `compose/`, call through a slot, and `loadCompose`
 * of the command line fills it from a chunk of its own. Whoever calls before throws.
 */
export function lazyCompose(root) {
  const folder = join(root, 'packages/core/src/compose');
  const loader = join(root, 'packages/cli/src/load-compose.ts');
  const isSeam = new RegExp(`/compose/(${seams.join('|')})\\.ts$`);
  return {
    name: namespace,
    setup(build) {
      build.onResolve({ filter: isSeam }, ({ path, importer, resolveDir }) => {
        const isInside = dirname(importer) === folder || importer.startsWith(`${namespace}:`);
        return isInside ? undefined : { path: resolve(resolveDir, path), namespace, sideEffects: false };
      });
      build.onResolve({ filter: /^lazy-compose:/ }, ({ path }) => ({ path, namespace }));
      build.onLoad({ filter: isSeam, namespace }, ({ path }) => {
        const calls = functionsOf(path).map((name) => `export const ${name} = (...given) => call('${name}', given);`);
        return { contents: [`import { call } from 'lazy-compose:slot';`, ...calls].join('\n'), resolveDir: folder };
      });
      build.onLoad({ filter: /^lazy-compose:slot$/, namespace }, () => ({ contents: slot }));
      build.onLoad({ filter: /^lazy-compose:half$/, namespace }, () => ({
        contents: seams.map((name) => `export * from ${JSON.stringify(join(folder, `${name}.ts`))};`).join('\n'),
        resolveDir: folder,
      }));
      build.onLoad({ filter: /load-compose\.ts$/ }, ({ path }) => {
        return path === loader ? { contents: load, resolveDir: dirname(path) } : undefined;
      });
    },
  };
}

const slot = `
let half;
export const fill = (functions) => { half = functions; };
export const call = (name, given) => {
  if (!half) throw new Error('The Compose half is not loaded: ' + name);
  return half[name](...given);
};
`;

const load = `
import { fill } from 'lazy-compose:slot';
export const loadCompose = async () => fill(await import('lazy-compose:half'));
`;

/** Names of the functions that a module exports, its own and those that it passes on. Types have no part in this. */
function functionsOf(path) {
  const text = readFileSync(path, 'utf8');
  if (/^export (const|let|class|default|\*)/m.test(text)) {
    throw new Error(`${path}: other modules call into compose/ through functions only`);
  }
  const own = [...text.matchAll(/^export (?:async )?function (\w+)/gm)].map(([, name]) => name);
  const passed = [...text.matchAll(/^export \{([^}]*)\}/gm)].flatMap(([, names]) => names.split(','));
  const names = passed.map((name) => name.trim()).filter((name) => name !== '' && !name.startsWith('type '));
  return [...new Set([...own, ...names])];
}
