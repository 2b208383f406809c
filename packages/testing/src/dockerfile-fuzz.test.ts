import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { dockerfileFault } from '../../../scripts/fuzz/dockerfile-faults.ts';
import { dockerfileTexts } from '../../../scripts/fuzz/dockerfile-texts.ts';
import { projectFiles } from '../../../scripts/project-files.ts';
import { workspaceRoot } from './fixture-files.ts';

const seeds = projectFiles(join(workspaceRoot, 'fixtures'))
  .filter((path) => /Dockerfile$/.test(path))
  .map((path) => readFileSync(join(workspaceRoot, path), 'utf8'));

test('every fixture holds', () => {
  expect(seeds.length).toBeGreaterThan(50);
  for (const seed of seeds) expect(dockerfileFault(seed)).toBeUndefined();
});

test('whatever is changed in them', () => {
  fc.assert(
    fc.property(dockerfileTexts(seeds), (text) => expect(dockerfileFault(text)).toBeUndefined()),
    { numRuns: 2000 },
  );
}, 120_000);
