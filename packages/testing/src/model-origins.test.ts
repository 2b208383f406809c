import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { applicationsOf } from '@plimsoll/core';
import { printModel } from '@plimsoll/core/compose';
import { workspaceRoot } from './fixture-files.ts';
import { filesBelow, memoryProject } from './memory-project.ts';

// Projects with a `model.txt`: what `plimsoll model --origins` prints for the application at their top.

const root = join(workspaceRoot, 'fixtures/projects');
const stories = readdirSync(root).filter((story) => existsSync(join(root, story, 'model.txt')));

test('there is a project with origins', () => {
  expect(stories).toContain('layers');
});

test.each(stories)('%s', (story) => {
  const project = memoryProject(filesBelow(join(root, story)), 'closed');
  const application = applicationsOf(project).find(({ directory }) => directory === '.');
  if (!application) throw new Error('no application at the top');
  const printed = printModel(application, {
    format: 'yaml',
    origins: true,
    name: undefined,
    directoryName: story,
    root: '/project',
    profiles: new Set(),
    showPath: (path) => path,
  });
  const expected = join(root, story, 'model.txt');
  if (process.env.PLIMSOLL_UPDATE_GOLDENS === '1') writeFileSync(expected, printed);
  expect(printed).toBe(readFileSync(expected, 'utf8'));
});
