import { describe, expect, test } from '@jest/globals';
import { createLinter } from '../config/create-linter.ts';
import { dockerfileRule } from '../rule/define-rule.ts';
import type { Rule } from '../rule/rule-types.ts';
import { replace } from '../text/text-edit.ts';
import type { Finding } from './findings.ts';

const meta = {
  since: '0.1.0',
  category: 'style',
  severity: 'warning',
  presets: ['recommended'],
  summary: 'Toy.',
  why: 'Toy.',
  examples: [{ title: 'Toy', bad: 'Toy', good: 'Toy' }],
} as const;

const onRun = dockerfileRule({
  ...meta,
  id: 'dockerfile/no-run',
  fixable: 'safe',
  fixTitle: 'Replace RUN',
  messages: { run: 'RUN of {text}.' },
  on: {
    Run(run, { report }) {
      const text = run.body.text;
      report({
        at: run,
        message: 'run',
        data: { text },
        fix: text === 'no fix' ? null : () => [replace(run.keyword, 'RAN')],
      });
    },
  },
});

function findings(text: string, rules: readonly Rule[] = [onRun]): readonly Finding[] {
  return createLinter({ rules })
    .lintText(text, { path: 'Dockerfile' })
    .files.flatMap((file) => file.findings);
}

const fingerprints = (text: string): readonly string[] => findings(text).map(({ fingerprint }) => fingerprint);

describe('fingerprints', () => {
  const base = 'FROM x\nRUN one\nRUN two\n';

  test('do not change with what stands around, with line ends or with blanks', () => {
    const before = fingerprints(base);
    expect(new Set(before).size).toBe(2);
    expect(fingerprints('# a comment\n\nFROM other\nENV A=1\nRUN one\n\nRUN   two\n')).toEqual([before[0], before[1]]);
    expect(fingerprints(base.replaceAll('\n', '\r\n'))).toEqual(before);
  });

  test('tell equal findings of a file apart, and other texts', () => {
    const [first, second] = fingerprints('FROM x\nRUN one\nRUN one\n');
    expect(first).toBe(fingerprints(base)[0]);
    expect(second).not.toBe(first);
    expect(fingerprints('FROM x\nRUN One\n')).not.toContain(first);
  });

  test('hold no secret, not even as a hash', () => {
    expect(fingerprints('FROM x\nRUN TOKEN=abcdef x\n')).toEqual(fingerprints('FROM x\nRUN TOKEN=ghijkl x\n'));
  });
});

describe('texts', () => {
  test('quote no more of a file than can be read', () => {
    const [word, words] = findings(`FROM x\nRUN ${'x'.repeat(60_000)}\nRUN ${'a '.repeat(2000)}\n`);
    expect(word?.message).toBe(`RUN of ${'x'.repeat(157)}....`);
    expect(words?.message).toHaveLength('RUN of .'.length + 600);
    const [whole] = findings(`FROM x\nRUN ${'x'.repeat(160)}\n`);
    expect(whole?.message).toBe(`RUN of ${'x'.repeat(160)}.`);
  });

  test('are masked before they are cut', () => {
    const secret = 'abcdefghij'.repeat(20);
    const [cut] = findings(`FROM x\nRUN TOKEN=${secret} ${'a '.repeat(2000)}\n`);
    expect(cut?.message.startsWith('RUN of TOKEN=*** a')).toBe(true);
  });

  test('are not cut through a character of two units', () => {
    const [cut] = findings(`FROM x\nRUN ${'a'.repeat(156)}${'🐳'.repeat(9)}\n`);
    expect(cut?.message).toBe(`RUN of ${'a'.repeat(156)}....`);
  });

  test('a hole without data stays', () => {
    const rule: Rule = { ...onRun, messages: { run: 'RUN of {text} and {other}.' } };
    expect(findings('FROM x\nRUN a\n', [rule])[0]?.message).toBe('RUN of a and {other}.');
  });

  test('what looks like a hole in the data is not filled again', () => {
    expect(findings('FROM x\nRUN {text}\n')[0]?.message).toBe('RUN of {text}.');
  });

  test('a secret is masked, also where the message quotes it without its name', () => {
    expect(findings('FROM x\nRUN TOKEN=abcdef login abcdef\n')[0]?.message).toBe('RUN of TOKEN=*** login ***.');
  });
});

