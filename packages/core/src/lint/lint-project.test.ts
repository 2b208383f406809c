import { describe, expect, test } from '@jest/globals';
import { createLinter } from '../config/create-linter.ts';
import type { DocumentKind } from '../project/document.ts';
import { createProject, withAnswers } from '../project/project.ts';
import { composeRule, dockerfileRule, projectRule } from '../rule/define-rule.ts';
import { type Rule, type RuleId, ruleApiVersion, type Severity } from '../rule/rule-types.ts';
import { engineName, type Finding } from './findings.ts';

const meta = {
  since: '0.1.0',
  category: 'style',
  severity: 'warning',
  presets: ['recommended'],
  summary: 'Toy.',
  why: 'Toy.',
  fixable: 'none',
  messages: { sure: '{what} is wrong.', guess: '{what} may be wrong.' },
  examples: [{ title: 'Toy', bad: 'Toy' }],
} as const;

const onEnv = dockerfileRule({
  ...meta,
  id: 'dockerfile/no-env',
  atMost: { guess: 'info' },
  on: {
    Env(env, { report }) {
      for (const pair of env.pairs) {
        const message = pair.key.text.startsWith('G') ? 'guess' : 'sure';
        report({ at: pair.key, message, data: { what: pair.key.text } });
      }
    },
  },
});

const files = (texts: Readonly<Record<string, string>>) =>
  Object.entries(texts).map(([path, text]) => {
    const kind: DocumentKind = path.endsWith('.yaml') ? 'compose' : 'dockerfile';
    return { path, text, kind };
  });

function lint(rules: readonly Rule[], texts: Readonly<Record<string, string>>) {
  return createLinter({ rules }).lintProject(createProject({ files: files(texts) }));
}

const print = ({ path, start, rule, messageId, severity }: Finding): string =>
  `${path}:${start.line}:${start.column} ${severity} ${rule} ${messageId}`;

const printed = (rules: readonly Rule[], texts: Readonly<Record<string, string>>): readonly string[] =>
  lint(rules, texts).files.flatMap((file) => file.findings.map(print));

describe('severity', () => {
  test('a guess is at most what its rule says, and other messages as configured', () => {
    const project = createProject({ files: files({ Dockerfile: 'FROM x\nENV A=1\nENV G=1\n' }) });
    const severityOf = (severity: Severity): readonly Severity[] =>
      createLinter({ rules: [onEnv], settings: { 'dockerfile/no-env': severity } })
        .lintProject(project)
        .files.flatMap((file) => file.findings.map((finding) => finding.severity));
    expect(severityOf('error')).toEqual(['error', 'info']);
    expect(severityOf('info')).toEqual(['info', 'info']);
  });
});

describe('supersedes', () => {
  const about = (id: `compose/no-${string}`, key: string, severity: Severity, supersedes: readonly RuleId[] = []) =>
    composeRule({
      ...meta,
      id,
      severity,
      supersedes,
      on: {
        Service(service, { report }) {
          const field = service.get(key);
          if (field) report({ at: field.origin, message: 'sure', data: { what: key }, subject: service.name });
        },
      },
    });
  const greater = about('compose/no-greater', 'privileged', 'info', ['compose/no-lesser']);
  const lesser = about('compose/no-lesser', 'image', 'error');
  const text = 'services:\n  a:\n    image: x\n    privileged: true\n  b:\n    image: x\n';

  test('a finding silences those of lesser rules on the same subject, whatever its severity', () => {
    expect(printed([lesser, greater], { 'compose.yaml': text })).toEqual([
      'compose.yaml:4:17 info compose/no-greater sure',
      'compose.yaml:6:12 error compose/no-lesser sure',
    ]);
  });

  test('not in another application, and not if its rule is off', () => {
    const other = 'services:\n  a:\n    image: x\n';
    expect(printed([lesser, greater], { 'one/compose.yaml': text, 'two/compose.yaml': other })).toHaveLength(3);
    expect(printed([lesser], { 'compose.yaml': text })).toHaveLength(2);
  });
});

describe('duplicates', () => {
  test.each([
    ['one finding per rule, message and place', false, 1],
    ['about something missing also per subject', true, 2],
  ])('%s', (_, aboutMissing, kept) => {
    const twice = dockerfileRule({
      ...meta,
      aboutMissing,
      id: 'dockerfile/no-twice',
      on: {
        From(from, { report }) {
          for (const subject of ['a', 'a', 'b'])
            report({ at: from, message: 'sure', data: { what: subject }, subject });
          report({ at: from, message: 'guess', data: { what: 'x' } });
        },
      },
    });
    expect(printed([twice], { Dockerfile: 'FROM x\n' })).toEqual([
      'Dockerfile:1:1 warning dockerfile/no-twice guess',
      ...Array.from({ length: kept }, () => 'Dockerfile:1:1 warning dockerfile/no-twice sure'),
    ]);
  });

  test('two services that build one Dockerfile make one finding in it', () => {
    const compose = 'services:\n  a:\n    build: .\n  b:\n    build:\n      context: .\n      args: { X: "1" }\n';
    expect(printed([onEnv], { 'compose.yaml': compose, Dockerfile: 'FROM x\nENV A=1\n' })).toEqual([
      'Dockerfile:2:5 warning dockerfile/no-env sure',
    ]);
  });
});

