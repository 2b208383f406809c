import { goBoolean } from '../dockerfile/check-options.ts';

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
const switches = ['keep-git-dir', 'submodules', 'fetch-by-commit'];

/** The query of a Git URL: what is wrong with it, and what it says of flags that ADD has too. */
export interface GitQuery {
  readonly problem: string | undefined;
  readonly keepGitDir: boolean | undefined;
  readonly checksum: string | undefined;
}

/** Reads the query of a Git URL (`loadQuery` in BuildKit's dfgitutil). */
export function parseGitQuery(text: string): GitQuery {
  const query = /\?([^#]*)/.exec(text)?.[1] ?? '';
  const fragment = /#([^:]*)/.exec(text)?.[1] ?? '';
  const values = new Map<string, string>();
  let problem: string | undefined;
  for (const pair of query.split('&').filter((piece) => piece !== '')) {
    const equals = pair.indexOf('=');
    const key = equals < 0 ? pair : pair.slice(0, equals);
    const value = equals < 0 ? '' : pair.slice(equals + 1);
    problem ??= values.has(key) ? `The query "${key}" is given twice.` : queryProblem(key, value);
    values.set(key, value);
  }
  problem ??= conflict(values, fragment);
  const keep = values.get('keep-git-dir');
  return {
    problem,
    keepGitDir: keep === undefined ? undefined : keep === '' || goBoolean(keep),
    checksum: values.get('checksum') ?? values.get('commit'),
  };
}

function queryProblem(key: string, value: string): string | undefined {
  if (!queryKeys.has(key)) return `The Git URL has an unknown query "${key}".`;
  if (switches.includes(key)) {
    return value === '' || goBoolean(value) !== undefined ? undefined : `The query "${key}" is true or false.`;
  }
  if (value === '') return `The query "${key}" has no value.`;
  if (key === 'mtime' && value !== 'checkout' && value !== 'commit')
    return 'The query "mtime" is "checkout" or "commit".';
  return undefined;
}

/** Two places that name different things to check out. */
function conflict(values: ReadonlyMap<string, string>, fragment: string): string | undefined {
  const [tag, branch, ref] = [values.get('tag'), values.get('branch'), values.get('ref')];
  if (tag !== undefined && branch !== undefined) return 'The Git URL names a branch and a tag.';
  const inFull = [
    fragment || undefined,
    ref,
    tag && (tag.startsWith('refs/tags/') ? tag : `refs/tags/${tag}`),
    branch && (branch.startsWith('refs/heads/') ? branch : `refs/heads/${branch}`),
  ].filter((name) => name !== undefined);
  return new Set(inFull).size > 1 ? 'The Git URL names two different references.' : undefined;
}
