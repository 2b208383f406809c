import { describe, expect, test } from '@jest/globals';
import type { Crash, Finding, LintResult } from '../lint/findings.ts';
import { summarise } from '../lint/lint-project.ts';
import { SourceText } from '../text/source-text.ts';
import { displayWidth } from './display-width.ts';
import { formatPretty } from './pretty.ts';

const compose = new SourceText('services:\n  web:\n    image: x\n  db:\n    image: y\n', 'compose.yaml');
const dockerfile = new SourceText('FROM x\nRUN a \\\n  b \\\n  c\nADD y /\n', 'web/Dockerfile');

function finding(source: SourceText, quoted: string, more: Partial<Finding>): Finding {
  const at = source.text.indexOf(quoted);
  const point = (offset: number) => ({ ...source.position(offset), offset });
  return {
    rule: 'dockerfile/no-toy',
    messageId: 'toy',
    message: 'This is a toy. Put it away.',
    severity: 'warning',
    category: 'style',
    aliases: [],
    fingerprint: '0',
    docs: `https://x.org/${more.rule ?? 'dockerfile/no-toy'}`,
    subject: undefined,
    aboutMissing: false,
    related: [],
    fix: undefined,
    path: source.path,
    start: point(at),
    end: point(at + quoted.length),
    ...more,
  };
}

function result(findings: readonly Finding[], crashes: readonly Crash[] = []): LintResult {
  const files = [dockerfile, compose].map((source) => ({
    path: source.path,
    kind: source === compose ? ('compose' as const) : ('dockerfile' as const),
    findings: findings.filter(({ path }) => path === source.path),
    suppressed: [],
    source,
  }));
  return { files, crashes, summary: summarise(files) };
}

const missing = (rule: string, subject: string, severity: Finding['severity']): Finding =>
  finding(compose, subject, {
    rule,
    subject,
    severity,
    aboutMissing: true,
    message: `No ${rule.slice(16)} for ${subject}.`,
  });

const page = (...lines: string[]): string => `${lines.join('\n')}\n`;

