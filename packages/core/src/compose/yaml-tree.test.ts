import { describe, expect, test } from '@jest/globals';
import type { YamlNode, YamlScalar } from './nodes.ts';
import { parseCompose } from './parse-compose.ts';

const parse = (text: string) => parseCompose(text, { path: 'compose.yaml' });

/** `a: [b]` as `{a: [b]}`, each scalar with its style's letter and its text as JSON. */
function shape(node: YamlNode | undefined): string {
  switch (node?.kind) {
    case undefined:
      return '-';
    case 'YamlScalar':
      return `${node.style.charAt(0)}${JSON.stringify(node.derived.text)}`;
    case 'YamlAlias':
      return `*${node.name}`;
    case 'YamlSequence':
      return `[${node.items.map(shape).join(', ')}]`;
    case 'YamlMapping':
      return `{${node.entries.map(({ key, value }) => `${shape(key)}: ${shape(value)}`).join(', ')}}`;
  }
}

const scalarsIn = (node: YamlNode | undefined): YamlScalar[] => {
  if (node?.kind === 'YamlScalar') return [node];
  if (node?.kind === 'YamlSequence') return node.items.flatMap(scalarsIn);
  return node?.kind === 'YamlMapping'
    ? node.entries.flatMap(({ key, value }) => [...scalarsIn(key), ...scalarsIn(value)])
    : [];
};

const firstValue = (text: string): YamlScalar => {
  const scalar = scalarsIn(parse(text).root.documents[0]?.content)[1];
  if (!scalar) throw new Error('no scalar');
  return scalar;
};

describe('the tree', () => {
  test.each([
    ['a: b', '{p"a": p"b"}'],
    ['a:\n  - b\n  -\n  - c: d\n    e: f\n', '{p"a": [p"b", p"", {p"c": p"d", p"e": p"f"}]}'],
    ['a:\nb: ~\n', '{p"a": -, p"b": p"~"}'],
    ['a: {b: [c, "d"], e: , f}', `{p"a": {p"b": [p"c", d"d"], p"e": -, p"f": -}}`],
    ['a: &x 1\nb: *x', '{p"a": p"1", p"b": *x}'],
    ['a: !reset\nb: !override [1]', '{p"a": p"", p"b": [p"1"]}'],
    ['a: [b: c]', '{p"a": [{p"b": p"c"}]}'],
    ['a: |\n  b\n   c\n\nd: >-\n  e\n  f\n\n  g\n', '{p"a": l"b\\n c\\n", p"d": f"e f\\ng"}'],
    ["a: 'it''s'\nb: \"x\\ty\\u0041\"", `{p"a": s"it's", p"b": d"x\\tyA"}`],
    ['a: b\n  c\n\n  d', '{p"a": p"b c\\nd"}'],
    ['a: "b \\\n  c"', '{p"a": d"b c"}'],
    ['a: |+\n  b\n\n', '{p"a": l"b\\n\\n"}'],
    ['a: >\n  b\n   c\n  d\n', '{p"a": f"b\\n c\\nd\\n"}'],
    ['a: |2\n   b\n', '{p"a": l" b\\n"}'],
  ])('%j', (text, expected) => {
    const { root } = parse(text);
    expect(root.problems).toEqual([]);
    expect(shape(root.documents[0]?.content)).toBe(expected);
  });

  test('several documents; an anchor of the first serves in the second', () => {
    const { root } = parse('a: &x 1\n---\nb: *x\n');
    const alias = root.documents[1]?.content;
    expect(root.documents.map(({ content }) => shape(content))).toEqual(['{p"a": p"1"}', '{p"b": *x}']);
    expect(
      alias?.kind === 'YamlMapping' &&
        alias.entries[0]?.value?.kind === 'YamlAlias' &&
        alias.entries[0].value.target?.kind,
    ).toBe('YamlScalar');
    expect(root.problems).toEqual([]);
  });

  test('comments, tags and anchors have places', () => {
    const { root, source } = parse('# one\na: &x !t b # two\n');
    const content = root.documents[0]?.content;
    const value = content?.kind === 'YamlMapping' ? content.entries[0]?.value : undefined;
    expect(root.comments.map(({ text }) => text)).toEqual([' one', ' two']);
    expect(value?.anchor && source.slice(value.anchor.at.span)).toBe('&x');
    expect(value?.tag && source.slice(value.tag.at.span)).toBe('!t');
  });
});