describe('order', () => {
  test('by place, then by length, severity, rule and message', () => {
    const others = (['b', 'a'] as const).map((name) =>
      dockerfileRule({
        ...meta,
        id: `dockerfile/no-${name}`,
        severity: name === 'b' ? 'error' : 'warning',
        on: {
          Env(env, { report }) {
            report({ at: env, message: 'sure', data: { what: name } });
            report({ at: env.keyword, message: 'sure', data: { what: name } });
          },
        },
      }),
    );
    expect(printed([...others, onEnv], { Dockerfile: 'FROM x\nENV A=1\n' })).toEqual([
      'Dockerfile:2:1 error dockerfile/no-b sure',
      'Dockerfile:2:1 warning dockerfile/no-a sure',
      'Dockerfile:2:1 error dockerfile/no-b sure',
      'Dockerfile:2:1 warning dockerfile/no-a sure',
      'Dockerfile:2:5 warning dockerfile/no-env sure',
    ]);
  });

  test('files in the order of the project', () => {
    const texts = { 'b/Dockerfile': 'FROM x\n', 'a/Dockerfile': 'FROM x\n' };
    expect(lint([onEnv], texts).files.map((file) => file.path)).toEqual(Object.keys(texts));
  });
});

describe('places', () => {
  const onPrivileged = composeRule({
    ...meta,
    id: 'compose/no-toy',
    on: {
      Service(service, { report }) {
        const field = service.get('privileged');
        if (field) report({ at: field.origin, message: 'sure', data: { what: service.name } });
      },
    },
  });

  test('what stands in a file that was only read along is reported where it was led to', () => {
    const text = 'services:\n  web:\n    extends:\n      file: base.yaml\n      service: base\n';
    const base = 'services:\n  base:\n    image: x\n    privileged: true\n';
    const project = withAnswers(createProject({ files: files({ 'compose.yaml': text }) }), [
      { kind: 'listing', path: '.', names: ['compose.yaml', 'base.yaml'] },
      { kind: 'file', path: 'base.yaml', state: 'read', text: base },
    ]);
    const [finding] = createLinter({ rules: [onPrivileged] })
      .lintProject(project)
      .files.flatMap((file) => file.findings);
    expect(finding?.path).toBe('compose.yaml');
    expect(finding?.start.line).toBeGreaterThanOrEqual(3);
    const both = printed([onPrivileged], { 'compose.yaml': text, 'base.yaml': base });
    expect(both).toEqual([expect.stringMatching(/^base\.yaml:4:/)]);
  });

  test('a Dockerfile inside a service is linted, at its place in the Compose file', () => {
    const inline = 'services:\n  web:\n    build:\n      dockerfile_inline: |\n        FROM x\n        ENV A=1\n';
    expect(printed([onEnv], { 'compose.yaml': inline })).toEqual(['compose.yaml:6:13 warning dockerfile/no-env sure']);
  });

  test('rules about the input hear of it, and nothing else is linted there', () => {
    const onInput = projectRule({
      ...meta,
      id: 'plimsoll/valid-toy',
      on: {
        Input(input, { report }) {
          report({ at: input, message: 'sure', data: { what: input.code } });
        },
      },
    });
    const project = createProject({
      files: [{ path: 'Dockerfile', kind: 'dockerfile', text: '', problem: { code: 'binary' } }],
    });
    const { files: linted } = createLinter({ rules: [onInput, onEnv] }).lintProject(project);
    expect(linted.map((file) => file.findings.map(({ message }) => message))).toEqual([['binary is wrong.']]);
  });
});

test('what breaks outside of rules is a crash of the engine, and the other files are linted', () => {
  const project = createProject({ files: files({ Dockerfile: 'FROM x\n', 'b/Dockerfile': 'FROM x\nENV A=1\n' }) });
  const target = project.targets.get('Dockerfile');
  if (target?.document?.kind !== 'dockerfile') throw new Error('no Dockerfile');
  const document = {
    ...target.document,
    get root(): never {
      throw new Error('broken');
    },
  };
  const targets = new Map([...project.targets, ['Dockerfile', { ...target, document }]]);
  const result = createLinter({ rules: [onEnv] }).lintProject({ ...project, targets });
  expect(result.crashes).toEqual([
    { rule: engineName, path: 'Dockerfile', message: 'broken', stack: expect.any(String) },
  ]);
  expect(result.files.map((file) => file.findings.length)).toEqual([0, 1]);
});

test('a rule of another copy of core works by its API version alone', () => {
  const foreign: Rule = { ...JSON.parse(JSON.stringify(onEnv)), on: onEnv.on };
  expect(foreign.apiVersion).toBe(ruleApiVersion);
  expect(printed([foreign], { Dockerfile: 'FROM x\nENV A=1\n' })).toHaveLength(1);
});

test('who asks is told between files how far the linting is', () => {
  const project = createProject({ files: files({ Dockerfile: 'FROM x\n', 'b/Dockerfile': 'FROM x\n' }) });
  const told: string[] = [];
  createLinter({ rules: [onEnv] }).lintProject(project, (done, total) => told.push(`${done} of ${total}`));
  expect(told).toEqual(['0 of 2', '1 of 2']);
});
