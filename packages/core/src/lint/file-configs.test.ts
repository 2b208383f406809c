import { describe, expect, test } from '@jest/globals';
import type { LintConfig, LintOverride } from '../config/config-shape.ts';
import { createLinter } from '../config/create-linter.ts';
import { createProject } from '../project/project.ts';
import { composeRule, dockerfileRule, projectRule } from '../rule/define-rule.ts';
import { option } from '../rule/options.ts';

const meta = {
  since: '0.1.0',
  category: 'style',
  severity: 'warning',
  presets: ['recommended'],
  summary: 'Toy.',
  why: 'Toy.',
  fixable: 'none',
  examples: [{ title: 'Toy', bad: 'Toy' }],
} as const;

let walks = 0;

const onFrom = dockerfileRule({
  ...meta,
  id: 'dockerfile/no-from',
  options: { word: option.string({ default: 'plain', summary: 'Word.' }) },
  messages: { toy: '{word}' },
  on: {
    From: (from, { report, options }) => report({ at: from, message: 'toy', data: { word: options.word } }),
  },
});

const onService = composeRule({
  ...meta,
  id: 'compose/no-service',
  options: { word: option.string({ default: 'plain', summary: 'Word.' }) },
  messages: { toy: '{word}' },
  on: {
    Service(service, { report, options }) {
      walks++;
      for (const place of [service.image?.origin, service.user?.origin])
        if (place) report({ at: place, message: 'toy', data: { word: options.word } });
    },
  },
});

const onBuild = projectRule({
  ...meta,
  id: 'project/no-from',
  messages: { toy: 'Both.' },
  on: { From: (from, { report }) => report({ at: from, message: 'toy' }) },
});

const rules = [onFrom, onService, onBuild];
const texts = {
  'a/Dockerfile': 'FROM a\n',
  'b/Dockerfile': 'FROM b\n',
  'compose.yaml': 'services:\n  web:\n    image: x\n    user: u\n',
  'compose.override.yaml': 'services:\n  web:\n    image: y\n',
};

function lint(overrides: readonly LintOverride[], settings: LintConfig['settings'] = {}): readonly string[] {
  const files = Object.entries(texts).map(([path, text]) => ({
    path,
    text,
    kind: path.endsWith('.yaml') ? ('compose' as const) : ('dockerfile' as const),
  }));
  const { files: linted } = createLinter({ rules, overrides, settings }).lintProject(createProject({ files }));
  return linted.flatMap(({ findings }) =>
    findings.map(({ path, rule, severity, message }) => `${path} ${rule} ${severity} ${message}`),
  );
}

const from = 'dockerfile/no-from';
const service = 'compose/no-service';
const build = 'project/no-from';
const off = { [from]: 'off', [service]: 'off', [build]: 'off' } as const;

describe('each file has its own configuration', () => {
  test.each<[string, readonly LintOverride[], LintConfig['settings'], readonly string[]]>([
    [
      'severity and off',
      [
        { files: 'a/', settings: { [from]: 'error' } },
        { files: 'b/', settings: { [from]: 'off' } },
      ],
      { [service]: 'off', [build]: 'off' },
      ['a/Dockerfile dockerfile/no-from error plain'],
    ],
    [
      'options',
      [
        { files: 'a/', settings: { [from]: ['info', { word: 'A' }] } },
        { files: 'b/', settings: { [from]: ['info', { word: 'B' }] } },
      ],
      { [service]: 'off', [build]: 'off' },
      ['a/Dockerfile dockerfile/no-from info A', 'b/Dockerfile dockerfile/no-from info B'],
    ],
    [
      'the last override that speaks of a file wins, part by part',
      [
        { files: '*', settings: { [from]: ['error', { word: 'A' }] } },
        { files: 'b/Dockerfile', settings: { [from]: 'info' } },
      ],
      { [service]: 'off', [build]: 'off' },
      ['a/Dockerfile dockerfile/no-from error A', 'b/Dockerfile dockerfile/no-from info A'],
    ],
    [
      'an application runs what any of its files has on; the file of the finding decides',
      [{ files: 'compose.override.yaml', settings: { [service]: 'error' } }],
      off,
      ['compose.override.yaml compose/no-service error plain'],
    ],
    [
      'a rule about several files',
      [{ files: 'a/', settings: { [build]: 'error' } }],
      off,
      ['a/Dockerfile project/no-from error Both.'],
    ],
  ])('%s', (_, overrides, settings, expected) => expect(lint(overrides, settings)).toEqual(expected));

  test('an application walks once for each way in which a rule is set', () => {
    walks = 0;
    const overrides = [{ files: 'compose.override.yaml', settings: { [service]: ['error', { word: 'O' }] } }] as const;
    expect(lint(overrides, { ...off, [service]: 'warning' })).toEqual([
      'compose.yaml compose/no-service warning plain',
      'compose.override.yaml compose/no-service error O',
    ]);
    expect(walks).toBe(2);
    walks = 0;
    lint([{ files: 'compose.override.yaml', settings: { [service]: 'error' } }]);
    expect(walks).toBe(1);
  });
});