describe('what a character of a value came from', () => {
  test.each([
    ['a: value', 'lu', 'lu'],
    ["a: 'it''s x'", "'s", "''s"],
    ['a: "x\\ty z"', '\ty', '\\ty'],
    ['a: b c\n  d e', 'c d', 'c\n  d'],
    ['a: |\n  one\n  two\n', 'two', 'two'],
    ['a: >\n  one\n  two\n', 'e t', 'e\n  t'],
    ['a: |\r\n  one\r\n  two\r\n', 'e\nt', 'e\r\n  t'],
    ['\ufeffa: value', 'value', 'value'],
  ])('%j: %j', (text, part, expected) => {
    const { derived, source } = firstValue(text);
    const start = derived.text.indexOf(part);
    expect(start).toBeGreaterThanOrEqual(0);
    expect(source.slice(derived.toSource({ start, end: start + part.length }))).toBe(expected);
  });
});

test.each([
  ['yes', 'yes'],
  ['True', true],
  ['~', null],
  ['0444', 0o444],
  ['0o17', 15],
  ['0x1F', 31],
  ['1_000', 1000],
  ['08', 8],
  ['1.50', 1.5],
  ['22:22', '22:22'],
  ['.5', 0.5],
  ['+12', 12],
  ['-', '-'],
  ['1e3', 1000],
])('go-yaml types %s', (word, expected) => {
  expect(firstValue(`a: [${word === '-' ? '"-"' : word}]`).value).toBe(expected);
});

describe('what the reader refuses', () => {
  test.each([
    ['a: 1\nb: 2\na: 3', 'duplicate-key', 'a', 3],
    ['a: *x', 'unknown-alias', '*x', 1],
    ['a: &x [*x]', 'alias-cycle', '*x', 1],
    ['a:\n  1: b', 'non-string-key', '1', 2],
    ['- a', 'not-a-mapping', '- a', 1],
    ['a: b: c', 'syntax', '', 1],
    ['a: "b', 'syntax', '', 1],
    ['a:\n\tb: c', 'syntax', '\t', 2],
    [`a: ${'['.repeat(100_000)}`, 'too-deep', '[', 1],
    ['# only a comment\n', 'empty', '#', 1],
    ['', 'empty', '', 1],
  ])('%#: %s', (text, code, at, line) => {
    const { root, source } = parse(text);
    const [problem, ...more] = root.problems;
    expect(more).toEqual([]);
    expect(problem?.code).toBe(code);
    expect(problem && source.position(problem.span.start).line).toBe(line);
    if (at !== '') expect(problem && source.slice(problem.span)).toBe(at);
  });

  test('a duplicate key names the first', () => {
    const { root, source } = parse('a: 1\n"a": 2');
    expect(root.problems[0]?.related.map(({ at }) => source.position(at.span.start).line)).toEqual([1]);
  });

  test.each([
    ['everywhere', 'x', 9, 12, ['too-many-aliases']],
    ['below x- keys', 'x-', 9, 12, ['too-many-aliases']],
    ['below x- keys, as large as Compose 2.40.3 loads', 'x-', 3, 11, []],
    ['of that size elsewhere', 'x', 3, 11, ['too-many-aliases']],
  ])('an alias bomb %s, without following it', (_, prefix, branches, levels, codes) => {
    const lines = [`${prefix}0: &a0 {k: v}`];
    for (let i = 1; i < levels; i++) {
      const below = Array.from({ length: branches }, () => `*a${i - 1}`);
      lines.push(`${prefix}${i}: &a${i} [${below.join(', ')}]`);
    }
    expect(parse(lines.join('\n')).root.problems.map(({ code }) => code)).toEqual(codes);
  });

  test('twenty thousand keys are read, and the one that comes twice is found', () => {
    const keys = Array.from({ length: 20_000 }, (_, index) => `k${index}: v`);
    const { root } = parse([...keys, 'k7: v'].join('\n'));
    expect(root.problems.map(({ code, data }) => `${code} ${data.key}`)).toEqual(['duplicate-key k7']);
  });
});
