import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Ajv } from 'ajv';
import standalone from 'ajv/dist/standalone/index.js';
import { buildSync } from 'esbuild';
import { overlay } from './compose-schema-overlay.ts';

interface Schema {
  [keyword: string]: unknown;
}

const isSchema = (value: unknown): value is Schema => typeof value === 'object' && value !== null;

/** The Compose schema that `dclint` ships (compose-spec, Apache-2.0), with what it lacks. */
export function composeSchema(): Schema {
  const require = createRequire(import.meta.url);
  const folder = dirname(require.resolve('dclint/package.json'));
  const schema: unknown = JSON.parse(readFileSync(join(folder, 'schemas', 'compose.schema.json'), 'utf8'));
  if (!isSchema(schema)) throw new Error('the schema of dclint is no object');
  // It names a meta-schema that ajv does not know.
  delete schema.$schema;
  for (const [pointer, value] of Object.entries(overlay)) put(schema, pointer.split('/'), value);
  stripText(schema);
  return schema;
}

/** The validator carries its schema with it; the prose is of no use there. */
function stripText(schema: unknown): void {
  if (Array.isArray(schema)) for (const item of schema) stripText(item);
  if (!isSchema(schema)) return;
  for (const key of ['description', 'title', '$comment']) if (typeof schema[key] === 'string') delete schema[key];
  for (const value of Object.values(schema)) stripText(value);
}

function put(schema: Schema, path: readonly string[], value: unknown): void {
  let at: Schema = schema;
  for (const key of path.slice(0, -1)) {
    const next = at[key];
    if (!isSchema(next)) throw new Error(`the schema of dclint has no ${path.join('/')}`);
    at = next;
  }
  at[path[path.length - 1] ?? ''] = value;
}

/** The validator as one self-contained module: ajv itself is not needed at run time. */
export function renderValidator(): string {
  const ajv = new Ajv({
    allErrors: true,
    strict: false,
    messages: false,
    // Docker Compose does not assert formats; durations and sizes are checked where they are bound.
    validateFormats: false,
    inlineRefs: false,
    code: { source: true, esm: true, lines: false },
  });
  const code = standalone.default(ajv, ajv.compile(composeSchema()));
  const bundled = buildSync({
    stdin: { contents: code, resolveDir: import.meta.dirname, loader: 'js' },
    bundle: true,
    alias: { 'ajv/dist/runtime/equal': join(import.meta.dirname, 'json-equal.ts') },
    write: false,
    format: 'esm',
    target: 'es2022',
    minify: true,
    legalComments: 'none',
  });
  return bundled.outputFiles[0]?.text ?? '';
}

export function renderValidatorTypes(): string {
  return `/** One fault that ajv found; \`params\` depends on the keyword. */
export interface SchemaFault {
  readonly instancePath: string;
  readonly schemaPath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
}

declare const validate: {
  (data: unknown): boolean;
  errors: readonly SchemaFault[] | null;
};
export default validate;
`;
}

/** The keys that each mapping of the language has, by its path in a Compose file, for suggestions. */
export function renderKeys(): string {
  const root = composeSchema();
  const found = new Map<string, Set<string>>();
  const visit = (schema: unknown, path: string): void => {
    if (!isSchema(schema)) return;
    const target = typeof schema.$ref === 'string' ? followed(root, schema.$ref) : undefined;
    if (target) visit(target, path);
    for (const keyword of ['oneOf', 'anyOf', 'allOf']) {
      const branches = schema[keyword];
      if (Array.isArray(branches)) for (const branch of branches) visit(branch, path);
    }
    const below = (key: string): string => (path === '' ? key : `${path}.${key}`);
    if (isSchema(schema.properties)) {
      const keys = found.get(path) ?? new Set<string>();
      for (const [key, value] of Object.entries(schema.properties)) {
        keys.add(key);
        visit(value, below(key));
      }
      found.set(path, keys);
    }
    if (isSchema(schema.patternProperties)) {
      for (const [key, value] of Object.entries(schema.patternProperties)) if (key !== '^x-') visit(value, below('*'));
    }
    visit(schema.additionalProperties, below('*'));
    visit(schema.items, below('[]'));
  };
  visit(root, '');
  const lines = [...found]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, keys]) => `  ['${path}', '${[...keys].sort().join(' ')}'],`);
  return `/** Keys by the path of their mapping, separated by blanks. */
export const schemaKeys: readonly (readonly [path: string, keys: string])[] = [
${lines.join('\n')}
];
`;
}

function followed(root: Schema, reference: string): unknown {
  let at: unknown = root;
  for (const key of reference.replace(/^#\//, '').split('/')) at = isSchema(at) ? at[key] : undefined;
  return at;
}
