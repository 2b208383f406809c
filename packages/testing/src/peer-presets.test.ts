import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import {
  buildkitReadings,
  createLinter,
  hadolintReadings,
  isInPreset,
  type PresetChoice,
  presetSetting,
} from '@plimsoll/core';
import { rules } from '@plimsoll/rules';
import { workspaceRoot } from './fixture-files.ts';

const peerIds: Readonly<Record<string, readonly string[]>> = JSON.parse(
  readFileSync(join(workspaceRoot, 'scripts/coverage/peer-ids.json'), 'utf8'),
);

/** What hadolint and BuildKit have off unless they are asked. */
const off = new Set(['DL1001', 'DL3057', 'InvalidDefinitionDescription']);

test.each<['hadolint' | 'buildkit', RegExp]>([
  ['hadolint', /^DL/],
  ['buildkit', /^/],
])('what %s has on is on in the preset of its name, where we have a rule', (preset, pattern) => {
  const ids = (peerIds[preset] ?? []).filter((id) => pattern.test(id) && !off.has(id));
  expect(ids.length).toBeGreaterThan(20);
  const missing = ids.filter((id) => {
    const own = rules.filter(({ aliases }) => aliases.includes(`${preset}/${id}`));
    return own.some((rule) => !isInPreset(rule, preset));
  });
  expect(missing).toEqual([]);
});

test.each([
  ['hadolint', hadolintReadings],
  ['buildkit', buildkitReadings],
] as const)('the options of the preset %s are options of ours', (preset, readings) => {
  const known = new Set(peerIds[preset]);
  for (const [id, options] of Object.entries(readings)) {
    expect(known).toContain(id);
    const own = rules.filter(({ aliases }) => aliases.includes(`${preset}/${id}`));
    const names = own.flatMap((rule) => Object.keys(rule.options));
    if (own.length > 0) expect(names).toEqual(expect.arrayContaining(Object.keys(options)));
  }
  const settings = rules
    .filter((rule) => isInPreset(rule, preset))
    .map((rule) => [rule.id, ['warning', presetSetting(rule, preset).options]] as const);
  expect(() => createLinter({ rules, preset: 'none', settings: Object.fromEntries(settings) })).not.toThrow();
});

test.each<[PresetChoice, string, string]>([
  ['hadolint', 'FROM alpine:3.22\nUSER 1000\nWORKDIR a\n', 'error dockerfile/require-absolute-workdir'],
  ['recommended', 'FROM alpine:3.22\nUSER 1000\nWORKDIR a\n', 'warning dockerfile/require-absolute-workdir'],
  [
    'hadolint',
    'FROM python:3.13\nUSER 1000\nENV PIP_NO_CACHE_DIR=0\nRUN pip install a==1\n',
    'warning dockerfile/no-pip-cache',
  ],
])('%s: severity and reading', (preset, text, expected) => {
  const { files } = createLinter({ rules, preset }).lintText(text, { path: 'Dockerfile' });
  expect(files.flatMap(({ findings }) => findings.map((own) => `${own.severity} ${own.rule}`))).toContain(expected);
});
