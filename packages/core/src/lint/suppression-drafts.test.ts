import { describe, expect, test } from '@jest/globals';
import { toyMeta as meta } from '../../test/toy-meta.ts';
import { createLinter } from '../config/create-linter.ts';
import { createProject } from '../project/project.ts';
import { composeRule, dockerfileRule, projectRule } from '../rule/define-rule.ts';
import type { Rule } from '../rule/rule-types.ts';

const onRun = dockerfileRule({
  ...meta,
  id: 'dockerfile/no-run',
  aliases: ['tool/shared'],
  on: { Run: (run, { report }) => report({ at: run, message: 'toy' }) },
});
const onUser = dockerfileRule({ ...meta, id: 'dockerfile/no-user', presets: [], aliases: ['tool/shared'], on: {} });
const onCopy = dockerfileRule({
  ...meta,
  id: 'dockerfile/no-copy',
  on: {
    Copy() {
      throw new Error('broken');
    },
  },
});
const onService = composeRule({ ...meta, id: 'compose/no-x', on: { Service: () => {} } });
const onProject = projectRule({ ...meta, id: 'project/no-x', on: { Service: () => {} } });
const composeRun = composeRule({ ...meta, id: 'compose/no-run', on: { Service: () => {} } });
const unused = projectRule({
  ...meta,
  id: 'plimsoll/no-unused-suppression',
  messages: { unused: '{rule} is unused.' },
  on: {},
});
const valid = projectRule({
  ...meta,
  id: 'plimsoll/valid-suppression',
  messages: {
    unknownRule: 'No rule {rule}. {hint}',
    unknownForm: 'No form {word}. {hint}',
    wrongLanguage: '{word} not here.',
    noRule: '{word} without rule.',
    reasonWithoutDashes: 'No dashes.',
    nothingBelow: 'Nothing below.',
  },
  on: {},
});

const rules: readonly Rule[] = [composeRun, onRun, onUser, onCopy, onService, onProject, unused, valid];

/** What the two rules say, with the text that each speaks of. */
function told(texts: Readonly<Record<string, string>>, known: readonly Rule[] = rules): readonly string[] {
  const files = Object.entries(texts).map(([path, text]) => {
    return { path, text, kind: path.endsWith('.yaml') ? ('compose' as const) : ('dockerfile' as const) };
  });
  const result = createLinter({ rules: known }).lintProject(createProject({ files }));
  return result.files.flatMap(({ findings, source }) =>
    findings
      .filter(({ rule }) => rule.startsWith('plimsoll/'))
      .map(
        ({ start, end, message }) =>
          `${start.line} "${source.slice({ start: start.offset, end: end.offset })}" ${message}`,
      ),
  );
}

const dockerfile = (comment: string, rest = 'RUN x\n'): Readonly<Record<string, string>> => ({
  Dockerfile: `FROM x\n# ${comment}\n${rest}`,
});

describe('unused comments', () => {
  test.each<[string, Readonly<Record<string, string>>, string[]]>([
    ['one of use', dockerfile('plimsoll-disable-next-line dockerfile/no-run'), []],
    [
      'one without use',
      dockerfile('plimsoll-disable-next-line dockerfile/no-run', 'USER x\n'),
      ['2 "dockerfile/no-run" dockerfile/no-run is unused.'],
    ],
    [
      'one of two rules',
      dockerfile('plimsoll-disable-next-line dockerfile/no-run, compose/no-x'),
      ['2 "compose/no-x" compose/no-x is unused.'],
    ],
    [
      'two for one finding',
      dockerfile('plimsoll-disable-file dockerfile/no-run', '# plimsoll-disable-next-line dockerfile/no-run\nRUN x\n'),
      [],
    ],
    ['a rule that is off', dockerfile('plimsoll-disable-next-line dockerfile/no-user'), []],
    ['a name of two rules, one of them off', dockerfile('plimsoll-disable-next-line tool/shared', 'USER x\n'), []],
    ['a rule that crashed', dockerfile('plimsoll-disable-file dockerfile/no-copy', 'COPY a b\n'), []],
    ['a rule about several files, with one kind of files', dockerfile('plimsoll-disable-file project/no-x'), []],
    [
      'a rule about several files, with both kinds',
      { ...dockerfile('plimsoll-disable-file project/no-x'), 'compose.yaml': 'services: {}\n' },
      ['2 "project/no-x" project/no-x is unused.'],
    ],
    [
      'in YAML',
      { 'compose.yaml': 'services: {} # plimsoll-disable-line compose/no-x\n' },
      ['1 "compose/no-x" compose/no-x is unused.'],
    ],
    [
      'in YAML that can not be read to its end',
      { 'compose.yaml': '# plimsoll-disable-file compose/no-x\nservices: [\n' },
      [],
    ],
    ['in a file of Compose v1', { 'compose.yaml': '# plimsoll-disable-file compose/no-x\nweb:\n  image: x\n' }, []],
    ['one for these rules themselves', dockerfile('plimsoll-disable-file plimsoll/no-unused-suppression'), []],
    [
      'one that is excused',
      dockerfile(
        'plimsoll-disable-file plimsoll/no-unused-suppression',
        '# plimsoll-disable-next-line dockerfile/no-run\nUSER x\n',
      ),
      [],
    ],
  ])('%s', (_, texts, expected) => {
    expect(told(texts)).toEqual(expected);
  });

  test('inside a service, at their place in the Compose file', () => {
    const text =
      'services:\n  web:\n    build:\n      dockerfile_inline: |\n        FROM x\n        # plimsoll-disable-next-line dockerfile/no-run\n        USER x\n';
    expect(told({ 'compose.yaml': text })).toEqual(['6 "dockerfile/no-run" dockerfile/no-run is unused.']);
  });

  test('are not reported if the rule is off', () => {
    const known = rules.filter((rule) => rule !== unused);
    expect(told(dockerfile('plimsoll-disable-next-line dockerfile/no-run', 'USER x\n'), known)).toEqual([]);
  });
});

