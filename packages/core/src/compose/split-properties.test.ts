import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { containsSpan } from '../text/span.ts';
import type { Application } from './application.ts';
import { canonicalModel } from './canonical.ts';
import { decodeDocument } from './decode.ts';
import { plainOf } from './fields.ts';
import { loadApplication } from './load-application.ts';
import { parseCompose } from './parse-compose.ts';
import { printConfig } from './print-config.ts';
import { placesOf, type Step } from './print-places.ts';
import { printYaml } from './print-yaml.ts';

type Plain = { [key: string]: unknown };

const isMap = (value: unknown): value is Plain => typeof value === 'object' && value !== null && !Array.isArray(value);

const word = fc.stringMatching(/^[a-z][a-z0-9]{0,6}$/);
const words = fc.uniqueArray(word, { maxLength: 4 });
const texts = fc.dictionary(word, word, { maxKeys: 4 });
const port = fc.record({ target: fc.integer({ min: 1, max: 65_535 }), published: fc.nat(65_535).map(String) });

/** A service of which every part merges by the general rules, in forms that are printed as they are written. */
const service = fc.record(
  {
    image: word,
    user: word,
    privileged: fc.boolean(),
    environment: texts,
    labels: texts,
    sysctls: texts,
    cap_add: words,
    profiles: fc.constant(undefined),
    dns: fc.uniqueArray(fc.ipV4(), { maxLength: 3 }),
    group_add: words,
    expose: fc.uniqueArray(fc.integer({ min: 1, max: 99 }).map(String), { maxLength: 3 }),
    ports: fc.uniqueArray(port, { maxLength: 3, selector: ({ target }) => target }),
    volumes: words.map((targets) => targets.map((target) => `data:/${target}`)),
    healthcheck: fc.record({ retries: fc.integer({ min: 1, max: 9 }), interval: fc.constant('1m30s') }),
    deploy: fc.record({
      replicas: fc.integer({ min: 1, max: 9 }),
      labels: texts,
      resources: fc.record({ limits: fc.record({ pids: fc.integer({ min: 1, max: 99 }) }) }),
    }),
    networks: fc.dictionary(fc.constantFrom('front', 'back'), fc.record({ ipv4_address: fc.ipV4() })),
  },
  { requiredKeys: ['image'] },
);

const application = fc.dictionary(word, service, { minKeys: 1, maxKeys: 3 }).map((services) => ({
  services,
  networks: { front: {}, back: {} },
  volumes: { data: {} },
}));

/** A base and an override: each value is in one of them, or in both with another in the base; lists are cut. */
function split(value: unknown, draw: () => number): readonly [unknown, unknown] {
  if (Array.isArray(value)) {
    const at = draw() % (value.length + 1);
    return [value.slice(0, at), value.slice(at)];
  }
  if (isMap(value)) {
    const [base, override]: [Plain, Plain] = [{}, {}];
    for (const [key, entry] of Object.entries(value)) {
      if (entry === undefined) continue;
      const [first, second] = split(entry, draw);
      if (first !== undefined) base[key] = first;
      if (second !== undefined) override[key] = second;
    }
    return [base, override];
  }
  const choice = draw() % 3;
  if (choice === 0) return [value, undefined];
  if (choice === 1) return [undefined, value];
  return [typeof value === 'string' ? 'replaced' : value, value];
}

function applicationOf(...parts: readonly unknown[]): Application {
  const files = parts.map((part, index) => {
    const text = typeof part === 'string' ? part : JSON.stringify(part, undefined, 1);
    return parseCompose(text, { path: `compose${index}.yaml` });
  });
  const shell = new Map<string, string>();
  return { kind: 'ComposeApplication', files, referenced: new Map(), directory: '.', shell, fragment: false };
}

const options = { name: undefined, directoryName: 'p', root: '/p', profiles: new Set<string>() };

