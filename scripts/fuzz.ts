// Broken Dockerfiles without end: `pnpm fuzz [--seconds N] [--corpus DIR] [--seed N]` changes files of the fixtures, or of
// a rebuilt corpus, and checks what must hold for every text. The first text that does not hold is shrunk and printed.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { folderOf, readCorpus } from './corpus/read-corpus.ts';
import { dockerfileFault } from './fuzz/dockerfile-faults.ts';
import { dockerfileTexts } from './fuzz/dockerfile-texts.ts';
import { projectFiles, root } from './project-files.ts';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '30' },
    corpus: { type: 'string' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
});

function seedPaths(corpus: string | undefined): readonly string[] {
  if (corpus === undefined) {
    const names = projectFiles(join(root, 'fixtures')).filter((path) => /Dockerfile$/.test(path));
    return names.map((path) => join(root, path));
  }
  const files = readCorpus(corpus).filter(({ kind, bytes }) => kind === 'dockerfile' && bytes < 8_000);
  return files
    .map(({ repository, path }) => join(folderOf(corpus, repository), path))
    .filter((path) => existsSync(path));
}

const seeds = seedPaths(values.corpus).map((path) => readFileSync(path, 'utf8'));
let count = 0;
const outcome = fc.check(
  fc.property(dockerfileTexts(seeds), (text) => {
    count++;
    const fault = dockerfileFault(text);
    if (fault !== undefined) throw new Error(fault);
  }),
  {
    numRuns: Number.MAX_SAFE_INTEGER,
    interruptAfterTimeLimit: Number(values.seconds) * 1000,
    seed: Number(values.seed),
  },
);
console.log(`${count} texts from ${seeds.length} seeds, seed ${values.seed}`);
if (outcome.counterexample) {
  console.log(JSON.stringify(outcome.counterexample[0]));
  console.log(String(outcome.errorInstance));
  process.exitCode = 1;
}
