import {
  type DockerfileDocument,
  linkedBuild,
  nearest,
  projectRule,
  replace,
  type TextField,
} from '@plimsoll/core/rule';
import { dockerfileName } from '../shared/dockerfile-names.ts';
import { hasForeignSyntax } from '../shared/foreign-syntax.ts';
import { isOwnValue } from '../shared/service-places.ts';

export default projectRule({
  id: 'project/valid-build-target',
  since: '0.1.0',
  category: 'correctness',
  severity: 'error',
  presets: ['recommended'],

  summary: 'Build a target that the Dockerfile has.',
  why: `
    \`build.target\` names the stage to build. With a name that no stage has, the build fails, but only there: Docker
    Compose loads the file without a word. BuildKit takes no number for a stage here, unlike \`COPY --from\`.
  `,
  sources: [
    'https://docs.docker.com/reference/compose-file/build/#target',
    'https://docs.docker.com/build/building/multi-stage/#stop-at-a-specific-build-stage',
  ],

  fixable: 'unsafe',
  fixTitle: 'Build the stage with the similar name',
  messages: {
    noSuchStage:
      'The service {service} builds the target {target}, but {dockerfile} has no such stage, so the build fails ({hint}).',
  },

  examples: [
    {
      title: 'A stage that is called otherwise',
      bad: {
        'compose.yaml': `
          services:
            web:
              build:
                context: .
                target: prod
        `,
        Dockerfile: `
          FROM node:22-slim AS build
          RUN npm run build
          FROM nginx:1.29 AS production
          COPY --from=build /dist /usr/share/nginx/html
        `,
      },
      good: {
        'compose.yaml': `
          services:
            web:
              build:
                context: .
                target: production
        `,
        Dockerfile: `
          FROM node:22-slim AS build
          RUN npm run build
          FROM nginx:1.29 AS production
          COPY --from=build /dist /usr/share/nginx/html
        `,
      },
    },
    {
      title: 'A misspelt stage',
      bad: {
        'compose.yaml': `
          services:
            web:
              build:
                context: .
                target: bulid
        `,
        Dockerfile: `
          FROM node:22-slim AS build
        `,
      },
      good: {
        'compose.yaml': `
          services:
            web:
              build:
                context: .
                target: build
        `,
        Dockerfile: `
          FROM node:22-slim AS build
        `,
      },
    },
    {
      title: 'A number instead of a name',
      bad: {
        'compose.yaml': `
          services:
            web:
              build:
                context: .
                target: "0"
        `,
        Dockerfile: `
          FROM nginx:1.29
        `,
      },
      good: {
        'compose.yaml': `
          services:
            web:
              build:
                context: .
                target: web
        `,
        Dockerfile: `
          FROM nginx:1.29 AS web
        `,
      },
    },
  ],

  on: {
    Service(service, { application, project, report }) {
      const target = service.build?.target;
      // A part of an application may leave the context to its base; then the Dockerfile is not the one beside it.
      if (application.fragment && !isWritten(service.build?.context)) return;
      const link = target?.value ? linkedBuild(project, service) : undefined;
      if (!target?.value || !link?.dockerfile || hasStage(link.dockerfile, target.value)) return;
      const { dockerfile } = link;
      const names = dockerfile.root.stages.flatMap((stage) => stage.name ?? []);
      const meant = nearest(target.value, names);
      report({
        at: target.origin,
        message: 'noSuchStage',
        data: {
          service: service.name,
          target: target.value,
          dockerfile: dockerfileName(dockerfile),
          hint: hintFor(meant, names),
        },
        subject: service.name,
        related: dockerfile.root.stages.slice(0, 10).map((stage) => ({
          at: stage.from,
          label: stage.name === undefined ? `stage ${stage.index}` : `the stage ${stage.name}`,
        })),
        fix: meant !== undefined && isOwnValue(target) ? () => [replace(target.origin, meant)] : null,
      });
    },
  },
});

function isWritten(context: TextField | undefined): boolean {
  return context !== undefined && !context.origin.synthetic;
}

function hintFor(meant: string | undefined, names: readonly string[]): string {
  if (meant !== undefined) return `did you mean ${meant}?`;
  return names.length === 0 ? 'no stage there has a name' : `its stages are ${names.slice(0, 10).join(', ')}`;
}

/** By name, in any letter case; a number is no stage (`findStateByName` in BuildKit's dockerfile2llb). */
function hasStage(dockerfile: DockerfileDocument, target: string): boolean {
  const { stages } = dockerfile.root;
  // Another frontend may read stages as it likes; and a file without any stage has a fault of its own.
  if (stages.length === 0 || hasForeignSyntax(dockerfile)) return true;
  return stages.some((stage) => stage.name === target.toLowerCase());
}
