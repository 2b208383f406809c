import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { containsSpan } from '../text/span.ts';
import { loadApplication } from './load-application.ts';
import type { ComposeDocument, YamlNode } from './nodes.ts';
import { parseCompose } from './parse-compose.ts';

const seed = `x-a: &a {restart: always}
services:
  web:
    <<: *a
    image: "nginx:\${TAG:-1}" # tag
    command: >
      run
        this
    ports: ["8080:80", 9090]
    environment: [A=1, 'B=''x''']
    extends: {service: db}
    volumes:
      - data:/d
  db: {image: !override pg, build: {context: ., args: {X: "\\t\\u0041"}}}
include: [other.yaml]
volumes: {data: }
`;

function load(file: ComposeDocument) {
  const application = {
    kind: 'ComposeApplication' as const,
    referenced: new Map(),
    directory: '.',
    shell: undefined,
    fragment: false,
  };
  return loadApplication({ ...application, files: [file] });
}

/** The seed with pieces cut out, doubled, or replaced by characters that mean something in YAML or Compose. */
const mutated = fc
  .array(
    fc.tuple(
      fc.nat(seed.length),
      fc.nat(12),
      fc.oneof(fc.constantFrom(...'{}[]:,&*#|>-?!%@`"\'\\$ \t\n\r\0'), fc.string({ maxLength: 3 })),
    ),
    { maxLength: 8 },
  )
  .map((edits) =>
    edits.reduce((text, [at, length, piece]) => text.slice(0, at) + piece + text.slice(at + length), seed),
  );

function nodesOf(file: ComposeDocument): YamlNode[] {
  const open = file.root.documents.flatMap(({ content }) => content ?? []);
  const found: YamlNode[] = [];
  for (let node = open.pop(); node; node = open.pop()) {
    found.push(node);
    if (node.kind === 'YamlSequence') open.push(...node.items);
    if (node.kind === 'YamlMapping')
      for (const { key, value } of node.entries) open.push(key, ...(value ? [value] : []));
  }
  return found;
}

test('reading and loading never throw, and every place lies in its file', () => {
  fc.assert(
    fc.property(fc.oneof(mutated, fc.string()), (text) => {
      const file = parseCompose(text, { path: 'compose.yaml' });
      const whole = { start: 0, end: file.source.text.length };
      const { problems } = load(file);
      const places = [...nodesOf(file), ...file.root.comments, ...file.root.problems, ...problems];
      return places.every(({ span }) => containsSpan(whole, span) && span.start <= span.end);
    }),
    { numRuns: 120, seed: 1 },
  );
});

test('members lie inside of their collection, in order', () => {
  fc.assert(
    fc.property(mutated, (text) => {
      for (const node of nodesOf(parseCompose(text, { path: 'compose.yaml' }))) {
        if (node.kind !== 'YamlMapping' && node.kind !== 'YamlSequence') continue;
        const members = node.kind === 'YamlMapping' ? node.entries : node.items;
        let last = node.span.start;
        for (const { span } of members) {
          expect(containsSpan(node.span, span)).toBe(true);
          expect(span.start).toBeGreaterThanOrEqual(last);
          last = span.start;
        }
      }
    }),
    { numRuns: 100, seed: 2 },
  );
});

test('every character of a scalar comes from inside the scalar, in order', () => {
  fc.assert(
    fc.property(mutated, (text) => {
      for (const node of nodesOf(parseCompose(text, { path: 'compose.yaml' }))) {
        if (node.kind !== 'YamlScalar') continue;
        const { derived, source } = node;
        let last = 0;
        for (let at = 0; at < derived.text.length; at++) {
          const span = derived.toSource({ start: at, end: at + 1 });
          expect(span.start).toBeGreaterThanOrEqual(last);
          expect(span.end).toBeLessThanOrEqual(source.text.length);
          last = span.start;
        }
      }
    }),
    { numRuns: 60, seed: 3 },
  );
});

test('a text with CRLF has the same values and problems', () => {
  const values = (text: string) => {
    const file = parseCompose(text, { path: 'compose.yaml' });
    const scalars = nodesOf(file).flatMap((node) => (node.kind === 'YamlScalar' ? [node.value] : []));
    return { scalars, problems: load(file).problems.map(({ code }) => code) };
  };
  expect(values(seed.replaceAll('\n', '\r\n'))).toEqual(values(seed));
});

test('a file of base and override in one is the same as both', () => {
  const part = fc.record({
    image: fc.constantFrom('a', 'b'),
    user: fc.constantFrom(undefined, 'root', '1'),
    cap_add: fc.constantFrom(undefined, ['X'], ['Y', 'X']),
    environment: fc.constantFrom(undefined, { A: '1' }, ['A=2', 'B=3']),
  });
  const show = (texts: readonly string[]) => {
    const files = texts.map((text, index) => parseCompose(text, { path: `c${index}.yaml` }));
    const model = loadApplication({
      kind: 'ComposeApplication',
      files,
      referenced: new Map(),
      directory: '.',
      shell: undefined,
      fragment: false,
    });
    return model.services.map(({ image, user, capAdd, environment }) => [
      image?.value,
      user?.value,
      capAdd.map(({ value }) => value),
      environment.map(({ name, value }) => [name, value?.value]),
    ]);
  };
  fc.assert(
    fc.property(part, part, (base, override) => {
      const texts = [base, override].map((service) => JSON.stringify({ services: { a: service } }));
      expect(show([texts.join('\n---\n')])).toEqual(show(texts));
    }),
    { numRuns: 40, seed: 4 },
  );
});
