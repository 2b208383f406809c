import { joinPath } from '../text/paths.ts';

/** True for what Git, HTTP or a registry serves (compose-go, paths/context.go; remote loaders of Docker Compose). */
export function isRemote(path: string): boolean {
  return path.includes('://') || path.startsWith('github.com/') || path.startsWith('git@');
}

/** `X:\` or `\\server`: a path of a Windows client. */
function isWindowsPath(path: string): boolean {
  return /^[A-Za-z]:[\\/]/.test(path) || path.startsWith('\\\\');
}

/**
 * The project path of a path in a Compose file, relative to the project path `directory`; undefined for what is not a
 * path below a known place: a URL, an absolute path, the user's home, a Windows path.
 */
export function projectPath(directory: string, path: string): string | undefined {
  if (path === '' || isRemote(path) || path.startsWith('/') || path.startsWith('~') || isWindowsPath(path))
    return undefined;
  return joinPath(directory, path);
}
