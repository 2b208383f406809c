// Keeps formats that a run does not use out of what it loads. esbuild puts a module into the chunks of everything that
// reaches its importers, so whoever imports one formatter through the index of formatters gets all of them. In the bundle
// of the command line each import therefore goes to the file that the index names.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const entry = '@plimsoll/core/formatters';
const imports = /^import \{([^}]*)\} from '@plimsoll\/core\/formatters';$/gm;

/** An esbuild plugin for modules of the command line. */
export function directFormatters(root) {
  const core = join(root, 'packages/core/src');
  const fileOf = new Map();
  const index = readFileSync(join(core, 'formatters.ts'), 'utf8');
  for (const [, names, path] of index.matchAll(/^export (?:type )?\{([^}]*)\} from '(.*)';$/gm)) {
    for (const name of names.split(',')) fileOf.set(name.trim().replace(/^type /, ''), join(core, path));
  }
  return {
    name: 'direct-formatters',
    setup(build) {
      build.onLoad({ filter: /packages\/cli\/src\/[\w-]+\.ts$/ }, ({ path }) => {
        const text = readFileSync(path, 'utf8');
        if (!text.includes(entry)) return undefined;
        const contents = text.replace(imports, (_, names) => direct(names.split(','), fileOf, path));
        if (contents.includes(entry)) throw new Error(`${path}: import the formatters by name, in one statement`);
        return { contents, loader: 'ts' };
      });
    },
  };
}

/** On one line, so that traces keep their lines. */
function direct(names, fileOf, importer) {
  const values = names.map((name) => name.trim()).filter((name) => name !== '' && !name.startsWith('type '));
  const lines = values.map((name) => {
    const file = fileOf.get(name.split(' as ')[0]);
    if (!file) throw new Error(`${importer}: ${name} is not in ${entry}`);
    return `import { ${name} } from ${JSON.stringify(file)};`;
  });
  return lines.join(' ');
}
