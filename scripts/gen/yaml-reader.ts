import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { root } from '../project-files.ts';

const requireOfCore = createRequire(join(root, 'packages/core/package.json'));

/** Each of these forms is known; another one in a new version of `yaml` must be looked at. */
const rewrites: readonly (readonly [from: RegExp, to: string])[] = [
  [/^( {4})\*(\w+\()/gm, '$1$2'],
  [/\byield\* (this\.\w+\()/g, '$1'],
  [/^( +)yield ([^*][^;\n]*);$/gm, '$1this.emit($2);'],
  // Over several lines: to the brace below the statement's beginning.
  [/^( +)yield (\{\n[\s\S]*?\n\1\});$/gm, '$1this.emit($2);'],
];

/** The generator methods of a class as plain ones that call `this.emit`. */
function withoutGenerators(path: string): string {
  const rewritten = rewrites.reduce((code, [from, to]) => code.replace(from, to), readFileSync(path, 'utf8'));
  const code = rewritten.replace(/\/\*[\s\S]*?\*\//g, '');
  const left = /^.*(?:\byield\b|^\s+\*\w+\().*$/m.exec(code);
  if (left) throw new Error(`${path}: a generator that is not understood: ${left[0].trim()}`);
  return code;
}

const plain: Plugin = {
  name: 'plain',
  setup: (plugin) =>
    plugin.onLoad({ filter: /[\\/]parse[\\/](?:lexer|parser)\.js$/ }, ({ path }) => ({
      contents: withoutGenerators(path),
      loader: 'js',
    })),
};

/**
 * The lexer and the parser of `yaml` with plain methods in place of its generators, which made a generator object per
 * token and rule: two thirds of the memory and of the time that reading a file took.
 */
export async function renderYamlReader(): Promise<string> {
  const folder = join(requireOfCore.resolve('yaml'), '../../browser/dist/parse');
  const { outputFiles } = await build({
    stdin: {
      contents: `export { Lexer } from './lexer.js';\nexport { Parser } from './parser.js';\n`,
      resolveDir: folder,
      loader: 'js',
    },
    plugins: [plain],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    minify: true,
    keepNames: false,
    legalComments: 'none',
  });
  return `// From the package yaml: Copyright Eemeli Aro <eemeli@gmail.com>, ISC licence.\n${outputFiles[0]?.text ?? ''}`;
}

export function renderYamlReaderTypes(): string {
  return `import type { CST } from 'yaml';

/** Cuts a text into lexemes, each told to \`emit\`. */
export class Lexer {
  emit: (lexeme: string) => void;
  lex(source: string): void;
}

/** Builds tokens from lexemes; each token of the top level is told to \`emit\`. */
export class Parser {
  emit: (token: CST.Token) => void;
  readonly offset: number;
  readonly stack: readonly CST.Token[];
  next(lexeme: string): void;
  end(): void;
}
`;
}
