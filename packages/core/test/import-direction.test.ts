import { readdirSync, readFileSync } from 'node:fs';
import { join, posix, relative, sep } from 'node:path';
import { describe, expect, test } from '@jest/globals';

/** A folder imports from folders of the rows above and from itself, never from its neighbours in a row. */
const rows: readonly (readonly string[])[] = [
  ['text'],
  ['image-reference'],
  ['dockerfile', 'shell', 'compose'],
  ['project'],
  ['facts'],
  ['rule'],
  ['lint'],
  ['fix'],
  ['config'],
  ['formatters'],
];

/** Who may import a package; nobody else may. */
const thirdParty: Readonly<Record<string, RegExp>> = {
  yaml: /^compose\/yaml-tree\.ts$/,
  unbash: /^shell\/parse-shell\.ts$/,
  ajv: /\/generated\//,
};

const core = join(import.meta.dirname, '../src');
const rules = join(import.meta.dirname, '../../rules/src');

type Imports = ReadonlyMap<string, readonly string[]>;

/** `run time`: without `import type`, which is gone when the program runs and forms no cycle. */
type When = 'always' | 'run time';

function importsBelow(folder: string, when: When = 'always'): Imports {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
  const files = entries.filter((entry) => entry.isFile() && /(?<!\.test|\.d)\.(ts|js)$/.test(entry.name));
  return new Map(
    files.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [relative(folder, path).split(sep).join('/'), importsOf(readFileSync(path, 'utf8'), when)];
    }),
  );
}

function importsOf(text: string, when: When = 'always'): readonly string[] {
  const statements = text.matchAll(/^(?:import|export)\b(\s+type\b)?(?:[^'"`;]*?\bfrom)?\s*['"]([^'"]+)['"]/gm);
  const calls = text.matchAll(/\b(?:import|require)(\()\s*['"]([^'"]+)['"]/g);
  return [...statements, ...calls]
    .filter(([, form]) => when === 'always' || form?.trim() !== 'type')
    .map(([, , specifier]) => specifier ?? '');
}

const isRelative = (specifier: string): boolean => specifier.startsWith('.');
const target = (file: string, specifier: string): string => posix.join(posix.dirname(file), specifier);
const folderOf = (file: string): string | undefined => (file.includes('/') ? file.split('/')[0] : undefined);
const rowOf = (folder: string): number => rows.findIndex((row) => row.includes(folder));

function wrongDirections(imports: Imports): readonly string[] {
  const wrong: string[] = [];
  for (const [file, specifiers] of imports) {
    const from = folderOf(file);
    // index.ts, rule.ts and formatters.ts only re-export.
    if (from === undefined) continue;
    if (rowOf(from) < 0) wrong.push(`${file}: the folder "${from}" has no place in the order`);
    for (const specifier of specifiers.filter(isRelative)) {
      const to = folderOf(target(file, specifier));
      if (to === from) continue;
      if (to === undefined || rowOf(to) >= rowOf(from)) wrong.push(`${file} imports ${specifier}`);
    }
  }
  return wrong;
}

function wrongPackages(imports: Imports): readonly string[] {
  const wrong: string[] = [];
  for (const [file, specifiers] of imports) {
    for (const specifier of specifiers) {
      if (isRelative(specifier)) continue;
      const name = specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
      if (!thirdParty[name]?.test(file)) wrong.push(`${file} imports ${specifier}`);
    }
  }
  return wrong;
}

function cycles(imports: Imports): readonly string[] {
  const found: string[] = [];
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]): void => {
    const start = path.indexOf(file);
    if (start >= 0) found.push([...path.slice(start), file].join(' -> '));
    if (start >= 0 || done.has(file)) return;
    for (const specifier of (imports.get(file) ?? []).filter(isRelative)) {
      visit(target(file, specifier), [...path, file]);
    }
    done.add(file);
  };
  for (const file of imports.keys()) visit(file, []);
  return found;
}

describe('imports in core', () => {
  const imports = importsBelow(core);

  test('go from later folders to earlier ones', () => expect(wrongDirections(imports)).toEqual([]));
  test('touch each third-party package in one place', () => expect(wrongPackages(imports)).toEqual([]));
  test('have no cycle', () => expect(cycles(importsBelow(core, 'run time'))).toEqual([]));
});

describe('imports in rules', () => {
  const imports = importsBelow(rules);

  test('take from core what every rule author can take', () => {
    const specifiers = [...imports].flatMap(([file, list]) => list.map((specifier) => ({ file, specifier })));
    expect(specifiers.filter(({ specifier }) => !isRelative(specifier) && specifier !== '@plimsoll/core/rule')).toEqual(
      [],
    );
  });
  test('have no cycle', () => expect(cycles(importsBelow(rules, 'run time'))).toEqual([]));
});

describe('these checks', () => {
  const imports = (files: Record<string, readonly string[]>): Imports => new Map(Object.entries(files));

  test('see every form of import', () => {
    const text = [
      "import a from './a.ts';",
      "import type { B } from './b.ts';",
      'import {',
      '  c,',
      "} from './c.ts';",
      "export * from './d.ts';",
      "import './e.ts';",
      "const f = await import('./f.ts');",
    ];
    const names = ['./a.ts', './b.ts', './c.ts', './d.ts', './e.ts', './f.ts'];
    expect(importsOf(text.join('\n'))).toEqual(names);
    expect(importsOf(text.join('\n'), 'run time')).toEqual(names.filter((name) => name !== './b.ts'));
  });

  test('see an import to the right, to a neighbour and from an unknown folder', () => {
    const files = {
      'text/a.ts': ['../rule/b.ts'],
      'shell/a.ts': ['../compose/b.ts'],
      'lib/a.ts': [],
      'lint/a.ts': ['../index.ts'],
    };
    expect(wrongDirections(imports(files))).toHaveLength(4);
  });

  test('see a package outside its place', () => {
    expect(wrongPackages(imports({ 'compose/merge.ts': ['yaml'], 'text/span.ts': ['node:fs'] }))).toHaveLength(2);
  });

  test('see a cycle', () => {
    expect(cycles(imports({ 'a/x.ts': ['./y.ts'], 'a/y.ts': ['./x.ts'] }))).toEqual(['a/x.ts -> a/y.ts -> a/x.ts']);
  });
});
