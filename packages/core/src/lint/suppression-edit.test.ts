import { describe, expect, test } from '@jest/globals';
import { toyMeta as meta } from '../../test/toy-meta.ts';
import { createLinter } from '../config/create-linter.ts';
import { applyEdits } from '../fix/apply-edits.ts';
import { documentKindOfPath } from '../project/file-names.ts';
import { createProject } from '../project/project.ts';
import { composeRule, dockerfileRule } from '../rule/define-rule.ts';
import { suppressionEdit } from './suppression-edit.ts';

const spot = (text: string): { readonly start: number; readonly end: number } => {
  const start = text.indexOf('bad');
  return { start, end: start + 3 };
};

/** Reports the first `bad` of the text, wherever it stands. */
const rules = [
  dockerfileRule({
    ...meta,
    id: 'dockerfile/no-toy',
    on: { File: (file, { report }) => report({ at: { ...file, span: spot(file.source.text) }, message: 'toy' }) },
  }),
  composeRule({
    ...meta,
    id: 'compose/no-toy',
    on: { YamlFile: (file, { report }) => report({ at: { ...file, span: spot(file.source.text) }, message: 'toy' }) },
  }),
];

function silence(text: string, path: string): { readonly text: string; readonly left: number } {
  const linter = createLinter({ rules });
  const kind = documentKindOfPath(path) ?? 'dockerfile';
  const project = createProject({ files: [{ path, text, kind }] });
  const [finding] = linter.lintProject(project).files[0]?.findings ?? [];
  const document = project.documents.get(path);
  if (!finding || !document) throw new Error('nothing found');
  const edited = applyEdits(text, [suppressionEdit(document, finding)]);
  return { text: edited, left: linter.lintText(edited, { path }).files[0]?.findings.length ?? -1 };
}

const next = '# plimsoll-disable-next-line dockerfile/no-toy';
const whole = '# plimsoll-disable-file dockerfile/no-toy';

describe('in a Dockerfile', () => {
  test.each<[string, string, string]>([
    ['above the instruction', 'FROM x\nRUN bad\n', `FROM x\n${next}\nRUN bad\n`],
    ['above the first instruction', 'FROM bad\n', `${next}\nFROM bad\n`],
    ['below a directive', '# syntax=a\nFROM bad\n', `# syntax=a\n${next}\nFROM bad\n`],
    ['above its continuation lines', 'FROM x\nRUN a \\\n  # c\n  bad\n', `FROM x\n${next}\nRUN a \\\n  # c\n  bad\n`],
    ['above its heredoc', 'FROM x\nRUN <<E\nbad\nE\n', `FROM x\n${next}\nRUN <<E\nbad\nE\n`],
    ['above its comments', 'FROM x\n# hadolint ignore=X\nRUN bad\n', `FROM x\n${next}\n# hadolint ignore=X\nRUN bad\n`],
    ['with its indentation', 'FROM x\n  RUN bad\n', `FROM x\n  ${next}\n  RUN bad\n`],
    ['above ONBUILD', 'FROM x\nONBUILD RUN bad\n', `FROM x\n${next}\nONBUILD RUN bad\n`],
    ['with CRLF', 'FROM x\r\nRUN bad\r\n', `FROM x\r\n${next}\r\nRUN bad\r\n`],
    ['behind a byte order mark', '\ufeffFROM bad\n', `\ufeff${next}\nFROM bad\n`],
    ['for the file, of a directive', '# escape=bad\nFROM x\n', `# escape=bad\n${whole}\nFROM x\n`],
    ['for the file, of a comment', 'FROM x\n# bad\nRUN y\n', `${whole}\nFROM x\n# bad\nRUN y\n`],
    ['for the file, behind all', 'FROM x\n# bad', `${whole}\nFROM x\n# bad`],
    ['for the file, of nothing but a directive', '# escape=bad', `# escape=bad\n${whole}\n`],
  ])('%s', (_, text, expected) => {
    expect(silence(text, 'Dockerfile')).toEqual({ text: expected, left: 0 });
  });
});

const nextKey = '# plimsoll-disable-next-line compose/no-toy';
const s = 'services:\n';

describe('in a Compose file', () => {
  test.each<[string, string, string]>([
    ['above the key', `${s}  web:\n    a: bad\n`, `${s}  web:\n    ${nextKey}\n    a: bad\n`],
    ['above the item', `${s}  a:\n    - bad\n`, `${s}  a:\n    ${nextKey}\n    - bad\n`],
    ['above a later key of an item', `${s}  - a: 1\n    b: bad\n`, `${s}  - a: 1\n    ${nextKey}\n    b: bad\n`],
    ['above an item of items', `${s}  - - bad\n`, `${s}  ${nextKey}\n  - - bad\n`],
    ['above a flow collection', `${s}  a: [x, bad]\n`, `${s}  ${nextKey}\n  a: [x, bad]\n`],
    ['inside a flow collection', `${s}  a: [\n    bad\n  ]\n`, `${s}  a: [\n    ${nextKey}\n    bad\n  ]\n`],
    ['above a block scalar', `${s}  a: |\n    x\n    bad\n`, `${s}  ${nextKey}\n  a: |\n    x\n    bad\n`],
    ['above a quoted text', `${s}  a: "x\n    bad"\n`, `${s}  ${nextKey}\n  a: "x\n    bad"\n`],
    ['behind a block scalar', `${s}  a: |\n    x\n  b: bad\n`, `${s}  a: |\n    x\n  ${nextKey}\n  b: bad\n`],
    ['above an anchor', `${s}  a: &bad\n    b: c\n`, `${s}  ${nextKey}\n  a: &bad\n    b: c\n`],
    ['in a second document', `${s}  a: b\n---\nc: bad\n`, `${s}  a: b\n---\n${nextKey}\nc: bad\n`],
    ['with CRLF', 'services:\r\n  a: bad\r\n', `services:\r\n  ${nextKey}\r\n  a: bad\r\n`],
    ['behind a byte order mark', '\ufeffservices: bad\n', `\ufeff${nextKey}\nservices: bad\n`],
    [
      'for the file, of a comment',
      `${s}  a: b\n# bad\n`,
      `# plimsoll-disable-file compose/no-toy\n${s}  a: b\n# bad\n`,
    ],
  ])('%s', (_, text, expected) => {
    expect(silence(text, 'compose.yaml')).toEqual({ text: expected, left: 0 });
  });
});
