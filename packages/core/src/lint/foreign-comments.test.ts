import { describe, expect, test } from '@jest/globals';
import { toyMeta as meta } from '../../test/toy-meta.ts';
import { createLinter } from '../config/create-linter.ts';
import { createProject } from '../project/project.ts';
import { composeRule, dockerfileRule, projectRule } from '../rule/define-rule.ts';

const uuid = 'fd54f200-402c-4333-a5a4-36ef6709af2f';
const aliases = [
  'hadolint/DL3008',
  'hadolint/SC2046',
  'trivy/DS-0002',
  'checkov/CKV_DOCKER_3',
  `kics/${uuid}`,
] as const;

/** Every RUN and every FROM; and one that no other tool knows. */
const onRun = dockerfileRule({
  ...meta,
  id: 'dockerfile/no-run',
  aliases,
  on: {
    From: (from, { report }) => report({ at: from, message: 'toy' }),
    Run: (run, { report }) => report({ at: run, message: 'toy' }),
  },
});
const ofUs = dockerfileRule({
  ...meta,
  id: 'dockerfile/no-user',
  on: { User: (user, { report }) => report({ at: user, message: 'toy' }) },
});
/** Each scalar that is `bad`. */
const onScalar = composeRule({
  ...meta,
  id: 'compose/no-bad',
  aliases: ['dclint/no-bad', 'trivy/DS-0002', 'checkov/CKV_DOCKER_3', `kics/${uuid}`],
  on: {
    YamlScalar: (scalar, { report }) => {
      if (scalar.value === 'bad') report({ at: scalar, message: 'toy' });
    },
  },
});
const unused = projectRule({
  ...meta,
  id: 'plimsoll/no-unused-suppression',
  messages: { unused: '{rule}' },
  on: {},
});

function linesOf(text: string, path: string, today = '2026-11-22'): readonly number[] {
  const kind = path === 'Dockerfile' ? ('dockerfile' as const) : ('compose' as const);
  const project = createProject({ files: [{ path, text, kind }], today });
  const { files, crashes } = createLinter({ rules: [onRun, ofUs, onScalar, unused] }).lintProject(project);
  expect(crashes).toEqual([]);
  return files.flatMap(({ findings }) => findings.map(({ start }) => start.line));
}

const file = (comment: string, below = 'RUN a\nRUN b\n'): string => `FROM x\n${comment}\n${below}`;

describe('in a Dockerfile', () => {
  test.each<[string, string, number[]]>([
    ['hadolint, the next instruction', file('# hadolint ignore=DL3008'), [1, 4]],
    ['hadolint, several', file('#hadolint  ignore = DL3001 , SC2046 # why, so'), [1, 4]],
    ['hadolint, indented', file('  # hadolint ignore=DL3008'), [1, 4]],
    ['hadolint, with CRLF', 'FROM x\r\n# hadolint ignore=DL3008\r\nRUN a\r\nRUN b\r\n', [1, 4]],
    ['hadolint, all lines of it', file('# hadolint ignore=DL3008', 'RUN a \\\n  b\nRUN c\n'), [1, 5]],
    ['hadolint, not over a blank line', file('# hadolint ignore=DL3008\n'), [1, 4, 5]],
    ['hadolint, not over a comment', file('# hadolint ignore=DL3008\n# more'), [1, 4, 5]],
    ['hadolint, not inside an instruction', file('RUN a \\\n# hadolint ignore=DL3008\n  b'), [1, 2, 5, 6]],
    ['hadolint, not in a heredoc', file('RUN <<E\n# hadolint ignore=DL3008\nE'), [1, 2, 5, 6]],
    ['hadolint, no words behind it', file('# hadolint ignore=DL3008 because'), [1, 3, 4]],
    ['hadolint, in its own case', file('# Hadolint ignore=DL3008'), [1, 3, 4]],
    ['hadolint, an id of none of ours', file('# hadolint ignore=DL9999'), [1, 3, 4]],
    ['hadolint, the file', '# hadolint global ignore=DL3008\nFROM x\nRUN a\n', []],
    ['hadolint, the file, wherever it stands', file('# hadolint global ignore=DL3008'), []],
    ['hadolint, the stage', `# hadolint stage ignore=DL3008\n${file('#')}FROM y\nRUN c\n`, [6, 7]],
    ['hadolint, the rest of a stage', `${file('# hadolint stage ignore=DL3008')}FROM y\nRUN c\n`, [1, 5, 6]],
    ['hadolint, a file without anything else', '# hadolint ignore=DL3008', []],
    ['trivy', file('# trivy:ignore:DS-0002'), [1, 4]],
    ['trivy, its older ids', file('#trivy:ignore:AVD-DS-0002'), [1, 4]],
    ['trivy, its oldest ids', file('# trivy:ignore:DS002'), [1, 4]],
    ['trivy, tfsec', file('# tfsec:ignore:DS002'), [1, 4]],
    ['trivy, everything', file('# trivy:ignore:*', 'RUN a\nUSER b\n'), [1, 4]],
    ['trivy, several', file('# trivy:ignore:DS001 trivy:ignore:DS002'), [1, 4]],
    ['trivy, another id', file('# trivy:ignore:DS-0003'), [1, 3, 4]],
    ['trivy, until tomorrow', file('# trivy:ignore:DS-0002:exp:2026-11-23'), [1, 4]],
    ['trivy, until tomorrow, with a blank', file('# trivy:ignore:DS-0002 exp:2026-11-23'), [1, 4]],
    ['trivy, until today', file('# trivy:ignore:DS-0002:exp:2026-11-22'), [1, 3, 4]],
    ['trivy, a date that is none', file('# trivy:ignore:DS-0002:exp:soon'), [1, 3, 4]],
    ['checkov, the file', file('# checkov:skip=CKV_DOCKER_3:no need'), []],
    ['checkov, behind words', file('# see #1 checkov:skip=CKV_DOCKER_3'), []],
    ['checkov, another id', file('# checkov:skip=CKV_DOCKER_33'), [1, 3, 4]],
    ['bridgecrew', file('# bridgecrew:skip=CKV_DOCKER_3'), []],
    ['kics, the file, its rules', `# a\n# kics-scan ignore\n${file('#', 'RUN a\nUSER b\n')}`, [6]],
    ['kics, not below an instruction', file('# kics-scan ignore'), [1, 3, 4]],
    ['kics, ids', `# kics-scan disable=a,${uuid}\nFROM x\n`, []],
    ['kics, other ids', '# kics-scan disable=a\nFROM x\n', [2]],
    ['kics, a line', file('# kics-scan ignore-line', 'RUN a \\\n b\nRUN b\n'), [1, 5]],
    ['kics, a stage', '# kics-scan ignore-block\nFROM x\nRUN a\nFROM y\n', [4]],
    ['kics, no stage', file('# kics-scan ignore-block'), [1, 3, 4]],
    ['prose', file('# hadolint and kics-scan and trivy: ignore'), [1, 3, 4]],
    ['dclint, which knows no Dockerfile', '# dclint disable\nFROM x\n', [2]],
    ['an ONBUILD', file('# hadolint ignore=DL3008', 'ONBUILD RUN a\nRUN b\n'), [1, 4]],
  ])('%s', (_, text, expected) => {
    expect(linesOf(text, 'Dockerfile')).toEqual(expected);
  });
});

