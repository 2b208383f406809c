import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { lintProject } from '../config/create-linter.ts';
import { fixText } from '../config/fix-text.ts';
import type { DockerfileFile } from '../dockerfile/nodes.ts';
import { createProject, type Project, type ProjectFile } from '../project/project.ts';
import { dockerfileRule } from '../rule/define-rule.ts';
import type { Rule } from '../rule/rule-types.ts';
import { SourceText } from '../text/source-text.ts';
import type { FixSafety, TextEdit } from '../text/text-edit.ts';
import { type FixProjectOptions, fixProject } from './fix-project.ts';

/** A rule that replaces each match of `from` in a whole Dockerfile. */
function replacing(id: `dockerfile/no-${string}`, from: RegExp, to: string, fixable: FixSafety = 'safe'): Rule {
  return rule(id, fixable, (file) => {
    return [...file.source.text.matchAll(new RegExp(from, 'g'))].map(({ 0: old, index }) => [
      { at: { source: file.source, span: { start: index, end: index + old.length } }, text: to },
    ]);
  });
}

/** A rule that reports one finding for each list of edits. */
function rule(
  id: `dockerfile/no-${string}`,
  fixable: FixSafety,
  fixes: (file: DockerfileFile) => readonly (readonly TextEdit[])[],
): Rule {
  return dockerfileRule({
    id,
    since: '0.1.0',
    category: 'style',
    severity: 'info',
    presets: [],
    summary: 'A toy.',
    why: 'A test needs it.',
    fixable,
    fixTitle: 'Change it',
    messages: { toy: 'A toy.' },
    examples: [{ title: 'Toy', bad: 'FROM scratch\n', good: 'FROM scratch\n' }],
    on: {
      File: (file, { report }) => {
        for (const edits of fixes(file)) {
          const [first] = edits;
          if (first) report({ at: first.at, message: 'toy', fix: () => edits });
        }
      },
    },
  });
}

function fix(text: string, rules: readonly Rule[], unsafe = false): ReturnType<typeof fixText> {
  return fixText(text, { path: 'Dockerfile', rules, preset: 'all', unsafe });
}

const oneToTwo = replacing('dockerfile/no-one', /one/, 'two');

describe('fixText', () => {
  const twoToThree = replacing('dockerfile/no-two', /two/, 'three');
  const twoToOne = replacing('dockerfile/no-two', /two/, 'one');
  const same = replacing('dockerfile/no-same', /one/, 'one');
  const wider = replacing('dockerfile/no-wide', /RUN one/, 'RUN 1');
  const toRuin = replacing('dockerfile/no-run', /RUN/, 'RUIN');
  const growing = replacing('dockerfile/no-growth', /$(?![\s\S])/, '#\n');

  test.each<[string, readonly Rule[], boolean, string, [found: number, applied: number, reasons: string[]]]>([
    ['RUN none\n', [oneToTwo], false, 'RUN ntwo\n', [1, 1, []]],
    ['RUN three\n', [oneToTwo], false, 'RUN three\n', [0, 0, []]],
    ['RUN one one\r\nRUN one', [oneToTwo], false, 'RUN two two\r\nRUN two', [3, 3, []]],
    ['RUN one\n', [oneToTwo, twoToThree], false, 'RUN three\n', [2, 2, []]],
    ['RUN one\n', [replacing('dockerfile/no-one', /one/, 'two', 'unsafe')], false, 'RUN one\n', [0, 0, []]],
    ['RUN one\n', [replacing('dockerfile/no-one', /one/, 'two', 'unsafe')], true, 'RUN two\n', [1, 1, []]],
    ['RUN one\n', [wider, oneToTwo], false, 'RUN 1\n', [2, 1, []]],
    ['RUN one\nRUN one\n', [toRuin, oneToTwo], false, 'RUN two\nRUN two\n', [4, 2, ['new-problems', 'new-problems']]],
    ['RUN one\n', [oneToTwo, twoToOne], false, 'RUN one\n', [1, 0, ['unsettled']]],
    ['RUN one\n', [same], false, 'RUN one\n', [1, 0, ['unsettled']]],
    ['RUN one\n', [growing], false, `RUN one\n${'#\n'.repeat(50)}`, [51, 50, ['unsettled']]],
    [
      'RUN one\n',
      [
        rule('dockerfile/no-overlap', 'safe', ({ source }) => [
          [
            { at: { source, span: { start: 0, end: 3 } }, text: 'run' },
            { at: { source, span: { start: 2, end: 4 } }, text: '' },
          ],
        ]),
      ],
      false,
      'RUN one\n',
      [1, 0, ['overlaps-itself']],
    ],
    [
      'RUN one\n',
      [
        rule('dockerfile/no-neighbour', 'safe', ({ source }) => [
          [
            { at: { source, span: { start: 0, end: 3 } }, text: 'run' },
            { at: { source: new SourceText('x', 'other'), span: { start: 0, end: 1 } }, text: '' },
          ],
        ]),
      ],
      false,
      'RUN one\n',
      [1, 0, ['not-linted']],
    ],
  ])('%j', (body, rules, unsafe, expected, [found, applied, reasons]) => {
    for (const head of ['FROM scratch\n', '\ufeffFROM scratch\n']) {
      const result = fix(head + body, rules, unsafe);
      expect(result.text).toBe(head + expected);
      expect([result.found, result.applied.length, result.refused.map(({ reason }) => reason)]).toEqual([
        found,
        applied,
        reasons,
      ]);
      // What remains is what linting the fixed text says; and, but for fixes without end, fixing again changes nothing.
      expect(result.result.files[0]?.source.text).toBe(`FROM scratch\n${expected}`);
      if (!rules.includes(growing)) expect(fix(result.text, rules, unsafe).text).toBe(result.text);
    }
  });

  test('a text that is no Compose file by its content is given back', () => {
    const text = 'on: push\njobs: {}\n';
    const fixed = fixText(text, { path: 'x.yaml', kind: 'compose', rules: [], preset: 'all' });
    expect([fixed.text, fixed.found, fixed.result.files]).toEqual([text, 0, []]);
  });

  test('a path that tells nothing is refused', () => {
    expect(() => fixText('', { path: 'x', rules: [] })).toThrow('"x" is neither a Dockerfile nor a Compose file');
  });
});

