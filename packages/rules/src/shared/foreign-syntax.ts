import type { DockerfileDocument } from '@plimsoll/core/rule';
import { repositoryOf } from './image-names.ts';

/**
 * True if the file asks for another frontend than Docker's with `# syntax=`. That one may know other instructions, flags
 * and ways to name a stage, so nothing can be said about what it refuses.
 */
export function hasForeignSyntax({ root }: DockerfileDocument): boolean {
  const syntax = root.directives.find((directive) => directive.name === 'syntax');
  if (!syntax) return false;
  return !/(?:^|\/)docker\/dockerfile(?:-upstream)?$/.test(repositoryOf(syntax.value.trim()));
}
