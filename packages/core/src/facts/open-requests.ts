import type { Application } from '../compose/application.ts';
import type { HostRequest } from '../project/host.ts';
import type { Project } from '../project/project.ts';
import { directoryOf, joinPath } from '../text/paths.ts';
import { applicationRequests } from './application-requests.ts';
import { composeModel } from './compose-model.ts';
import { ignoreFilePaths } from './ignore-files.ts';
import { applicationsOf, buildsOf, composeNeighbours, linkedBuilds, namedApplications } from './project-index.ts';
import { seccompProfiles } from './seccomp-profiles.ts';

type Want = (path: string) => void;

/**
 * What the project wants to know next: what stands beside its Compose files, then the files that its applications refer
 * to, then the Dockerfiles that they build, their seccomp profiles, and the ignore files of Dockerfiles to lint, and last
 * whether the directories and files are there that services build from or mount, and whether git tracks their files of
 * variables.
 * A host answers what it may, calls `withAnswers`, and asks again until nothing is open. Each step waits for the answers
 * of the one before: an application is loaded once, when all of it is known.
 */
export function openRequests(project: Project): readonly HostRequest[] {
  for (const step of [besideComposeFiles, ofApplications, ofBuilds, ofPlaces]) {
    const requests = step(project);
    if (requests.length > 0) return requests;
  }
  return [];
}

/** The files that `find` wants, without those that are known. */
function unknownFiles(project: Project, find: (want: Want) => void): readonly HostRequest[] {
  const wanted = new Set<string>();
  find((path) => {
    if (!project.files.has(path) && !project.targets.has(path)) wanted.add(path);
  });
  return [...wanted].map((path) => ({ kind: 'file', path }));
}

function besideComposeFiles(project: Project): readonly HostRequest[] {
  const listings = new Set<string>();
  for (const target of project.targets.values()) {
    const path = directoryOf(target.path);
    if (target.kind === 'compose' && !project.listings.has(path)) listings.add(path);
  }
  const files = unknownFiles(project, (want) => {
    for (const path of composeNeighbours(project)) want(path);
    for (const path of namedApplications(project).flat()) want(path);
  });
  return [...[...listings].map((path) => ({ kind: 'listing', path }) as const), ...files];
}

function ofApplications(project: Project): readonly HostRequest[] {
  return unknownFiles(project, (want) => {
    for (const application of applicationsOf(project)) {
      for (const request of applicationRequests(application)) {
        if (!application.referenced.has(request.path)) want(request.path);
      }
    }
  });
}

function ofBuilds(project: Project): readonly HostRequest[] {
  return unknownFiles(project, (want) => {
    for (const application of applicationsOf(project)) {
      for (const { path } of seccompProfiles(application)) want(path);
    }
    for (const link of linkedBuilds(project)) {
      if (link.path !== undefined) want(link.path);
      if (link.inline && link.result) for (const path of ignoreFilePaths(project, link.result)) want(path);
    }
    for (const { document } of project.targets.values()) {
      if (document?.kind !== 'dockerfile') continue;
      for (const build of buildsOf(project, document)) for (const path of ignoreFilePaths(project, build)) want(path);
    }
  });
}

/** Only of whole applications: what a part of one refers to may lie beside the rest of it. */
function ofPlaces(project: Project): readonly HostRequest[] {
  const existing = new Set<string>();
  const listings = new Set<string>();
  const tracked = new Set<string>();
  for (const application of applicationsOf(project)) {
    for (const path of envFilesOf(application)) tracked.add(path);
    if (application.fragment) continue;
    for (const path of placesOf(application)) existing.add(path);
  }
  for (const { application, build, path } of linkedBuilds(project)) {
    const { contextPath } = build;
    if (application.fragment || contextPath === undefined) continue;
    existing.add(contextPath);
    if (path !== undefined && directoryOf(path) !== contextPath)
      existing.add(joinPath(directoryOf(path), '.dockerignore'));
    if (path === undefined || project.files.get(path)?.state !== 'missing') continue;
    for (const directory of [contextPath, directoryOf(path)]) listings.add(directory);
  }
  return [
    ...[...existing].filter((path) => !project.existing.has(path)).map((path) => ({ kind: 'exists', path }) as const),
    ...[...listings].filter((path) => !project.listings.has(path)).map((path) => ({ kind: 'listing', path }) as const),
    ...[...tracked].filter((path) => !project.tracked.has(path)).map((path) => ({ kind: 'tracked', path }) as const),
  ];
}

/** The files of variables below the project root that hold something. */
function envFilesOf(application: Application): readonly string[] {
  return composeModel(application).services.flatMap(({ envFile }) =>
    envFile.flatMap(({ projectPath }) => {
      const file = projectPath === undefined ? undefined : application.referenced.get(projectPath);
      const isInside = projectPath !== undefined && !/^(?:\/|\.\.)/.test(projectPath);
      return isInside && file?.state === 'text' && file.text.includes('=') ? [projectPath] : [];
    }),
  );
}

/** The sources of bind mounts, as far as they lie below the project root. */
function placesOf(application: Application): readonly string[] {
  return composeModel(application).services.flatMap(({ volumes }) =>
    volumes.flatMap(({ sourcePath }) =>
      sourcePath === undefined || /^(?:\/|\.\.)/.test(sourcePath) ? [] : sourcePath,
    ),
  );
}
