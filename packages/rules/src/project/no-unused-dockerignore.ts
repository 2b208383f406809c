import {
  baseNameOf,
  directoryOf,
  joinPath,
  type LinkedBuild,
  linkedBuild,
  linkedBuilds,
  type Project,
  projectRule,
} from '@plimsoll/core/rule';
import { placesOfValue } from '../shared/service-places.ts';
import { hasCertainPaths } from '../shared/whole-application.ts';

export default projectRule({
  id: 'project/no-unused-dockerignore',
  since: '0.1.0',
  category: 'correctness',
  severity: 'warning',
  presets: ['recommended'],

  summary: 'Keep the ignore file in the build context.',
  why: `
    A build reads \`.dockerignore\` of its context, or \`<Dockerfile>.dockerignore\` beside the Dockerfile, and no other.
    A \`.dockerignore\` beside a Dockerfile whose context is another directory has no effect: what it names is sent to the
    builder and copied. Reported are ignore files in directories that no service is built from.
  `,
  sources: ['https://docs.docker.com/build/concepts/context/#filename-and-location'],

  fixable: 'none',
  messages: {
    unread:
      '{file} has no effect on the build of {service}, whose context is {context}. Move it to {context}, or name it {own}.',
  },

  examples: [
    {
      title: 'Beside the Dockerfile, but not in the context',
      bad: {
        'compose.yaml': `
          services:
            web:
              build:
                context: .
                dockerfile: docker/Dockerfile
        `,
        'docker/Dockerfile': `
          FROM node:24-slim
          COPY . /app
        `,
        'docker/.dockerignore': `
          node_modules
        `,
      },
      good: {
        'compose.yaml': `
          services:
            web:
              build:
                context: .
                dockerfile: docker/Dockerfile
        `,
        'docker/Dockerfile': `
          FROM node:24-slim
          COPY . /app
        `,
        'docker/Dockerfile.dockerignore': `
          node_modules
        `,
      },
    },
  ],

  on: {
    Service(service, { application, project, report }) {
      const link = linkedBuild(project, service);
      if (!link || !hasCertainPaths(application, project)) return;
      const file = unreadFile(link, project);
      const { contextPath, dockerfile, context, origin } = link.build;
      if (file === undefined || contextPath === undefined || link.path === undefined) return;
      const at = [dockerfile, context].find((field) => field && !field.origin.synthetic)?.origin ?? origin;
      report({
        ...placesOfValue(at, service.name, project),
        message: 'unread',
        data: {
          service: service.name,
          file,
          context: contextPath === '.' ? 'the project root' : contextPath,
          own: `${baseNameOf(link.path)}.dockerignore`,
        },
        subject: service.name,
      });
    },
  },
});

/** The `.dockerignore` beside the Dockerfile that is built, if nobody builds from its directory. */
function unreadFile({ path, dockerfile, build }: LinkedBuild, project: Project): string | undefined {
  if (path === undefined || !dockerfile || build.contextPath === undefined) return undefined;
  const directory = directoryOf(path);
  const file = joinPath(directory, '.dockerignore');
  if (directory === build.contextPath || project.existing.get(file)?.what !== 'file') return undefined;
  // A context that is not known may be this one.
  const isContext = linkedBuilds(project).some(
    ({ build: other, application }) =>
      other.contextPath === directory || application.fragment || other.context?.state === 'unknown',
  );
  return isContext ? undefined : file;
}