describe('fixes', () => {
  test('have their title, safety and edits; a finding may have none', () => {
    const [first, second] = findings('FROM x\nRUN a\nRUN no fix\n');
    const start = { line: 2, column: 1, offset: 7 };
    const end = { line: 2, column: 4, offset: 10 };
    expect(first?.fix).toEqual({
      safety: 'safe',
      title: 'Replace RUN',
      edits: [{ path: 'Dockerfile', start, end, text: 'RAN' }],
    });
    expect(second?.fix).toBeUndefined();
  });

  test('are made only for findings that are kept', () => {
    const result = createLinter({ rules: [onRun] }).lintText('FROM x\nRUN a\n', { path: 'Dockerfile' });
    expect(result.summary.fixable).toEqual({ safe: 1, unsafe: 0 });
  });

  test('inside dockerfile_inline stand in the Compose file, or are left out where quoting could change them', () => {
    const lintInline = (text: string, rules: readonly Rule[] = [onRun]): readonly Finding[] =>
      createLinter({ rules })
        .lintText(`services:\n  a:\n    build:\n      dockerfile_inline: ${text}\n`, { path: 'compose.yaml' })
        .files.flatMap((file) => file.findings);
    const [block] = lintInline('|\n        FROM x\n        RUN a');
    expect(block?.fix?.edits[0]).toMatchObject({ path: 'compose.yaml', start: { line: 6, column: 9 }, text: 'RAN' });
    const quoting = dockerfileRule({
      ...meta,
      id: 'dockerfile/no-run',
      fixable: 'safe',
      fixTitle: 'x',
      messages: { run: 'x' },
      on: {
        Run(run, { report }) {
          report({ at: run, message: 'run', fix: () => [replace(run.keyword, 'A\nB')] });
        },
      },
    });
    expect(lintInline('|\n        FROM x\n        RUN a', [quoting])[0]?.fix).toBeUndefined();
  });
});

describe('crashes', () => {
  const broken = (where: 'listener' | 'fix' | 'message'): Rule => ({
    ...dockerfileRule({
      ...meta,
      id: 'dockerfile/no-broken',
      fixable: 'safe',
      fixTitle: 'x',
      messages: { run: 'x' },
      on: {
        Run(run, { report }) {
          if (where === 'listener') throw new Error('listener');
          report({
            at: run,
            message: 'run',
            fix: () => {
              throw new Error('fix');
            },
          });
        },
      },
    }),
    ...(where === 'message' ? { messages: {} } : {}),
  });

  test.each([
    ['listener', 1, 'listener'],
    ['fix', 2, 'fix'],
    ['message', 1, 'The rule dockerfile/no-broken has no message run.'],
  ] as const)('a rule that throws in its %s is named, and the others go on', (where, kept, message) => {
    const result = createLinter({ rules: [broken(where), onRun] }).lintText('FROM x\nRUN a\n', { path: 'Dockerfile' });
    expect(result.crashes).toEqual([
      { rule: 'dockerfile/no-broken', path: 'Dockerfile', message, stack: expect.any(String) },
    ]);
    expect(result.files[0]?.findings).toHaveLength(kept);
    expect(result.files[0]?.findings.map(({ rule }) => rule)).toContain('dockerfile/no-run');
  });

  test('what is thrown need not be an error', () => {
    const rule: Rule = {
      ...onRun,
      on: {
        Run: () => {
          throw 'text';
        },
      },
    };
    const { crashes } = createLinter({ rules: [rule] }).lintText('FROM x\nRUN a\n', { path: 'Dockerfile' });
    expect(crashes).toEqual([{ rule: 'dockerfile/no-run', path: 'Dockerfile', message: 'text', stack: undefined }]);
  });
});
