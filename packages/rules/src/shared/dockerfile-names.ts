import type { DockerfileDocument } from '@plimsoll/core/rule';

/** What messages call a Dockerfile: its path, or the key that holds it, since its path is that of the Compose file. */
export function dockerfileName({ source }: DockerfileDocument): string {
  return source.embedding ? 'dockerfile_inline' : source.path;
}
