import type { Application, ReferencedFile } from '../compose/application.ts';
import { discoverApplications, discoveredNames } from '../compose/discovery.ts';
import { filesOfDotenv } from '../compose/load-application.ts';
import type { Service } from '../compose/model.ts';
import type { ComposeDocument } from '../compose/nodes.ts';
import { looksLikeCompose } from '../compose/parse-compose.ts';
import type { DockerfileDocument } from '../dockerfile/nodes.ts';
import { internApplication } from '../project/applications.ts';
import type { Build } from '../project/build.ts';
import { bareBuild, internBuild } from '../project/builds.ts';
import { documentKindOfPath } from '../project/file-names.ts';
import { documentAt, type Project } from '../project/project.ts';
import { baseNameOf, directoryOf, joinPath } from '../text/paths.ts';
import { applicationRequests } from './application-requests.ts';
import { type BuildLink, buildLinks } from './build-links.ts';
import { composeModel } from './compose-model.ts';

/** A service's build with the Dockerfile that was found for it. */
export interface LinkedBuild extends BuildLink {
  readonly application: Application;
  /** Undefined if the Dockerfile is not known (not read, outside the root) or missing. */
  readonly dockerfile: DockerfileDocument | undefined;
  /** Undefined if the Dockerfile or the target is not known. */
  readonly result: Build | undefined;
}

interface LinkIndex {
  readonly links: readonly LinkedBuild[];
  readonly byService: ReadonlyMap<Service, LinkedBuild>;
  readonly byApplication: ReadonlyMap<Application, readonly LinkedBuild[]>;
  readonly byBuild: ReadonlyMap<Build, readonly LinkedBuild[]>;
  readonly buildsByDockerfile: ReadonlyMap<DockerfileDocument, readonly Build[]>;
}

/**
 * Applications and links of a project, each derived once per project from facts that stay warm on their own subjects;
 * apart, since the links load the applications, which is not worth it while files of theirs are still open.
 */
const applicationIndexes = new WeakMap<Project, readonly Application[]>();
const linkIndexes = new WeakMap<Project, LinkIndex>();

function linksOf(project: Project): LinkIndex {
  const known = linkIndexes.get(project);
  if (known) return known;
  const byApplication = new Map(
    applicationsOf(project).map((application) => [application, linkBuilds(project, application)]),
  );
  const links = [...byApplication.values()].flat();
  const byService = new Map(links.map((link) => [link.service, link]));
  const byBuild = new Map<Build, LinkedBuild[]>();
  const buildsByDockerfile = new Map<DockerfileDocument, Build[]>();
  for (const link of links) {
    if (!link.result) continue;
    append(byBuild, link.result, link);
    if (byBuild.get(link.result)?.length === 1) append(buildsByDockerfile, link.result.dockerfile, link.result);
  }
  const index = { links, byService, byApplication, byBuild, buildsByDockerfile };
  linkIndexes.set(project, index);
  return index;
}

function append<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

/** The Compose applications of the files to lint, in the order of their base files. */
export function applicationsOf(project: Project): readonly Application[] {
  const known = applicationIndexes.get(project) ?? findApplications(project);
  applicationIndexes.set(project, known);
  return known;
}

/** The builds of a Dockerfile that the caller names, else those of the project's services; the bare build if there are none. */
export function buildsOf(project: Project, dockerfile: DockerfileDocument): readonly Build[] {
  const given = dockerfile.source.embedding ? undefined : project.builds.get(dockerfile.source.path);
  if (given) return given.map((parts) => internBuild(dockerfile, parts));
  return linksOf(project).buildsByDockerfile.get(dockerfile) ?? [bareBuild(dockerfile)];
}

/** The services that make this build. */
export function servicesOf(project: Project, build: Build): readonly LinkedBuild[] {
  return linksOf(project).byBuild.get(build) ?? [];
}

/** What a service builds, or undefined if it builds nothing. */
export function linkedBuild(project: Project, service: Service): LinkedBuild | undefined {
  return linksOf(project).byService.get(service);
}

/** The builds of an application's services. */
export function linkedBuildsOf(project: Project, application: Application): readonly LinkedBuild[] {
  return linksOf(project).byApplication.get(application) ?? [];
}

/** Every service's build. */
export function linkedBuilds(project: Project): readonly LinkedBuild[] {
  return linksOf(project).links;
}

function findApplications(project: Project): readonly Application[] {
  const documents = new Map<string, ComposeDocument>();
  const add = (path: string): void => {
    const document = documentAt(project, path, 'compose');
    if (document?.kind === 'compose' && looksLikeCompose(document) === 'compose') documents.set(path, document);
  };
  for (const target of project.targets.values()) if (target.kind === 'compose') add(target.path);
  for (const path of composeNeighbours(project)) if (!documents.has(path) && !path.endsWith('.env')) add(path);
  const lists = namedApplications(project);
  const named = lists.flatMap((paths) => namedApplication(project, paths) ?? []);
  for (const { files } of named) for (const { source } of files) documents.delete(source.path);
  // What is left of the lists belongs to files that are not known.
  const listed = new Set(lists.flat());
  const discovered = discoverApplications(documents).map(({ base, files, fragment, unnamed }) => {
    const found = files.flatMap((path) => documents.get(path) ?? []);
    const isListed = files.some((path) => listed.has(path));
    const whole = unnamed && !isListed && standsAlone(project, base) ? wholeApplication(project, found) : undefined;
    return whole ?? completeApplication(project, found, fragment || isListed);
  });
  return [...named, ...discovered];
}