test('an application split into base and override is the same when they are merged', () => {
  fc.assert(
    fc.property(application, fc.infiniteStream(fc.nat(1000)), (whole, stream) => {
      const [base, override] = split(whole, () => stream.next().value);
      // Published ports and addresses may be replaced by what they can't be; only the merged application counts.
      const merged = applicationOf(base, override);
      expect(printConfig(merged, options)).toEqual(printConfig(applicationOf(whole), options));
    }),
    { numRuns: 60, seed: 5 },
  );
});

function leavesOf(value: unknown, path: readonly Step[] = []): readonly { path: readonly Step[]; value: unknown }[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => leavesOf(item, [...path, index]));
  if (isMap(value)) return Object.entries(value).flatMap(([key, entry]) => leavesOf(entry, [...path, key]));
  return [{ path, value }];
}

test('every value has an origin, and what is written holds it', () => {
  let written = 0;
  fc.assert(
    fc.property(application, fc.infiniteStream(fc.nat(1000)), (whole, stream) => {
      const [base, override] = split(whole, () => stream.next().value);
      const merged = applicationOf(base, override);
      const placeOf = placesOf(merged);
      for (const { path, value } of leavesOf(printConfig(merged, options))) {
        const place = placeOf(path, value);
        if (path.length > 1) expect(place.at).toBeDefined();
        if (!place.at) continue;
        const { source, span } = place.at;
        expect(containsSpan({ start: 0, end: source.text.length }, span)).toBe(true);
        if (!place.written) continue;
        written++;
        expect(`${path.join('.')}: ${source.slice(span)}`).toContain(String(value));
      }
    }),
    { numRuns: 50, seed: 6 },
  );
  expect(written).toBeGreaterThan(500);
});

test('normalising twice changes nothing', () => {
  const ignore = (): void => undefined;
  fc.assert(
    fc.property(application, (whole) => {
      const file = parseCompose(JSON.stringify(whole), { path: 'compose.yaml' });
      const [document] = file.root.documents;
      const context = { lookup: () => ({ state: 'unset' as const }), directory: '.', report: ignore };
      const root = document && decodeDocument(file, document, context).root;
      if (!root) throw new Error('no mapping');
      const once = canonicalModel(root, ignore);
      expect(plainOf(canonicalModel(once, ignore))).toEqual(plainOf(once));
    }),
    { numRuns: 50, seed: 7 },
  );
});

test('what is printed loads again as the same application', () => {
  fc.assert(
    fc.property(application, (whole) => {
      const printed = printConfig(applicationOf(whole), options);
      const again = applicationOf(printYaml(printed));
      expect(loadApplication(again).problems).toEqual([]);
      expect(printConfig(again, options)).toEqual(printed);
    }),
    { numRuns: 50, seed: 8 },
  );
});

/** Anything that YAML can hold; a dollar sign would be a variable. */
const data = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.string({ unit: 'binary' }).map(withoutDollar),
    fc.constantFrom(
      'yes',
      'null',
      '1e3',
      '0x1F',
      '2026-11-22',
      '22:22',
      '- a',
      'a: b',
      'a #b',
      ' a\n b\n',
      'a\n\nb',
      '~',
    ),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 4 }),
    tie('map'),
  ),
  map: fc.dictionary(fc.string({ unit: 'binary' }).map(withoutDollar), tie('value'), { maxKeys: 4 }),
}));

function withoutDollar(text: string): string {
  return text.replaceAll('$', '');
}

test('printed YAML reads back as the same data', () => {
  fc.assert(
    fc.property(data.map, (map) => {
      fc.pre(isMap(map) && Object.keys(map).length > 0 && !JSON.stringify(map).includes('"<<":'));
      const file = parseCompose(printYaml({ top: map }), { path: 'x.yaml' });
      expect(file.root.problems).toEqual([]);
      const [document] = file.root.documents;
      const context = { lookup: () => ({ state: 'unset' as const }), directory: '.', report: () => undefined };
      const root = document && decodeDocument(file, document, context).root;
      expect(root && plainOf(root)).toEqual({ top: map });
    }),
    { numRuns: 300, seed: 9 },
  );
});
