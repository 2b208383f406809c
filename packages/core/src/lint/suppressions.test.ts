import { describe, expect, test } from '@jest/globals';
import { toyMeta as meta } from '../../test/toy-meta.ts';
import { createLinter } from '../config/create-linter.ts';
import type { DocumentKind } from '../project/document.ts';
import { createProject } from '../project/project.ts';
import { composeRule, dockerfileRule, projectRule } from '../rule/define-rule.ts';
import type { Rule } from '../rule/rule-types.ts';

/** Reports each piece of RUN that is `bad`, wherever it stands. */
const onRun = dockerfileRule({
  ...meta,
  id: 'dockerfile/no-bad',
  aliases: ['tool/D1', 'tool/shared'],
  on: {
    Run(run, { report }) {
      for (const derived of [run.body, ...run.heredocs.map((heredoc) => heredoc.body)]) {
        for (const { index } of derived.text.matchAll(/\bbad\b/g)) {
          report({ at: derived.locate({ start: index, end: index + 3 }), message: 'toy' });
        }
      }
    },
  },
});

/** Reports each scalar that is `bad`. */
const onScalar = composeRule({
  ...meta,
  id: 'compose/no-bad',
  aliases: ['tool/shared'],
  on: {
    YamlScalar(scalar, { report }) {
      if (scalar.value === 'bad') report({ at: scalar, message: 'toy' });
    },
  },
});

const onBuild = projectRule({
  ...meta,
  id: 'project/no-bad',
  on: {
    Service(service, { project, report }) {
      const document = project.documents.get('Dockerfile');
      const field = service.get('build');
      if (document?.kind !== 'dockerfile' || !field) return;
      const related = document.root.stages.map((stage) => ({ at: stage.from, label: 'built here' }));
      report({ at: field.origin, message: 'toy', related });
    },
  },
});

const rules: readonly Rule[] = [onRun, onScalar, onBuild];

type Texts = Readonly<Record<string, string>>;

/** Lines with findings, and of those that a comment silenced, with the comment's line and reason. */
function lint(text: string | Texts, kind: DocumentKind = 'dockerfile') {
  const texts = typeof text === 'string' ? { [kind === 'dockerfile' ? 'Dockerfile' : 'compose.yaml']: text } : text;
  const files = Object.entries(texts).map(([path, content]) => {
    return { path, text: content, kind: path.endsWith('.yaml') ? ('compose' as const) : ('dockerfile' as const) };
  });
  const result = createLinter({ rules }).lintProject(createProject({ files }));
  return {
    found: result.files.flatMap((file) => file.findings.map(({ start }) => start.line)),
    silenced: result.files.flatMap((file) =>
      file.suppressed.map(({ start, suppression }) => [start.line, suppression.line, suppression.reason]),
    ),
  };
}

describe('next-line in a Dockerfile', () => {
  test.each<[string, string, number[], number[]]>([
    [
      'covers the next instruction',
      'FROM x\n# plimsoll-disable-next-line dockerfile/no-bad\nRUN bad\nRUN bad\n',
      [4],
      [3],
    ],
    [
      'covers all of its lines',
      'FROM x\n# plimsoll-disable-next-line dockerfile/no-bad\nRUN bad \\\n  bad\n',
      [],
      [3, 4],
    ],
    [
      'covers its heredocs',
      'FROM x\n# plimsoll-disable-next-line dockerfile/no-bad\nRUN <<E\nbad\nE\nRUN bad\n',
      [6],
      [4],
    ],
    [
      'stacks',
      'FROM x\n# plimsoll-disable-next-line dockerfile/no-bad\n# why\n# plimsoll-disable-next-line tool/x\n\nRUN bad\n',
      [],
      [6],
    ],
    ['stands on the first line', '# plimsoll-disable-next-line dockerfile/no-bad\nFROM x\nRUN bad\n', [3], []],
    [
      'covers the next line inside an instruction',
      'FROM x\nRUN bad && \\\n  # plimsoll-disable-next-line dockerfile/no-bad\n  bad && \\\n  bad\n',
      [2, 5],
      [4],
    ],
    ['is read in any case', 'FROM x\n# PLIMSOLL-Disable-Next-Line DockerFile/No-Bad\nRUN bad\n', [], [3]],
    ['takes an alias', 'FROM x\n# plimsoll-disable-next-line TOOL/d1\nRUN bad\n', [], [3]],
    ['takes an alias of several rules', 'FROM x\n# plimsoll-disable-next-line tool/shared\nRUN bad\n', [], [3]],
    [
      'takes several rules',
      'FROM x\n# plimsoll-disable-next-line compose/no-bad, dockerfile/no-bad\nRUN bad\n',
      [],
      [3],
    ],
    ['needs the rule', 'FROM x\n# plimsoll-disable-next-line compose/no-bad\nRUN bad\n', [3], []],
    ['needs no blank behind the sign', 'FROM x\n#plimsoll-disable-next-line dockerfile/no-bad\nRUN bad\n', [], [3]],
    [
      'is a comment, not a part of one',
      'FROM x\n# say plimsoll-disable-next-line dockerfile/no-bad\nRUN bad\n',
      [3],
      [],
    ],
    ['is no text in a heredoc', 'FROM x\nRUN <<E\n# plimsoll-disable-next-line tool/d1\nbad\nE\n', [4], []],
    ['works with CRLF', 'FROM x\r\n# plimsoll-disable-next-line dockerfile/no-bad\r\nRUN bad\r\nRUN bad\r\n', [4], [3]],
  ])('%s', (_, text, found, silenced) => {
    const result = lint(text);
    expect(result.found).toEqual(found);
    expect(result.silenced.map(([line]) => line)).toEqual(silenced);
  });

  test('keeps the line of the comment and the reason', () => {
    const text = 'FROM x\n# plimsoll-disable-next-line dockerfile/no-bad -- known -- and wanted\nRUN bad\n';
    expect(lint(text).silenced).toEqual([[3, 2, 'known -- and wanted']]);
  });
});

