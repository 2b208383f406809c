// Keeps what a run does not use out of what it loads: formats, fixes, readers of configuration. esbuild puts a module into
// the chunks of everything that reaches its importers, so whoever imports one function through the index of a package gets
// all that anyone imports through it. In the bundle of the command line each import therefore goes to the file that the
// index names.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const indexes = { '@plimsoll/core': 'index.ts', '@plimsoll/core/formatters': 'formatters.ts' };
const imports = /^import (type )?\{([^}]*)\} from '(@plimsoll\/core(?:\/formatters)?)';$/gm;
const remaining = /^(?:import|export)\b(?! type\b)[^;'"]*'@plimsoll\/core(?:\/formatters)?'/m;

/** An esbuild plugin for modules of the command line and of the language server. */
export function directImports(root) {
  const core = join(root, 'packages/core/src');
  const files = new Map(Object.entries(indexes).map(([entry, index]) => [entry, filesOf(core, index)]));
  return {
    name: 'direct-imports',
    setup(build) {
      build.onLoad({ filter: /packages\/(?:cli|language-server)\/src\/[\w-]+\.ts$/ }, ({ path }) => {
        const text = readFileSync(path, 'utf8');
        if (!text.includes('@plimsoll/core')) return undefined;
        const contents = text.replace(imports, (whole, type, names, entry) => {
          const lines = whole.replace(/[^\n]/g, '');
          return `${type ? '' : direct(names.split(','), files.get(entry), path)}${lines}`;
        });
        if (remaining.test(contents)) throw new Error(`${path}: import from @plimsoll/core by name, in one statement`);
        return { contents, loader: 'ts' };
      });
    },
  };
}

/** The files of an index's names. `type *` exports nothing that runs. */
function filesOf(core, index) {
  const files = new Map();
  for (const [, names, path] of readFileSync(join(core, index), 'utf8').matchAll(
    /^export (?:type )?\{([^}]*)\} from '(.*)';$/gm,
  )) {
    for (const name of names.split(',')) files.set(name.trim().replace(/^type /, ''), join(core, path));
  }
  return files;
}

/** On one line, so that traces keep their lines. */
function direct(names, fileOf, importer) {
  const values = names.map((name) => name.trim()).filter((name) => name !== '' && !name.startsWith('type '));
  const lines = values.map((name) => {
    const file = fileOf.get(name.split(' as ')[0]);
    if (!file) throw new Error(`${importer}: the index of @plimsoll/core does not name ${name}`);
    return `import { ${name} } from ${JSON.stringify(file)};`;
  });
  return lines.join(' ');
}