describe('the pretty format', () => {
  test('a finding with all it can have', () => {
    const add = finding(dockerfile, 'ADD', {
      severity: 'error',
      related: [{ ...finding(compose, 'web', {}), label: 'the service that builds it' }],
      fix: { safety: 'safe', title: 'Put it away', edits: [] },
    });
    expect(formatPretty(result([add]))).toBe(
      page(
        'web/Dockerfile',
        '',
        '  5:1 error dockerfile/no-toy',
        '    5 | ADD y /',
        '      | ^^^',
        '    This is a toy. Put it away.',
        '    see compose.yaml:2:3: the service that builds it',
        '    fix (safe): Put it away',
        '    https://x.org/dockerfile/no-toy',
        '',
        '1 error, 0 warnings, 0 infos in 1 of 2 files. 1 with a safe fix.',
      ),
    );
  });

  test('a span of several lines, and a link only once', () => {
    const findings = [
      finding(dockerfile, 'FROM x\n', {}),
      finding(dockerfile, 'a \\\n  b \\\n  c', { severity: 'info' }),
    ];
    expect(formatPretty(result(findings))).toBe(
      page(
        'web/Dockerfile',
        '',
        '  1:1 warning dockerfile/no-toy',
        '    1 | FROM x',
        '      | ^^^^^^',
        '    This is a toy. Put it away.',
        '    https://x.org/dockerfile/no-toy',
        '',
        '  2:5 info dockerfile/no-toy',
        '    2 | RUN a \\',
        '      |     ^^^',
        '      | ... 2 more lines',
        '    This is a toy. Put it away.',
        '',
        '0 errors, 1 warning, 1 info in 1 of 2 files.',
      ),
    );
  });

  test('what a service lacks is one block, whatever stands between', () => {
    const findings = [
      missing('compose/require-memory', 'web', 'warning'),
      finding(compose, 'image: x', {}),
      missing('compose/require-pids', 'web', 'info'),
      missing('compose/require-memory', 'db', 'warning'),
    ];
    expect(formatPretty(result(findings))).toBe(
      page(
        'compose.yaml',
        '',
        '  2:3 web: 2 settings are missing',
        '    2 |   web:',
        '      |   ^^^',
        '    warning No memory for web. compose/require-memory',
        '            https://x.org/compose/require-memory',
        '    info    No pids for web. compose/require-pids',
        '            https://x.org/compose/require-pids',
        '',
        '  3:5 warning dockerfile/no-toy',
        '    3 |     image: x',
        '      |     ^^^^^^^^',
        '    This is a toy. Put it away.',
        '    https://x.org/dockerfile/no-toy',
        '',
        '  4:3 warning compose/require-memory',
        '    4 |   db:',
        '      |   ^^',
        '    No memory for db.',
        '',
        '0 errors, 3 warnings, 1 info in 1 of 2 files.',
      ),
    );
  });

  test('files apart, and crashes', () => {
    const crash = { rule: 'dockerfile/no-toy', path: 'web/Dockerfile', message: 'x is undefined', stack: undefined };
    const text = formatPretty(result([finding(dockerfile, 'FROM', {}), finding(compose, 'web', {})], [crash]));
    expect(text).toContain('    https://x.org/dockerfile/no-toy\n\ncompose.yaml\n');
    expect(text).toContain(
      '\n\ncrash dockerfile/no-toy on web/Dockerfile\n    x is undefined. This is a bug in Plimsoll or in a plugin; other rules went\n    on.\n\n0 errors',
    );
  });

  test('what the caller left out is not counted as if there were none', () => {
    const findings = [finding(dockerfile, 'ADD', { severity: 'error' })];
    const last = (least: Finding['severity']): string | undefined =>
      formatPretty(result(findings), { least }).trimEnd().split('\n').at(-1);
    expect(last('error')).toBe('1 error in 1 of 2 files.');
    expect(last('warning')).toBe('1 error, 0 warnings in 1 of 2 files.');
  });

  test('nothing found, nothing linted', () => {
    expect(formatPretty(result([]))).toBe('No findings in 2 files.\n');
    expect(formatPretty({ files: [], crashes: [], summary: summarise([]) })).toBe('');
  });

  test('keeps to its width', () => {
    const findings = [
      finding(dockerfile, 'FROM', { message: 'word '.repeat(40).trim() }),
      missing('compose/require-memory', 'web', 'warning'),
      missing('compose/require-pids', 'web', 'warning'),
    ];
    for (const line of formatPretty(result(findings), { width: 60 }).split('\n')) {
      if (!line.includes('https://')) expect(displayWidth(line)).toBeLessThanOrEqual(60);
    }
  });

  test('paints only if asked to, and then changes nothing else', () => {
    const findings = [finding(dockerfile, 'ADD', { severity: 'error' })];
    const plain = formatPretty(result(findings));
    const painted = formatPretty(result(findings), { colour: true });
    expect(plain).not.toContain('\u001b');
    expect(painted).toContain('\u001b[31merror\u001b[39m');
    expect(
      painted
        .split('\u001b')
        .map((part, index) => (index === 0 ? part : part.slice(part.indexOf('m') + 1)))
        .join(''),
    ).toBe(plain);
  });

  test('shows what a file tries to hide', () => {
    const source = new SourceText('RUN x # \u202e\u001b[2K ##[error]x\n', '::error::a\n\u001b[1m/Dockerfile');
    const evil = finding(source, 'RUN', {
      message: 'Told \u001b[31mthis\n::error::x',
      subject: 'a\u0007',
      related: [{ ...finding(source, 'x', {}), label: 'b\u202e' }],
      fix: { safety: 'unsafe', title: 'c\u009b', edits: [] },
    });
    const files = [{ path: source.path, kind: 'dockerfile' as const, findings: [evil], suppressed: [], source }];
    const crashes = [{ rule: 'x/y', path: 'd\u001b', message: 'e\u001b', stack: undefined }];
    const text = formatPretty({ files, crashes, summary: summarise(files) });
    expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(text).toMatch(/^\\u\{3a\}:error::a\\u\{a\}\\u\{1b\}\[1m\/Dockerfile\n/);
    expect(text).toContain('    1 | RUN x # \\u{202e}\\u{1b}[2K \\u{23}#[error]x\n');
    expect(text).toContain('Told \\u{1b}[31mthis \\u{3a}:error::x\n');
  });
});