describe('in a Compose file', () => {
  const s = 'services: {}\n';
  test.each<[string, string, number[]]>([
    ['dclint, the file', `# dclint disable\n${s}a: bad\n`, []],
    ['dclint, behind a document start', `---\n\n# dclint disable no-bad\n${s}a: bad\n`, []],
    ['dclint, another rule', `# dclint disable other\n${s}a: bad\n`, [3]],
    ['dclint, not further down', `# a\n# dclint disable\n${s}a: bad\n`, [4]],
    ['dclint, the whole file', `# dclint disable-file\n${s}a: bad\n`, []],
    ['dclint, its line', `${s}a: bad # dclint disable-line no-bad\nb: bad\n`, [3]],
    ['dclint, several rules', `${s}a: bad # dclint disable-line other no-bad\nb: bad\n`, [3]],
    ['dclint, the line below', `${s}# dclint disable-line\na: bad\nb: bad\n`, [4]],
    ['dclint, with hyphens', `${s}# dclint-disable-next-line no-bad\na: bad\nb: bad\n`, [4]],
    ['dclint, no entry below', `${s}# dclint disable-line\na:\n  b: bad\n`, [4]],
    ['trivy, the entry', `${s}# trivy:ignore:DS-0002\na:\n  b: bad\nc: bad\n`, [5]],
    ['trivy, its line', `${s}a: bad # trivy:ignore:DS-0002\nb: bad\n`, [3]],
    ['checkov', `${s}a: bad\n# checkov:skip=CKV_DOCKER_3\n`, []],
    ['kics, the line below', `${s}# kics-scan ignore-line\na: bad\nb: bad\n`, [4]],
    ['kics, the entry', `${s}# kics-scan ignore-block\na:\n  b: bad\nb: bad\n`, [5]],
    ['kics, the file', `---\n# kics-scan ignore\n${s}a: bad\n`, []],
    ['hadolint, which knows no YAML', `# hadolint global ignore=DL3008\n${s}a: bad\n`, [3]],
    ['a text in a block scalar', `${s}a: |\n  # checkov:skip=CKV_DOCKER_3\nb: bad\n`, [4]],
  ])('%s', (_, text, expected) => {
    expect(linesOf(text, 'compose.yaml')).toEqual(expected);
  });
});

test('a Dockerfile in a service has the comments of one', () => {
  const text =
    'services:\n  web:\n    build:\n      dockerfile_inline: |\n        FROM x\n        # hadolint ignore=DL3008\n        RUN a\n        RUN b\n';
  expect(linesOf(text, 'compose.yaml')).toEqual([5, 8]);
});
