import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { type Finding, type LintedFile, lintProject } from '@plimsoll/core';
import { rules } from '@plimsoll/rules';
import { workspaceRoot } from './fixture-files.ts';
import { filesBelow, type MemoryFile, memoryProject } from './memory-project.ts';

// Whole projects under fixtures/projects, linted with the recommended rules: what is found, and in which file. One line
// of expected.txt is `path:line:column severity rule:message "text"`; the order counts nothing.

const root = join(workspaceRoot, 'fixtures/projects');
const updates = process.env.PLIMSOLL_UPDATE_GOLDENS === '1';

const filesOf = (story: string): readonly MemoryFile[] => filesBelow(join(root, story));

function lineOf(file: LintedFile, { start, end, severity, rule, messageId }: Finding): string {
  const text = JSON.stringify(file.source.slice({ start: start.offset, end: end.offset }));
  return `${file.path}:${start.line}:${start.column} ${severity} ${rule}:${messageId} ${text}`;
}

function foundIn(story: string): readonly string[] {
  const result = lintProject(memoryProject(filesOf(story), 'closed', '2026-11-22'), { rules, preset: 'recommended' });
  expect(result.crashes).toEqual([]);
  return result.files.flatMap((file) => file.findings.map((finding) => lineOf(file, finding)));
}

const stories = existsSync(root) ? readdirSync(root) : [];

describe('fixtures/projects', () => {
  test.each(stories)('%s', (story) => {
    const expectedPath = join(root, story, 'expected.txt');
    const found = foundIn(story);
    if (updates) writeFileSync(expectedPath, `${found.join('\n')}\n`);
    const expected = readFileSync(expectedPath, 'utf8')
      .split('\n')
      .filter((line) => line !== '');
    expect([...found].sort()).toEqual(expected.sort());
  });
});