describe('malformed comments', () => {
  test.each<[string, Readonly<Record<string, string>>, string[]]>([
    [
      'an unknown rule',
      dockerfile('plimsoll-disable-next-line dockerfile/no-rum'),
      ['2 "dockerfile/no-rum" No rule dockerfile/no-rum. Did you mean dockerfile/no-run?'],
    ],
    [
      'an unknown rule like no other',
      dockerfile('plimsoll-disable-next-line xyz'),
      ['2 "xyz" No rule xyz. See plimsoll --list-rules.'],
    ],
    [
      'a rule without its kind',
      dockerfile('plimsoll-disable-next-line no-run'),
      ['2 "no-run" No rule no-run. Did you mean dockerfile/no-run?'],
    ],
    [
      'a known form, misspelt',
      dockerfile('plimsoll-disable-next-lien dockerfile/no-run'),
      ['2 "plimsoll-disable-next-lien" No form plimsoll-disable-next-lien. Did you mean plimsoll-disable-next-line?'],
    ],
    [
      'another form',
      dockerfile('plimsoll:ignore dockerfile/no-run'),
      [
        '2 "plimsoll:ignore" No form plimsoll:ignore. Known are plimsoll-disable-next-line, plimsoll-disable-line, plimsoll-disable-stage, plimsoll-disable-file, plimsoll-disable, plimsoll-enable.',
      ],
    ],
    [
      'a form for YAML',
      dockerfile('plimsoll-disable-line dockerfile/no-run'),
      ['2 "plimsoll-disable-line" plimsoll-disable-line not here.'],
    ],
    [
      'no rule',
      dockerfile('plimsoll-disable-next-line'),
      ['2 "plimsoll-disable-next-line" plimsoll-disable-next-line without rule.'],
    ],
    [
      'no rule but a reason',
      dockerfile('plimsoll-disable-next-line -- why'),
      ['2 "plimsoll-disable-next-line" plimsoll-disable-next-line without rule.'],
    ],
    [
      'a reason without dashes',
      dockerfile('plimsoll-disable-next-line dockerfile/no-run as it is, so'),
      ['2 "as it is" No dashes.'],
    ],
    [
      'nothing below',
      dockerfile('plimsoll-disable-next-line dockerfile/no-run', ''),
      ['2 "dockerfile/no-run" Nothing below.'],
    ],
    ['a stray comma', dockerfile('plimsoll-disable-next-line dockerfile/no-run,'), []],
    ['prose about us', dockerfile('plimsoll-tested image'), []],
    ['prose that begins with our name', dockerfile('plimsoll disable is not ours'), []],
  ])('%s', (_, texts, expected) => {
    expect(told(texts)).toEqual(expected);
  });

  test('still silence the rules that could be read', () => {
    const result = createLinter({ rules }).lintText(
      dockerfile('plimsoll-disable-next-line dockerfile/no-run as it is').Dockerfile ?? '',
      {
        path: 'Dockerfile',
      },
    );
    expect(result.summary.suppressed).toBe(1);
  });
});
