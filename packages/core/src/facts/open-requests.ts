import { applicationRequests } from '../compose/load-application.ts';
import type { HostRequest } from '../project/host.ts';
import type { Project } from '../project/project.ts';
import { directoryOf } from '../text/paths.ts';
import { ignoreFilePaths } from './ignore-files.ts';
import { applicationsOf, buildsOf, composeNeighbours, linkedBuilds, namedApplications } from './project-index.ts';

/**
 * What the project wants to know next: files that its applications refer to, the Dockerfiles that they build, and
 * the ignore files of Dockerfiles to lint.
 * A host answers what it may, calls `withAnswers`, and asks again until nothing is open.
 */
export function openRequests(project: Project): readonly HostRequest[] {
  const wanted = new Map<string, HostRequest>();
  const wantFile = (path: string): void => {
    if (project.files.has(path) || project.targets.has(path)) return;
    wanted.set(`file:${path}`, { kind: 'file', path });
  };
  for (const target of project.targets.values()) {
    const path = directoryOf(target.path);
    if (target.kind === 'compose' && !project.listings.has(path))
      wanted.set(`listing:${path}`, { kind: 'listing', path });
  }
  for (const path of composeNeighbours(project)) wantFile(path);
  for (const path of namedApplications(project).flat()) wantFile(path);
  for (const application of applicationsOf(project)) {
    for (const request of applicationRequests(application)) {
      if (!application.referenced.has(request.path)) wantFile(request.path);
    }
  }
  for (const link of linkedBuilds(project)) {
    if (link.path !== undefined) wantFile(link.path);
    if (link.inline && link.result) for (const path of ignoreFilePaths(project, link.result)) wantFile(path);
  }
  for (const { document } of project.targets.values()) {
    if (document?.kind !== 'dockerfile') continue;
    for (const build of buildsOf(project, document)) for (const path of ignoreFilePaths(project, build)) wantFile(path);
  }
  return [...wanted.values()];
}
