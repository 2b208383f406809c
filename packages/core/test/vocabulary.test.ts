import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { type Schema, schemaOfWords } from '../../../scripts/schema-of-words.ts';
import { linkOf } from '../src/compose/vocabulary/links.ts';
import { file } from '../src/compose/vocabulary/tables.ts';
import type { Word } from '../src/compose/vocabulary/word.ts';

const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The schema of the Compose Specification, as dclint ships it. */
function specification(): Schema {
  const require = createRequire(import.meta.url);
  const folder = dirname(require.resolve('dclint/package.json'));
  const schema: unknown = JSON.parse(readFileSync(join(folder, 'schemas/compose.schema.json'), 'utf8'));
  if (!isSchema(schema)) throw new Error('the schema of dclint is no object');
  return schema;
}

const told = ['enum', 'pattern', 'minimum', 'maximum', 'required', 'additionalProperties', 'uniqueItems'];

/** What a schema asks of each path, one fact an element: `services.*.build: type object`. */
function factsOf(root: Schema): ReadonlySet<string> {
  const facts = new Set<string>();
  const visit = (schema: unknown, path: string): void => {
    if (!isSchema(schema)) return;
    const { $ref: reference, type } = schema;
    if (typeof reference === 'string') visit(followed(root, reference), path);
    for (const choice of ['oneOf', 'anyOf']) {
      const branches = schema[choice];
      if (Array.isArray(branches)) for (const branch of branches) visit(branch, path);
    }
    for (const one of [type].flat()) if (one !== undefined) facts.add(`${path}: type ${String(one)}`);
    for (const keyword of told) {
      const value = schema[keyword];
      if (value !== undefined && value !== true) facts.add(`${path}: ${keyword} ${JSON.stringify(value)}`);
      else if (value === true && keyword === 'uniqueItems') facts.add(`${path}: ${keyword}`);
    }
    visitInner(schema, path, visit);
  };
  visit(root, '');
  // It says what holds without it.
  return new Set([...facts].filter((fact) => !fact.endsWith('uniqueItems false')));
}

function visitInner(schema: Schema, path: string, visit: (schema: unknown, path: string) => void): void {
  const below = (key: string): string => (path === '' ? key : `${path}.${key}`);
  const { properties, patternProperties, items } = schema;
  if (isSchema(properties)) for (const [key, inner] of Object.entries(properties)) visit(inner, below(key));
  if (isSchema(patternProperties)) {
    for (const [pattern, inner] of Object.entries(patternProperties)) visit(inner, below(`<${pattern}>`));
    // The keys themselves may be all that is told.
    for (const pattern of Object.keys(patternProperties)) visit({ enum: [pattern] }, below('<>'));
  }
  visit(items, below('[]'));
}

function followed(root: Schema, reference: string): unknown {
  let at: unknown = root;
  for (const key of reference.replace('#/', '').split('/')) at = isSchema(at) ? at[key] : undefined;
  return at;
}

/** Where we know more than the schema of dclint 3.1.0, by the path; each from compose-go's schema, read 2026-11-22. */
const added: readonly { readonly path: RegExp; readonly because: string }[] = [
  { path: /^services\.<[^>]+>\.pre_start\b/, because: 'hooks before the start, newer than 2.40' },
  { path: /^services\.<[^>]+>\.build\.no_cache_filter\b/, because: 'newer than 2.40' },
  { path: /^services\.<[^>]+>\.build\.(provenance|sbom):/, because: 'attestations, since 2.39' },
  { path: /^services\.<[^>]+>\.develop\.watch\.\[\]\.initial_sync:/, because: 'in the reference, not in that schema' },
  { path: /^services\.<[^>]+>\.models\.<[^>]+>: type null/, because: 'what the list form becomes when it is merged' },
];

/** What it says and we do not. */
const left: readonly { readonly path: RegExp; readonly because: string }[] = [
  {
    path: /^services\.<[^>]+>\.gpus(: additionalProperties|\.<>:)/,
    because: 'said of a list, of which these keywords ask nothing; the items may have any key',
  },
];

describe('the vocabulary beside the schema that dclint ships', () => {
  const ours = factsOf(schemaOfWords());
  const theirs = factsOf(specification());

  test('both say a lot', () => {
    expect(theirs.size).toBeGreaterThan(900);
  });

  test('has everything but what is listed', () => {
    const fewer = [...theirs].filter((fact) => !ours.has(fact));
    expect(fewer.filter((fact) => !left.some(({ path }) => path.test(fact)))).toEqual([]);
    for (const { path } of left) expect(fewer.some((fact) => path.test(fact))).toBe(true);
  });

  test('has nothing else but what is listed', () => {
    const more = [...ours].filter((fact) => !theirs.has(fact));
    expect(more.filter((fact) => !added.some(({ path }) => path.test(fact)))).toEqual([]);
    for (const { path } of added) expect(more.some((fact) => path.test(fact))).toBe(true);
  });
});

interface Placed {
  readonly path: string;
  readonly word: Word;
}

function wordsBelow(word: Word, path: string, seen: readonly Word[]): readonly Placed[] {
  if (seen.includes(word)) return [];
  const inner = word.forms.flatMap((form): readonly Placed[] => {
    if (form.kind === 'list') return [{ path: `${path}.[]`, word: form.item }];
    if (form.kind === 'names') return [{ path: `${path}.*`, word: form.entry }];
    if (form.kind !== 'map') return [];
    return Object.entries(form.keys).map(([key, entry]) => ({
      path: path === '' ? key : `${path}.${key}`,
      word: entry,
    }));
  });
  return inner.flatMap((one) => [one, ...wordsBelow(one.word, one.path, [...seen, word])]);
}

describe('each word', () => {
  const all = wordsBelow(file, '', []);

  test.each([
    ['services.*.pre_start', 'next'],
    ['services.*.build.no_cache_filter', 'next'],
    ['services.*.build.provenance', '2.39.0'],
    ['services.*.build.sbom', '2.39.0'],
    ['services.*.develop.watch.[].initial_sync', 'next'],
    ['services.*.models', '2.38.0'],
  ])('%s is since %s', (path, since) => {
    expect(all.find((one) => one.path === path)?.word.since).toBe(since);
  });

  test('has a version of the form of Docker Compose, or is yet to come', () => {
    for (const { word } of all) if (word.since !== undefined) expect(word.since).toMatch(/^2\.\d+\.\d+$|^next$/);
  });

  test.each([
    ['services', 'https://docs.docker.com/reference/compose-file/services/'],
    ['services.*.image', 'https://docs.docker.com/reference/compose-file/services/#image'],
    ['services.*.build', 'https://docs.docker.com/reference/compose-file/build/'],
    ['services.*.build.args.*', 'https://docs.docker.com/reference/compose-file/build/#args'],
    ['networks.*.ipam.config', 'https://docs.docker.com/reference/compose-file/networks/#ipam'],
    ['version', 'https://docs.docker.com/reference/compose-file/version-and-name/#version-top-level-element-obsolete'],
  ])('%s is told about at %s', (path, link) => {
    expect(linkOf(path)).toBe(link);
  });

  test('of the top level has a page', () => {
    for (const { path } of all) expect(linkOf(path)).not.toMatch(/compose-file\/(#|$)/);
  });
});
