import { type LinkedBuild, linkedBuilds, type Project } from '@plimsoll/core/rule';

/**
 * True if a service runs as a user of its own or may do so, so that its image's user says nothing: a user that can't be
 * known is set all the same, an empty one is none. A file that is only a part of an application (`compose.prod.yaml`)
 * leaves the user to its base, which is found by the name of the service.
 */
export function mayHaveOwnUser(link: LinkedBuild, project: Project): boolean {
  if (hasOwnUser(link)) return true;
  if (!link.application.fragment) return false;
  return linkedBuilds(project).some((other) => other.service.name === link.service.name && hasOwnUser(other));
}

function hasOwnUser({ service }: LinkedBuild): boolean {
  return service.user !== undefined && service.user.value !== '';
}
