import { describe, expect, test } from '@jest/globals';
import { toyMeta as meta } from '../../test/toy-meta.ts';
import { createLinter } from '../config/create-linter.ts';
import { createProject } from '../project/project.ts';
import { composeRule, dockerfileRule, projectRule } from '../rule/define-rule.ts';

const onRun = dockerfileRule({
  ...meta,
  id: 'dockerfile/no-run',
  aliases: ['tool/both'],
  on: { Run: (run, { report }) => report({ at: run, message: 'toy' }) },
});
const onUser = dockerfileRule({
  ...meta,
  id: 'dockerfile/no-user',
  aliases: ['tool/both'],
  on: { User: (user, { report }) => report({ at: user, message: 'toy' }) },
});
const off = dockerfileRule({ ...meta, id: 'dockerfile/no-copy', presets: [], on: {} });
const onScalar = composeRule({
  ...meta,
  id: 'compose/no-bad',
  on: {
    YamlScalar: (scalar, { report }) => {
      if (scalar.value === 'bad') report({ at: scalar, message: 'toy' });
    },
  },
});
const unused = projectRule({
  ...meta,
  id: 'plimsoll/no-unused-suppression',
  messages: { unused: 'unused {rule}' },
  on: {},
});
const valid = projectRule({
  ...meta,
  id: 'plimsoll/valid-suppression',
  messages: {
    unknownRule: 'unknown {rule}. {hint}',
    unknownForm: 'form {word}. {hint}',
    wrongLanguage: 'language {word}',
    stageInYaml: 'stage {word}',
    noRule: 'no rule {word}',
    reasonWithoutDashes: 'dashes',
    invalidDate: 'date {date}',
    expired: 'expired {date}',
    nothingToEnable: 'nothing to enable',
    noReason: 'no reason',
    nothingBelow: 'nothing below',
  },
  options: {},
  on: {},
});
const rules = [onRun, onUser, off, onScalar, unused, valid];

/** Toy findings as lines, those about comments as line and message. */
function told(text: string, path = 'Dockerfile', today = '2026-11-22'): readonly (number | string)[] {
  const kind = path === 'Dockerfile' ? ('dockerfile' as const) : ('compose' as const);
  const project = createProject({ files: [{ path, text, kind }], ...(today === 'unknown' ? {} : { today }) });
  const { files, crashes } = createLinter({ rules }).lintProject(project);
  expect(crashes).toEqual([]);
  return files.flatMap(({ findings }) =>
    findings.map(({ start, message }) => (message === 'Toy.' ? start.line : `${start.line} ${message}`)),
  );
}

const run = 'dockerfile/no-run';
const disable = `# plimsoll-disable ${run}`;
const enable = `# plimsoll-enable ${run}`;

describe('ranges', () => {
  test.each<[string, string, (number | string)[]]>([
    ['from here to there', `FROM x\nRUN a\n${disable}\nRUN b\n${enable}\nRUN c\n`, [2, 6]],
    ['to the end of the file', `FROM x\nRUN a\n${disable}\nRUN b\nFROM y\nRUN c\n`, [2]],
    ['twice', `FROM x\n${disable}\nRUN b\n${enable}\nRUN c\n${disable}\nRUN d\n`, [5]],
    ['ended by all', `FROM x\n${disable}\nRUN b\n# plimsoll-enable\nRUN c\n`, [5]],
    ['of another name of the rule', `FROM x\n${disable}\nRUN b\n# plimsoll-enable tool/both\nRUN c\n`, [5]],
    [
      'of two rules, ended apart',
      `FROM x\n# plimsoll-disable tool/both\nRUN a\nUSER a\n${enable}\nRUN b\nUSER b\n# plimsoll-enable\nUSER c\n`,
      [6, 9],
    ],
    [
      'one in another, of one rule, of which one is of no use',
      `FROM x\n${disable}\n${disable}\nRUN b\n${enable}\nRUN c\n`,
      [6],
    ],
    [
      'one in another, of two rules',
      `FROM x\n${disable}\n# plimsoll-disable dockerfile/no-user\nRUN a\nUSER a\n# plimsoll-enable dockerfile/no-user\nRUN b\nUSER b\n`,
      [8],
    ],
    ['of no use', `FROM x\n${disable}\nUSER b\n${enable}\nRUN c\n`, [`2 unused ${run}`, 3, 5]],
    ['ended where none is open', `FROM x\n${enable}\nRUN c\n`, ['2 nothing to enable', 3]],
    ['ended where none at all is open', 'FROM x\n# plimsoll-enable\nRUN c\n', ['2 nothing to enable', 3]],
    ['ended twice', `FROM x\n${disable}\nRUN b\n${enable}\n${enable}\n`, ['5 nothing to enable']],
    ['of a rule that is off', 'FROM x\n# plimsoll-enable dockerfile/no-copy\n', []],
    ['without a rule', 'FROM x\n# plimsoll-disable\nRUN a\n', ['2 no rule plimsoll-disable', 3]],
    ['inside an instruction', `FROM x\nRUN a \\\n${disable}\n  b\nRUN c\n`, [2]],
    ['at the end of the file', `FROM x\nRUN a\n${disable}`, [2, `3 unused ${run}`]],
    ['with CRLF and a mark', `\ufeffFROM x\r\n${disable}\r\nRUN b\r\n${enable}\r\nRUN c\r\n`, [5]],
  ])('%s', (_, text, expected) => {
    expect(told(text)).toEqual(expected);
  });

  test('in YAML, over documents, anchors and block scalars', () => {
    const text =
      'services: {}\na: bad\n# plimsoll-disable compose/no-bad\nb: &x bad\nc: |\n  # plimsoll-enable\n---\nd: bad\n# plimsoll-enable\ne: bad\n';
    expect(told(text, 'compose.yaml')).toEqual([2, 10]);
  });
});

