import { describe, expect, test } from '@jest/globals';
import { createLinter } from '../config/create-linter.ts';
import { createProject } from '../project/project.ts';
import { dockerfileRule } from '../rule/define-rule.ts';

const meta = {
  since: '0.1.0',
  category: 'style',
  severity: 'info',
  presets: ['recommended'],
  summary: 'Toy.',
  why: 'Toy.',
  fixable: 'none',
  messages: { toy: 'Toy.' },
  examples: [{ title: 'Toy', bad: 'Toy' }],
} as const;

/** Every CMD. */
const cmd = dockerfileRule({
  ...meta,
  id: 'dockerfile/no-cmd',
  aliases: ['buildkit/JSONArgsRecommended', 'hadolint/DL3025'],
  on: { Cmd: (node, { report }) => report({ at: node.keyword, message: 'toy' }) },
});
/** Every CMD before another. */
const twice = dockerfileRule({
  ...meta,
  id: 'dockerfile/no-second-cmd',
  aliases: ['buildkit/MultipleInstructionsDisallowed'],
  on: {
    Stage({ instructions: [first, second] }, { report }) {
      if (first && second) report({ at: first, message: 'toy', related: [{ at: second, label: 'counts' }] });
    },
  },
});
const casing = dockerfileRule({
  ...meta,
  id: 'dockerfile/no-casing',
  aliases: ['buildkit/ConsistentInstructionCasing'],
  on: { Cmd: (node, { report }) => report({ at: node.keyword, message: 'toy' }) },
});
const description = dockerfileRule({
  ...meta,
  id: 'dockerfile/no-description',
  aliases: ['buildkit/InvalidDefinitionDescription'],
  on: { Cmd: (node, { report }) => report({ at: node.keyword, message: 'toy' }) },
});
const other = dockerfileRule({
  ...meta,
  id: 'dockerfile/no-other',
  aliases: ['hadolint/DL0000'],
  on: { Cmd: (node, { report }) => report({ at: node.keyword, message: 'toy' }) },
});

type Toy = typeof cmd | typeof twice | typeof casing | typeof description | typeof other;

/** Lines with a finding, and lines of the comments that silence one. */
function lint(rule: Toy, text: string, argument?: string) {
  const given = argument === undefined ? [] : [['BUILDKIT_DOCKERFILE_CHECK', argument] as const];
  const parts = { target: undefined, args: new Map(given), platform: undefined, namedContexts: new Set<string>() };
  const project = createProject({
    files: [{ path: 'Dockerfile', text, kind: 'dockerfile' }],
    ...(argument === undefined ? {} : { builds: new Map([['Dockerfile', [parts]]]) }),
  });
  const [file] = createLinter({ rules: [rule] }).lintProject(project).files;
  return {
    found: file?.findings.map(({ start }) => start.line),
    silencedAt: file?.suppressed.map(({ suppression }) => suppression.line),
  };
}

describe('the directive', () => {
  test.each([
    ['skip=JSONArgsRecommended', true],
    ['skip=all', true],
    ['skip=Other,JSONArgsRecommended', true],
    ['error=true;skip=JSONArgsRecommended', true],
    ['skip=jsonargsrecommended', false],
    ['skip=DL3025', false],
    ['skip=Other', false],
    ['skip', false],
  ])('# check=%s silences: %p', (value, silenced) => {
    const expected = silenced ? { found: [], silencedAt: [1] } : { found: [3], silencedAt: [] };
    expect(lint(cmd, `# check=${value}\nFROM a\nCMD b\n`)).toEqual(expected);
  });

  test('is only one at the head of the file', () => {
    expect(lint(cmd, 'FROM a\nRUN b\n# check=skip=all\n#\nCMD c\n').found).toEqual([5]);
  });

  test('is replaced by the build argument', () => {
    expect(lint(cmd, '# check=skip=all\nFROM a\nCMD b\n', 'skip=Other').found).toEqual([3]);
    expect(lint(cmd, 'FROM a\nCMD b\n', 'skip=Other, JSONArgsRecommended').found).toEqual([]);
  });

  test('means nothing to rules that stand for no check of BuildKit', () => {
    expect(lint(other, '# check=skip=all\nFROM a\nCMD b\n').found).toEqual([3]);
  });

  test('does not skip an experimental check', () => {
    expect(lint(description, '# check=skip=all\nFROM a\nCMD b\n').found).toEqual([3]);
  });
});

describe('the comment above an instruction', () => {
  test('silences what is found in it, and nothing else', () => {
    const text = 'FROM a\n# check=skip=JSONArgsRecommended\nCMD b\nCMD c\n';
    expect(lint(cmd, text)).toEqual({ found: [4], silencedAt: [2] });
  });

  test('does not count for checks of the whole file', () => {
    expect(lint(casing, 'FROM a\n# check=skip=ConsistentInstructionCasing\nCMD b\n').found).toEqual([3]);
  });

  test('counts above the later of two instructions', () => {
    const name = 'MultipleInstructionsDisallowed';
    expect(lint(twice, `FROM a\n# check=skip=${name}\nCMD b\nCMD c\n`).found).toEqual([3]);
    expect(lint(twice, `FROM a\nCMD b\n# check=skip=${name}\nCMD c\n`).found).toEqual([]);
  });

  test('works with CRLF', () => {
    expect(lint(cmd, 'FROM a\r\n# check=skip=JSONArgsRecommended\r\nCMD b\r\n').found).toEqual([]);
  });
});
