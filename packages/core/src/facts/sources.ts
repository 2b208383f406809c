/** What a source of ADD or COPY is, once expanded. */
export type SourceKind = 'path' | 'http' | 'git';

const gitSchemes = ['git', 'ssh'];

/**
 * Tells URLs and Git references from paths (`isHTTPSource` and `dfgitutil.ParseGitRef` in BuildKit): an HTTP URL whose
 * path ends in `.git` is Git; `github.com/...` is a path.
 */
export function sourceKind(text: string): SourceKind {
  const url = /^([A-Za-z][A-Za-z0-9+.-]*):\/\/([^?#]*)/.exec(text);
  if (!url) return /^[A-Za-z0-9_.~-]+@[^:/@]+:(?!\/\/)/.test(text) ? 'git' : 'path';
  const scheme = (url[1] ?? '').toLowerCase();
  if (gitSchemes.includes(scheme)) return 'git';
  if (scheme !== 'http' && scheme !== 'https') return 'path';
  const path = url[2] ?? '';
  if (path.includes('/') && path.endsWith('.git')) return 'git';
  return /^https?:\/\//.test(text) ? 'http' : 'path';
}

const queryKeys = new Set([
  'ref',
  'tag',
  'branch',
  'subdir',
  'checksum',
  'commit',
  'keep-git-dir',
  'submodules',
  'mtime',
  'fetch-by-commit',
]);

/** The first query key of a Git URL that BuildKit does not know. */
export function unknownGitQuery(text: string): string | undefined {
  const query = /\?([^#]*)/.exec(text)?.[1];
  if (!query) return undefined;
  const keys = query.split('&').map((pair) => pair.split('=', 1)[0] ?? '');
  return keys.find((key) => key !== '' && !queryKeys.has(key));
}
