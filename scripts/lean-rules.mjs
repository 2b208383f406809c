// Keeps what only `--explain` and the docs need (why, sources, examples) out of the chunk that lints: Node reads and compiles
// it on every start, and half of a rule's text is documentation. Only the bundle of the command line is cut; the packages
// and the Node entry have whole rules.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript5';

const namespace = 'lean-rules';
const makers = new Set(['dockerfileRule', 'composeRule', 'projectRule']);
const left = new Map([
  ['why', "''"],
  ['sources', '[]'],
  ['examples', '[]'],
]);

/** An esbuild plugin: the linting command gets the rules without their documentation. */
export function leanRules(root) {
  const folder = join(root, 'packages/rules/src');
  const linting = ['lint-command.ts', 'lint-worker.ts'].map((name) => join(root, 'packages/cli/src', name));
  return {
    name: namespace,
    setup(build) {
      build.onResolve({ filter: /^@plimsoll\/rules$/ }, ({ importer }) => {
        return linting.includes(importer) ? { path: 'registry', namespace, sideEffects: false } : undefined;
      });
      build.onResolve({ filter: /^lean:/ }, ({ path }) => ({ path: path.slice(5), namespace, sideEffects: false }));
      build.onLoad({ filter: /^registry$/, namespace }, () => ({ contents: registryOf(folder), resolveDir: folder }));
      build.onLoad({ filter: /\.ts$/, namespace }, ({ path }) => {
        return { contents: withoutDocs(path), loader: 'ts', resolveDir: dirname(path) };
      });
    },
  };
}

/** The same rules in the same order as in the generated registry. */
function registryOf(folder) {
  const registry = readFileSync(join(folder, 'generated/registry.ts'), 'utf8');
  const imports = [...registry.matchAll(/^import (\w+) from '\.\.\/([\w/-]+\.ts)';$/gm)];
  const files = readdirSync(folder, { recursive: true }).length;
  if (imports.length === 0 || files === 0) throw new Error('The registry of rules is empty; run pnpm gen.');
  const lines = imports.map(([, name, path]) => `import ${name} from ${JSON.stringify(`lean:${join(folder, path)}`)};`);
  return [...lines, `export const rules = [${imports.map(([, name]) => name).join(', ')}];`].join('\n');
}

function withoutDocs(path) {
  const text = readFileSync(path, 'utf8');
  const cuts = [];
  const visit = (node) => {
    if (ts.isCallExpression(node) && makers.has(node.expression.getText())) {
      const [spec] = node.arguments;
      if (!spec || !ts.isObjectLiteralExpression(spec)) throw new Error(`${path}: a rule is one object literal`);
      for (const property of spec.properties) {
        const replacement = left.get(property.name?.getText() ?? '');
        if (replacement !== undefined && ts.isPropertyAssignment(property))
          cuts.push([property.initializer, replacement]);
      }
    } else ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true));
  if (cuts.length === 0) throw new Error(`${path}: no rule to cut`);
  let lean = '';
  let from = 0;
  for (const [node, replacement] of cuts) {
    lean += text.slice(from, node.getStart()) + replacement;
    from = node.end;
  }
  return lean + text.slice(from);
}
