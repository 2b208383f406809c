import { type LinkedBuild, linkedBuild, parseImageReference, projectRule, type Service } from '@plimsoll/core/rule';
import { aboutValue, isContainer } from '../shared/service-places.ts';

export default projectRule({
  id: 'project/no-conflicting-image-name',
  since: '0.1.0',
  category: 'correctness',
  severity: 'warning',
  presets: ['recommended'],

  summary: 'Give each build an image name of its own.',
  why: `
    With \`build\`, \`image\` is the name that the result gets. Where two services build different things under one name,
    the build that ends last takes the name, and both services run it.
  `,
  sources: ['https://docs.docker.com/reference/compose-file/build/#using-build-and-image'],

  fixable: 'none',
  messages: {
    taken:
      '{service} and {other} build different images under the name {image}, so both run the one that is built last. Give each its own name.',
  },

  examples: [
    {
      title: 'Two targets under one name',
      bad: {
        'compose.yaml': `
          services:
            web:
              image: example/app:1.4
              build:
                context: .
                target: web
            worker:
              image: example/app:1.4
              build:
                context: .
                target: worker
        `,
        Dockerfile: `
          FROM node:22-slim AS web
          FROM node:22-slim AS worker
        `,
      },
      good: {
        'compose.yaml': `
          services:
            web:
              image: example/web:1.4
              build:
                context: .
                target: web
            worker:
              image: example/worker:1.4
              build:
                context: .
                target: worker
        `,
        Dockerfile: `
          FROM node:22-slim AS web
          FROM node:22-slim AS worker
        `,
      },
    },
  ],

  on: {
    Application({ services }, { application, project, report }) {
      if (application.fragment) return;
      const first = new Map<string, { readonly service: Service; readonly inputs: Inputs }>();
      for (const service of services) {
        const image = imageName(service);
        const link = image === undefined ? undefined : linkedBuild(project, service);
        const inputs = link && inputsOf(link);
        if (image === undefined || !inputs || !service.image) continue;
        const known = first.get(image);
        if (!known) first.set(image, { service, inputs });
        if (!known || sameInputs(known.inputs, inputs) || neverTogether(known.service, service)) continue;
        const about = aboutValue(service.image, service, project);
        const related = known.service.image ? [{ at: known.service.image.origin, label: 'the same name here' }] : [];
        report({
          ...about,
          message: 'taken',
          data: { service: service.name, other: known.service.name, image: service.image.value ?? '' },
          related: [...about.related, ...related],
        });
      }
    },
  },
});

/** What a build is made of, each part as a text that equals another's where the part does. */
type Inputs = readonly string[];

function imageName(service: Service): string | undefined {
  if (!isContainer(service) || !service.build || service.image?.state !== 'known') return undefined;
  const result = parseImageReference(service.image.value ?? '');
  return result.ok ? result.reference.canonical : undefined;
}

/** Undefined where a part is not known. */
function inputsOf({ build, inline, path, parts }: LinkedBuild): Inputs | undefined {
  const args = [...(parts?.args ?? [])].sort(([a], [b]) => (a < b ? -1 : 1));
  if (!parts || args.some(([, value]) => value === undefined) || build.contextPath === undefined) return undefined;
  const file = inline ? inline.source.text : path;
  if (file === undefined) return undefined;
  return [build.contextPath, file, parts.target ?? '', ...args.flatMap(([name, value]) => [name, value ?? ''])];
}

function sameInputs(one: Inputs, other: Inputs): boolean {
  return one.length === other.length && one.every((part, at) => part === other[at]);
}

/** Services of different profiles may be alternatives, of which one is used at a time. */
function neverTogether(one: Service, other: Service): boolean {
  if (one.profiles.length === 0 || other.profiles.length === 0) return false;
  return !one.profiles.some(({ value }) => other.profiles.some((profile) => profile.value === value));
}
