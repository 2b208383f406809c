import {
  baseNameOf,
  directoryOf,
  joinPath,
  type LinkedBuild,
  linkedBuild,
  nearest,
  type Project,
  projectRule,
} from '@plimsoll/core/rule';
import { placesOfValue } from '../shared/service-places.ts';
import { hasCertainPaths } from '../shared/whole-application.ts';

export default projectRule({
  id: 'project/require-dockerfile',
  since: '0.1.0',
  category: 'correctness',
  severity: 'error',
  presets: ['recommended'],

  summary: 'Have the Dockerfile that a service is built from.',
  why: `
    Without \`dockerfile\`, the file \`Dockerfile\` of the context is built (or \`dockerfile\`, which BuildKit tries
    next); with it, a path that is relative to the context, not to the Compose file. Docker Compose loads a file whose
    Dockerfile does not exist, and then the build fails.
  `,
  sources: ['https://docs.docker.com/reference/compose-file/build/#dockerfile'],

  fixable: 'none',
  messages: {
    missing: 'The service {service} is built from {path}, which does not exist, so the build fails ({hint}).',
  },

  examples: [
    {
      title: 'A path that repeats the context',
      bad: {
        'compose.yaml': `
          services:
            api:
              build:
                context: ./api
                dockerfile: api/Dockerfile
        `,
        'api/Dockerfile': `
          FROM node:24-slim
        `,
      },
      good: {
        'compose.yaml': `
          services:
            api:
              build:
                context: ./api
                dockerfile: Dockerfile
        `,
        'api/Dockerfile': `
          FROM node:24-slim
        `,
      },
    },
    {
      title: 'Another name',
      bad: {
        'compose.yaml': `
          services:
            api:
              build: .
        `,
        Containerfile: `
          FROM node:24-slim
        `,
      },
      good: {
        'compose.yaml': `
          services:
            api:
              build:
                context: .
                dockerfile: Containerfile
        `,
        Containerfile: `
          FROM node:24-slim
        `,
      },
    },
  ],

  on: {
    Service(service, { application, project, report }) {
      const link = linkedBuild(project, service);
      if (!link?.path || !hasCertainPaths(application, project) || !isMissing(link, project)) return;
      const { dockerfile, context, origin } = link.build;
      const at = [dockerfile, context].find((field) => field && !field.origin.synthetic)?.origin ?? origin;
      report({
        ...placesOfValue(at, service.name, project),
        message: 'missing',
        data: { service: service.name, path: link.path, hint: hintFor(link, link.path, project) },
        subject: service.name,
      });
    },
  },
});

/** True if the host says that the Dockerfile is not there, and that the context is. */
function isMissing({ path, build }: LinkedBuild, project: Project): boolean {
  if (path === undefined || build.contextPath === undefined) return false;
  if (project.files.get(path)?.state !== 'missing' || project.existing.get(build.contextPath)?.what !== 'directory')
    return false;
  // BuildKit takes `dockerfile` where there is no `Dockerfile` (`ReadEntrypoint` of its dockerui).
  return baseNameOf(path) !== 'Dockerfile' || !namesIn(directoryOf(path), project).includes('dockerfile');
}

function namesIn(directory: string, project: Project): readonly string[] {
  return project.listings.get(directory)?.names ?? [];
}

function hintFor({ build }: LinkedBuild, path: string, project: Project): string {
  const context = build.contextPath ?? '.';
  const inContext = namesIn(context, project);
  const name = baseNameOf(path);
  if (path === joinPath(context, joinPath(baseNameOf(context), name)) && inContext.includes(name))
    return `the path is relative to the context, so write ${name}`;
  const names = namesIn(directoryOf(path), project).filter((one) => !one.endsWith('/'));
  const meant =
    nearest(name, names) ??
    names.find((one) => /^(?:container|docker)file(?:\.|$)/i.test(one) || /\.dockerfile$/i.test(one));
  return meant === undefined ? 'the path is relative to the context' : `did you mean ${meant}?`;
}
