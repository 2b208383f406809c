import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { createLinter } from '../config/create-linter.ts';
import { createProject } from '../project/project.ts';
import { dockerfileRule } from '../rule/define-rule.ts';
import { replace } from '../text/text-edit.ts';
import { formatJson } from './json.ts';

const schema: object = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../cli/schema/output.schema.json'), 'utf8'),
);

/** The schema lets later releases add properties; this release has no others. */
function closed(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(closed);
  if (typeof part !== 'object' || part === null) return part;
  const copy = Object.fromEntries(Object.entries(part).map(([key, value]) => [key, closed(value)]));
  if (!('properties' in copy) || !('required' in copy)) return copy;
  // A finding is closed by the test that names all of its properties: a suppressed one extends it.
  return 'fingerprint' in Object(copy.properties) || 'allOf' in copy ? copy : { ...copy, additionalProperties: false };
}

const ajv = new Ajv2020({ allErrors: true, formats: { uri: /^https:/ } });
const validateOpen = ajv.compile(schema);
const validateClosed = ajv.compile({ ...Object(closed(schema)), $id: 'closed' });

const toy = dockerfileRule({
  id: 'dockerfile/no-toy',
  aliases: ['other/T1'],
  since: '0.1.0',
  category: 'style',
  severity: 'warning',
  presets: ['recommended'],
  summary: 'No toys.',
  why: 'They break.',
  fixable: 'safe',
  fixTitle: 'Turn it off',
  messages: { env: 'The variable {name} is {value}.', workdir: 'No WORKDIR.' },
  examples: [{ title: 'x', bad: 'x', good: 'y' }],
  on: {
    Env(env, { report }) {
      const [pair] = env.pairs;
      if (!pair) return;
      report({
        at: pair,
        message: 'env',
        data: { name: pair.key.text, value: pair.value?.text ?? '' },
        related: [{ at: env.keyword, label: `set to ${pair.value?.text}` }],
        subject: pair.key.text,
        fix: () => [replace(pair, `${pair.key.text}="${pair.value?.text}"`)],
      });
    },
    Workdir(workdir, { report }) {
      report({ at: workdir, message: 'workdir', fix: null });
    },
    User() {
      throw new Error('broken on password: hunter2');
    },
  },
});

function lint(text: string) {
  const linter = createLinter({ rules: [toy], settings: {} });
  const project = createProject({
    files: [
      { path: 'web/Dockerfile', kind: 'dockerfile', text },
      { path: 'clean/Dockerfile', kind: 'dockerfile', text: 'FROM scratch\n' },
    ],
  });
  return linter.lintProject(project);
}

const sample = [
  'FROM scratch',
  'ENV A=1',
  '# plimsoll-disable-next-line other/t1 -- needed',
  'WORKDIR /x',
  '# plimsoll-disable-next-line dockerfile/no-toy',
  'WORKDIR /y',
  'USER root',
  '',
].join('\n');

describe('the JSON format', () => {
  test('has the documented form, and nothing beside it', () => {
    const output = JSON.parse(formatJson(lint(sample), { tool: { name: 'plimsoll', version: '1.2.3' } }));
    validateOpen(output);
    expect(validateOpen.errors).toBeNull();
    validateClosed(output);
    expect(validateClosed.errors).toBeNull();
    expect(output.files[0].findings).toHaveLength(1);
    expect(output.files[0].suppressed).toHaveLength(2);
    expect(output.crashes).toHaveLength(1);
  });

  test('the closed schema refuses what is not documented', () => {
    const output = JSON.parse(formatJson(lint(sample)));
    expect(validateClosed({ ...output, files: [{ ...output.files[0], extra: 1 }] })).toBe(false);
    const [finding] = output.files[0].findings;
    expect(validateClosed({ ...output, files: [{ ...output.files[0], findings: [{ ...finding, fix: {} }] }] })).toBe(
      false,
    );
  });

  test('names every file, clean ones too, and every place', () => {
    const { version, tool, files, crashes, summary } = JSON.parse(
      formatJson(lint(sample), { tool: { name: 'plimsoll', version: '1.2.3' } }),
    );
    expect({ version, tool }).toEqual({ version: 1, tool: { name: 'plimsoll', version: '1.2.3' } });
    expect(files[1]).toEqual({ path: 'clean/Dockerfile', kind: 'dockerfile', findings: [], suppressed: [] });
    const start = { line: 2, column: 5, offset: 17 };
    const end = { line: 2, column: 8, offset: 20 };
    const path = 'web/Dockerfile';
    const { fingerprint, ...finding } = files[0].findings[0];
    expect(fingerprint).toMatch(/^[0-9a-f]{16}$/);
    expect(finding).toEqual({
      rule: 'dockerfile/no-toy',
      messageId: 'env',
      message: 'The variable A is 1.',
      severity: 'warning',
      category: 'style',
      aliases: ['other/T1'],
      path,
      start,
      end,
      subject: 'A',
      related: [
        { path, start: { line: 2, column: 1, offset: 13 }, end: { line: 2, column: 4, offset: 16 }, label: 'set to 1' },
      ],
      fix: { safety: 'safe', title: 'Turn it off', edits: [{ path, start, end, text: 'A="1"' }] },
      docs: 'https://github.com/plimsoll-lint/plimsoll/blob/main/docs/rules/dockerfile/no-toy.md',
    });
    expect(files[0].suppressed.map((one: { suppression: unknown }) => one.suppression)).toEqual([
      { kind: 'comment', line: 3, reason: 'needed' },
      { kind: 'comment', line: 5 },
    ]);
    expect(crashes).toEqual([{ rule: 'dockerfile/no-toy', path, message: 'broken on password: ***' }]);
    expect(summary).toEqual({
      files: 2,
      errors: 0,
      warnings: 1,
      infos: 0,
      fixable: { safe: 1, unsafe: 0 },
      suppressed: 2,
    });
  });

  test('shows no secret, and no fix that would', () => {
    const text = formatJson(lint('FROM scratch\nENV DB_PASSWORD=hunter2\n'));
    expect(text).not.toContain('hunter2');
    const [finding] = JSON.parse(text).files[0].findings;
    expect(finding.message).toBe('The variable DB_PASSWORD is ***.');
    expect(finding.fix).toBeNull();
  });

  test('is plain in a terminal, and means the same when parsed', () => {
    const hidden = '\u202e\u0085\u2028\u200b\u{e0041}\u001b';
    const text = formatJson(lint(`FROM scratch\nENV A="${hidden}"\n`));
    expect(text.trimEnd()).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    expect(text).toContain('\\u202e\\u0085\\u2028\\u200b\\udb40\\udc41\\u001b');
    expect(JSON.parse(text).files[0].findings[0].message).toContain(hidden);
    expect(text.endsWith('}\n')).toBe(true);
  });
});
