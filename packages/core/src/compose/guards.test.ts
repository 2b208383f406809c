import { describe, expect, test } from '@jest/globals';
import type { Application, ReferencedFile } from './application.ts';
import { loadApplication } from './load-application.ts';
import { parseCompose } from './parse-compose.ts';
import { applicationRequests } from './requests.ts';

// What no person writes: it ends, in time, and without an exception.

function load(text: string, others: Readonly<Record<string, string>> = {}) {
  const referenced = new Map<string, ReferencedFile>();
  for (const [path, content] of Object.entries(others))
    referenced.set(path, { state: 'compose', document: parseCompose(content, { path }) });
  const application: Application = {
    kind: 'ComposeApplication',
    files: [parseCompose(text, { path: 'compose.yaml' })],
    referenced,
    directory: '.',
    shell: new Map(),
    fragment: false,
  };
  return { requests: applicationRequests(application), model: loadApplication(application) };
}

const codes = ({ model }: ReturnType<typeof load>): ReadonlySet<string> =>
  new Set(model.problems.map(({ code }) => code));

describe('a chain of services, each extending the next,', () => {
  const chain = (length: number, last: string): string => {
    const services = Array.from({ length }, (_, index) => `  s${index}: {extends: s${index + 1}}\n`);
    return `services:\n${services.join('')}  s${length}: ${last}\n`;
  };

  test('of a length that somebody may have is followed', () => {
    const { model } = load(chain(50, '{image: a}'));
    expect(model.problems).toEqual([]);
    expect(model.services[0]?.image?.value).toBe('a');
  });

  test('of thousands ends', () => {
    expect(load(chain(5000, '{image: a}')).model.services).toHaveLength(5001);
  });

  test('in a circle is a cycle, told once', () => {
    const { model } = load(chain(3, '{extends: s0}'));
    expect(model.problems.map(({ code }) => code)).toContain('extends-cycle');
    expect(model.complete).toBe(false);
  });
});

describe('a chain of files, each including the next,', () => {
  const files = (length: number, last: string) =>
    Object.fromEntries(
      Array.from({ length }, (_, index) => [
        `f${index}.yaml`,
        index + 1 < length ? `include: [f${index + 1}.yaml]\n` : last,
      ]),
    );
  const main = 'include: [f0.yaml]\nservices: {a: {image: x}}\n';

  test('is followed', () => {
    const { model } = load(main, files(40, 'services: {deep: {image: y}}\n'));
    expect(model.problems).toEqual([]);
    expect(model.services.map(({ name }) => name).sort()).toEqual(['a', 'deep']);
  });

  test('of thousands ends', () => {
    expect(() => load(main, files(3000, 'services: {deep: {image: y}}\n'))).not.toThrow();
  });

  test('back to its start is a cycle', () => {
    expect(codes(load(main, files(3, 'include: [compose.yaml]\n')))).toContain('include-cycle');
  });
});

test.each([
  [8, true],
  [40, false],
])('files that each include the next twice, %i deep, end', (depth, isComplete) => {
  const double = (index: number): string => `include: [g${index}.yaml, g${index}.yaml]\n`;
  const files = Object.fromEntries(
    Array.from({ length: depth }, (_, index) => [
      `g${index}.yaml`,
      index < depth - 1 ? double(index + 1) : 'services: {a: {image: x}}\n',
    ]),
  );
  const { model } = load(double(0), files);
  expect(model.problems).toEqual([]);
  expect(model.complete).toBe(isComplete);
});

test.each([
  ['nested', `a: ${'${A:-'.repeat(5000)}x${'}'.repeat(5000)}`],
  ['unclosed', `a: "${'${A'.repeat(20_000)}"`],
  ['full of dollars', `a: "${'$'.repeat(100_000)}"`],
])('an interpolation that is %s ends', (_, text) => {
  expect(() => load(`x-a:\n  ${text}\nservices: {a: {image: x}}\n`)).not.toThrow();
});

test('merge keys on merge keys end', () => {
  const lines = ['x-0: &m0 {a: 1}'];
  for (let index = 1; index < 30; index++) lines.push(`x-${index}: &m${index} {<<: [*m${index - 1}, *m${index - 1}]}`);
  const { model } = load(`${lines.join('\n')}\nservices: {a: {image: x, labels: {<<: *m29}}}\n`);
  expect(model.services).toHaveLength(1);
});
