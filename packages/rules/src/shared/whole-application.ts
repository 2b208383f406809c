import { type Application, baseNameOf, composeModel, type Project } from '@plimsoll/core/rule';

/**
 * True if it is certain from which directory the relative paths of an application count, and that no other file
 * replaces them: Docker Compose finds its base by itself, or the caller names it. A lone `deploy/compose.prod.yaml` may
 * be an override of a file elsewhere, whose directory then counts.
 */
export function hasCertainPaths(application: Application, project: Project): boolean {
  const path = application.files[0]?.source.path;
  if (path === undefined || application.fragment || !composeModel(application).complete) return false;
  return (
    /^(?:docker-)?compose\.ya?ml$/.test(baseNameOf(path)) || project.applications.some(([first]) => first === path)
  );
}