describe('stages', () => {
  const stage = `# plimsoll-disable-stage ${run}`;
  test.each<[string, string, (number | string)[]]>([
    ['before FROM', `FROM x\nRUN a\n${stage}\nFROM y\nRUN b\nFROM z\nRUN c\n`, [2, 7]],
    ['inside', `FROM x\nRUN a\n${stage}\nRUN b\nFROM y\nRUN c\n`, [6]],
    ['inside an instruction', `FROM x\nRUN a \\\n${stage}\n  b\nFROM y\nRUN c\n`, [6]],
    ['inside the last instruction', `FROM x\nRUN a\nFROM y\nRUN b \\\n${stage}\n  c\n`, [2]],
    ['at the end', `FROM x\nRUN a\nFROM y\nRUN c\n${stage}`, [2]],
    ['before ARG', `${stage}\nARG a\nFROM x\nRUN a\nFROM y\nRUN c\n`, [6]],
    ['of no use', `FROM x\nRUN a\nFROM y\n${stage}\nUSER u\n`, [2, `4 unused ${run}`, 5]],
    ['in a file without stages', `ARG a\n${stage}\n`, ['2 nothing below']],
  ])('%s', (_, text, expected) => {
    expect(told(text)).toEqual(expected);
  });

  test('not in YAML', () => {
    const text = 'services: {}\n# plimsoll-disable-stage compose/no-bad\na: bad\n';
    expect(told(text, 'compose.yaml')).toEqual(['2 stage plimsoll-disable-stage', 3]);
  });
});

describe('dates', () => {
  const until = (rest: string, below = 'RUN a\n'): string => `FROM x\n# plimsoll-disable-next-line ${rest}\n${below}`;
  test.each<[string, string, (number | string)[]]>([
    ['to come', until(`${run} until=2026-11-23`), []],
    ['today', until(`${run} until=2026-11-22 -- why`), []],
    ['over', until(`${run} until=2026-11-21 -- why`), ['2 expired 2026-11-21', 3]],
    ['over, and of no use', until(`${run} until=2026-11-21`, 'COPY a b\n'), ['2 expired 2026-11-21']],
    ['over, of a rule that is off', until('dockerfile/no-copy until=2026-11-21', 'COPY a b\n'), []],
    ['behind a comma', until(`${run}, until=2026-11-21`), ['2 expired 2026-11-21', 3]],
    ['in front', until(`until=2026-11-21 ${run}`), ['2 expired 2026-11-21', 3]],
    ['for several', until(`${run} until=2026-11-23, dockerfile/no-user`), ['2 unused dockerfile/no-user']],
    ['a leap day', until(`${run} until=2028-02-29`), []],
    ['no leap day', until(`${run} until=2027-02-29`), ['2 date 2027-02-29']],
    ['no day', until(`${run} until=tomorrow`), ['2 date tomorrow']],
    ['nothing', until(`${run} until=`), ['2 date ']],
    ['with words behind it', until(`${run} until=2026-11-23 so`), ['2 dashes']],
    ['in the reason', until(`${run} -- until=2020-01-01`), []],
  ])('%s', (_, text, expected) => {
    expect(told(text)).toEqual(expected);
  });

  test('are not over on a day that is not known', () => {
    expect(told(until(`${run} until=2020-01-01`), 'Dockerfile', 'unknown')).toEqual([]);
  });
});

describe('four times the comments cost about four times as much', () => {
  test.each<[string, (many: number) => string]>([
    ['ranges in ranges', (many) => `FROM x\n${`${disable}\nRUN a\n`.repeat(many)}${`${enable}\n`.repeat(many)}`],
    ['the whole file', (many) => `FROM x\n${`# plimsoll-disable-file ${run}\nRUN a\n`.repeat(many)}`],
    ['the next line', (many) => `FROM x\n${`# plimsoll-disable-next-line ${run}\nRUN a\n`.repeat(many)}`],
    ['in an instruction', (many) => `FROM x\nRUN a \\\n${`# plimsoll-disable-next-line ${run}\n`.repeat(many)} b\n`],
    ['stages', (many) => `FROM x\n${`# plimsoll-disable-stage ${run}\nRUN a\n`.repeat(many)}`],
    [
      'unknown rules',
      (many) => `FROM x\n# plimsoll-disable-file ${Array.from({ length: many }, (_, at) => `no-${at}`).join()}\n`,
    ],
    [
      'of other tools',
      (many) => `FROM x\n${'# hadolint ignore=DL3008\n# kics-scan ignore-line\nRUN a\n'.repeat(many)}`,
    ],
    ['one long comment', (many) => `FROM x\n# plimsoll-disable-file ${`${run} `.repeat(many)}\nRUN a\n`],
  ])('%s', (_, make) => {
    const costOf = (many: number): number => {
      const before = process.cpuUsage();
      told(make(many));
      const { user, system } = process.cpuUsage(before);
      return user + system;
    };
    // What grows with the square takes sixteen times as long; below a tenth of a second the clock tells nothing.
    expect(costOf(10_000)).toBeLessThan(11 * Math.max(costOf(2500), 100_000));
  });
});