describe('the other forms', () => {
  test('file covers everything, wherever it stands', () => {
    expect(lint('FROM x\nRUN bad\n# plimsoll-disable-file dockerfile/no-bad\n').silenced).toHaveLength(1);
    expect(
      lint('a: bad\nb: bad\n# plimsoll-disable-file compose/no-bad\nservices: {}\n', 'compose').silenced,
    ).toHaveLength(2);
  });

  test('line does nothing in a Dockerfile', () => {
    expect(lint('FROM x\n# plimsoll-disable-line dockerfile/no-bad\nRUN bad\n').found).toEqual([3]);
  });

  test.each<[string, string, number[], number[]]>([
    ['line', 'a: bad # plimsoll-disable-line compose/no-bad\nb: bad\n', [2], [1]],
    ['line, alone on its line', '# plimsoll-disable-line compose/no-bad\nb: bad\n', [2], []],
    ['next-line above a key', '# plimsoll-disable-next-line compose/no-bad\na: bad\nb: bad\n', [3], [2]],
    [
      'next-line above a whole entry',
      'x:\n  # plimsoll-disable-next-line compose/no-bad\n  a:\n    b: bad\n    c: [bad]\n  d: bad\n',
      [6],
      [4, 5],
    ],
    ['next-line above an item', 'x:\n  # plimsoll-disable-next-line compose/no-bad\n  - bad\n  - bad\n', [4], [3]],
    [
      'next-line above an item with keys',
      'x:\n  # plimsoll-disable-next-line compose/no-bad\n  - a: bad\n    b: bad\n  - a: bad\n',
      [5],
      [3, 4],
    ],
    [
      'next-line at the end of a mapping',
      'x:\n  a: bad\n  # plimsoll-disable-next-line compose/no-bad\ny: bad\n',
      [2],
      [4],
    ],
    ['next-line behind a value', 'a: bad # plimsoll-disable-next-line compose/no-bad\nb: bad\n', [1], [2]],
    ['next-line in a second document', 'a: 1\n---\n# plimsoll-disable-next-line compose/no-bad\nb: bad\n', [], [4]],
    ['no comment: a text in a block scalar', 'a: |\n  # plimsoll-disable-file compose/no-bad\nb: bad\n', [3], []],
  ])('%s in YAML', (_, text, found, silenced) => {
    const result = lint(`services: {}\n${text}`, 'compose');
    expect(result.found).toEqual(found.map((line) => line + 1));
    expect(result.silenced.map(([line]) => line)).toEqual(silenced.map((line) => line + 1));
  });
});

describe('findings about several files', () => {
  const compose = 'services:\n  web:\n    build: .\n';
  const comment = '# plimsoll-disable-next-line project/no-bad -- wanted\n';

  test('are silenced at their own place', () => {
    const texts = { 'compose.yaml': compose.replace('    build', `    ${comment}    build`), Dockerfile: 'FROM x\n' };
    expect(lint(texts)).toEqual({ found: [], silenced: [[4, 3, 'wanted']] });
  });

  test('and at their related place', () => {
    const texts = { 'compose.yaml': compose, Dockerfile: `${comment}FROM x\n` };
    expect(lint(texts)).toEqual({ found: [], silenced: [[3, 1, 'wanted']] });
  });

  test('a comment in a Dockerfile inside a service counts there', () => {
    const inline = (head: string): string =>
      `services:\n  web:\n    build:\n${head}      dockerfile_inline: |\n        FROM x\n        # plimsoll-disable-next-line dockerfile/no-bad\n        RUN bad\n        RUN bad\n`;
    expect(lint(inline(''), 'compose')).toEqual({ found: [8], silenced: [[7, 6, undefined]] });
    const above = inline('      # plimsoll-disable-next-line dockerfile/no-bad\n');
    expect(lint(above, 'compose').found).toEqual([]);
  });
});
