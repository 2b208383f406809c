import { ConfigError } from '@plimsoll/core';
import type { ConfigRequest } from './configure.ts';
import type { LoadedConfig } from './load-config.ts';
import type { Session } from './session.ts';

/** Whether a search leaves a directory out. At once where no configuration is in force. */
export type SearchFilter = (directory: string) => boolean | Promise<boolean>;

/**
 * A filter of directories by `ignore` of the configurations above them. What is wrong in a configuration leaves nothing
 * out here, and is reported once a file turns up that it is for.
 */
export function makeSearchFilter(request: Pick<ConfigRequest, 'file' | 'allowCode'>, session: Session): SearchFilter {
  const { path, paths, configs } = session;
  const one = typeof request.file === 'string' ? paths.fromUser(request.file) : undefined;
  let load: ((disk: string) => Promise<LoadedConfig>) | undefined;
  const leavesOut = async (directory: string, candidates: readonly string[]): Promise<boolean> => {
    load ??= (await import('./load-config.ts')).makeConfigLoader(request, session, one);
    const project = paths.toProject(directory);
    try {
      for (const candidate of candidates.toReversed()) {
        const { flat } = await load(candidate);
        if (flat.ignores.some((ignores) => ignores(project, true))) return true;
      }
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
    }
    return false;
  };
  return (directory) => {
    if (request.file === false) return false;
    const candidates = one === undefined ? configs.above(path.dirname(directory)) : [one];
    return candidates.length > 0 && leavesOut(directory, candidates);
  };
}