describe('fixProject', () => {
  const rules = [oneToTwo];
  const text = 'FROM scratch\nRUN one\n';
  const file = (path: string): ProjectFile => ({ path, kind: 'dockerfile', text });
  const lint: FixProjectOptions['lint'] = (project: Project) => lintProject(project, { rules, preset: 'all' });

  test('keeps what the caller wants kept and what is no UTF-8, and fixes the others', () => {
    const project = createProject({
      files: [
        file('a/Dockerfile'),
        file('b/Dockerfile'),
        { ...file('c/Dockerfile'), problem: { code: 'invalid-utf-8' } },
      ],
    });
    const outcome = fixProject(project, { safety: 'safe', lint, keep: new Set(['a/Dockerfile']) });
    expect(outcome.changes).toEqual([{ path: 'b/Dockerfile', before: text, after: text.replace('one', 'two') }]);
    expect(outcome.refused.map(({ finding, reason }) => [finding.path, reason])).toEqual([
      ['a/Dockerfile', 'kept'],
      ['c/Dockerfile', 'not-utf-8'],
    ]);
  });

  test('one bad fix among many is found without the others being lost', () => {
    const body = Array.from({ length: 200 }, (_, index) => (index === 77 ? 'COPY one a b/ ' : 'RUN one')).join('\n');
    const toCopy = replacing('dockerfile/no-copy', /one a b\/ /, '');
    const fixed = fix(`FROM scratch\n${body}\n`, [oneToTwo, toCopy]);
    expect(fixed.text).toBe(`FROM scratch\n${body.replaceAll('one', 'two')}\n`);
    expect(fixed.refused).toEqual([]);
  });
});

test('no byte outside of the edits is touched, whatever the fixes and line ends are', () => {
  const line = fc.constantFrom('RUN a', 'run  b', '# é \u{1f6a2}', '', 'LABEL x=1', 'RUN c \\', '\ufeff', '\r');
  const texts = fc.tuple(fc.array(fc.tuple(line, fc.constantFrom('\n', '\r\n'))), fc.boolean());
  const places = fc.array(fc.tuple(fc.nat(60), fc.nat(4), fc.constantFrom('', 'x', 'é\n', '#')), { maxLength: 6 });
  fc.assert(
    fc.property(texts, places, ([lines, hasMark], chosen) => {
      const text = `${hasMark ? '\ufeff' : ''}FROM scratch\n${lines.flat().join('')}`;
      const once = rule('dockerfile/no-toy', 'safe', ({ source }) => {
        if (source.text !== (hasMark ? text.slice(1) : text)) return [];
        return chosen.map(([start, length, put]) => {
          const from = Math.min(start, source.text.length);
          return [
            { at: { source, span: { start: from, end: Math.min(from + length, source.text.length) } }, text: put },
          ];
        });
      });
      const fixed = fix(text, [once]);
      let expected = text;
      const offset = hasMark ? 1 : 0;
      const edits = fixed.applied.flatMap((finding) => finding.fix?.edits ?? []);
      for (const edit of edits.toSorted((a, b) => b.start.offset - a.start.offset || b.end.offset - a.end.offset)) {
        const [start, end] = [edit.start.offset + offset, edit.end.offset + offset];
        expected = expected.slice(0, start) + edit.text + expected.slice(end);
      }
      expect(fixed.text).toBe(expected);
    }),
    { numRuns: 300 },
  );
});
