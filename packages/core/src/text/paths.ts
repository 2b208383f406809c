/**
 * Joins project paths and normalises the result: `/`-separated, no `.`, and `..` only at the head. An absolute `path`
 * stays absolute. A backslash is an ordinary character here; hosts translate before.
 */
export function joinPath(directory: string, path: string): string {
  if (path.startsWith('/')) return normalisePath(path);
  return normalisePath(directory === '' ? path : `${directory}/${path}`);
}

/** A path without `.`, empty and inner `..` parts; `.` for the empty path. */
export function normalisePath(path: string): string {
  const absolute = path.startsWith('/');
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.length > 0 && parts[parts.length - 1] !== '..') parts.pop();
    else if (!absolute) parts.push('..');
  }
  const joined = parts.join('/');
  if (absolute) return `/${joined}`;
  return joined === '' ? '.' : joined;
}

/** The directory of a path; `.` for a bare name. */
export function directoryOf(path: string): string {
  const slash = path.lastIndexOf('/');
  if (slash === -1) return '.';
  return slash === 0 ? '/' : path.slice(0, slash);
}

/** The last part of a path. */
export function baseNameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
