import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One file of a rebuilt corpus. */
export interface CorpusFile {
  readonly kind: string;
  readonly repository: string;
  readonly commit: string;
  /** Relative to its repository. */
  readonly path: string;
  readonly bytes: number;
  /** True below a folder of tests or fixtures: it says nothing about how often something occurs. */
  readonly isFixture: boolean;
}

/** Where a repository's files lie in a corpus. */
export function folderOf(corpus: string, repository: string): string {
  return join(corpus, repository.replace('/', '+'));
}

/** The Dockerfiles and Compose files of `index.tsv` (kind, repo, commit, path, bytes, sha256, fixture). */
export function readCorpus(corpus: string): readonly CorpusFile[] {
  const [, ...rows] = readFileSync(join(corpus, 'index.tsv'), 'utf8').trimEnd().split('\n');
  return rows
    .map((row) => {
      const [kind = '', repository = '', commit = '', path = '', bytes = '', , fixture] = row.split('\t');
      return { kind, repository, commit, path, bytes: Number(bytes), isFixture: fixture === '1' };
    })
    .filter(({ kind }) => kind === 'dockerfile' || kind === 'compose');
}