/** True if no other file beside it looks like a Compose file by its name. */
function standsAlone(project: Project, path: string): boolean {
  const names = project.listings.get(directoryOf(path))?.names;
  return names?.filter((name) => documentKindOfPath(name) === 'compose').length === 1;
}

/** The files as a whole application, if that is what they are: Docker Compose would load them as they stand. */
function wholeApplication(project: Project, files: readonly ComposeDocument[]): Application | undefined {
  const whole = completeApplication(project, files, false);
  const model = composeModel(whole);
  return model.complete && model.problems.length === 0 ? whole : undefined;
}

/** The lists of files that somebody names: the caller, or `COMPOSE_FILE` in the `.env` beside a file to lint. */
export function namedApplications(project: Project): readonly (readonly string[])[] {
  const lists = [...project.applications];
  for (const directory of composeDirectories(project)) {
    const answer = project.files.get(joinPath(directory, '.env'));
    const files = answer?.state === 'read' ? filesOfDotenv(answer.text, directory) : undefined;
    if (files && files.length > 0) lists.push(files);
  }
  return lists;
}

/** Undefined unless every file is known: Compose loads all of them or nothing. */
function namedApplication(project: Project, paths: readonly string[]): Application | undefined {
  const files: ComposeDocument[] = [];
  for (const path of paths) {
    const document = documentAt(project, path, 'compose');
    if (document?.kind !== 'compose') return undefined;
    files.push(document);
  }
  return completeApplication(project, files, false);
}

/** The directories of the Compose files to lint whose application the caller does not name. */
function composeDirectories(project: Project): ReadonlySet<string> {
  const named = new Set(project.applications.flat());
  const directories = new Set<string>();
  for (const target of project.targets.values())
    if (target.kind === 'compose' && !named.has(target.path)) directories.add(directoryOf(target.path));
  return directories;
}

/**
 * Files with the names that Compose finds by itself, in the directories of the Compose files to lint: a base belongs to
 * its override and the other way round, whichever was named. With them, the `.env` that may name others. Empty until
 * the directory's listing is known.
 */
export function composeNeighbours(project: Project): readonly string[] {
  const paths: string[] = [];
  for (const directory of composeDirectories(project)) {
    const names = project.listings.get(directory)?.names ?? [];
    for (const name of names) {
      if (name === '.env' || discoveredNames.includes(name)) paths.push(joinPath(directory, name));
    }
  }
  return paths;
}

/** How often references lead to further references; more is a loop that a loader reports. */
const maxRounds = 64;

/** The application with every file that it refers to and that the project knows, to a fixed point. */
function completeApplication(project: Project, files: readonly ComposeDocument[], fragment: boolean): Application {
  const directory = directoryOf(files[0]?.source.path ?? '.');
  const referenced = new Map<string, ReferencedFile>();
  for (let round = 0; ; round++) {
    const parts = { files, referenced: new Map(referenced), directory, shell: project.shell, fragment };
    const application = internApplication(parts);
    const fresh = applicationRequests(application).filter((request) => !referenced.has(request.path));
    let grown = false;
    for (const request of fresh) {
      const file = referencedFile(project, request.path, request.as);
      if (!file) continue;
      referenced.set(request.path, file);
      grown = true;
    }
    if (!grown || round === maxRounds) return application;
  }
}

function referencedFile(project: Project, path: string, as: 'compose' | 'text'): ReferencedFile | undefined {
  if (as === 'compose') {
    const document = documentAt(project, path, 'compose');
    if (document?.kind === 'compose') return { state: 'compose', document };
  }
  const answer = project.files.get(path);
  // Every application asks for a `.env`, and few have one.
  if (!answer) return isUnlisted(project, path) ? { state: 'missing' } : undefined;
  if (answer.state === 'read') return { state: 'text', text: answer.text };
  return { state: answer.state === 'missing' ? 'missing' : 'unknown' };
}

/** True if the listing of its directory is known and does not have the path. */
function isUnlisted(project: Project, path: string): boolean {
  const names = project.listings.get(directoryOf(path))?.names;
  return names !== undefined && !names.includes(baseNameOf(path)) && !names.includes(`${baseNameOf(path)}/`);
}

function linkBuilds(project: Project, application: Application): readonly LinkedBuild[] {
  return buildLinks(application).map((link) => {
    const document =
      link.inline ?? (link.path === undefined ? undefined : documentAt(project, link.path, 'dockerfile'));
    const dockerfile = document?.kind === 'dockerfile' ? document : undefined;
    const result = dockerfile && link.parts ? internBuild(dockerfile, link.parts) : undefined;
    return { ...link, application, dockerfile, result };
  });
}
