import { join } from 'node:path';
import { Ajv } from 'ajv';
import standalone from 'ajv/dist/standalone/index.js';
import { buildSync } from 'esbuild';
import { schemaOfWords } from './schema-of-words.ts';

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
  const code = standalone.default(ajv, ajv.compile(schemaOfWords()));
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
  // Nobody asks where in the schema a fault comes from, and it would be a fifth of the code.
  return (bundled.outputFiles[0]?.text ?? '').replace(/schemaPath:"[^"]*",/g, '');
}

export function renderValidatorTypes(): string {
  return `/** One fault that ajv found; \`params\` depends on the keyword. */
export interface SchemaFault {
  readonly instancePath: string;
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
