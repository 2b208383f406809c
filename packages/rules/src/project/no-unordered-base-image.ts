import { parseImageReference, projectRule, type Service, stageGraph } from '@plimsoll/core/rule';
import { builtImage } from '../shared/built-image.ts';
import { isContainer } from '../shared/service-places.ts';

export default projectRule({
  id: 'project/no-unordered-base-image',
  since: '0.1.0',
  category: 'correctness',
  severity: 'warning',
  presets: ['recommended'],
  atMost: { dependsOn: 'info' },

  summary: 'Say which service builds the image that another build starts from.',
  why: `
    Compose builds services side by side. A Dockerfile whose FROM names the image of another service gets whatever has
    that name at that moment: an older build, or an image from a registry, or none. \`additional_contexts\` with
    \`service:\` makes the one build wait for the other and use its result. \`depends_on\` is about starting containers.
  `,
  sources: ['https://docs.docker.com/reference/compose-file/build/#additional_contexts'],

  fixable: 'none',
  messages: {
    unordered:
      'The build of {service} starts from {image}, which {other} builds, but nothing makes it wait for that. Add additional_contexts with {image}: service:{other}.',
    dependsOn:
      'The build of {service} starts from {image}, which {other} builds; depends_on orders containers and need not order builds. Add additional_contexts with {image}: service:{other}.',
  },

  examples: [
    {
      title: 'A base that another service builds',
      bad: {
        'compose.yaml': `
          services:
            base:
              image: example/base:1.4
              build: base
            web:
              build: .
        `,
        'base/Dockerfile': `
          FROM debian:trixie-slim
        `,
        Dockerfile: `
          FROM example/base:1.4
        `,
      },
      good: {
        'compose.yaml': `
          services:
            base:
              image: example/base:1.4
              build: base
            web:
              build:
                context: .
                additional_contexts:
                  example/base:1.4: service:base
        `,
        'base/Dockerfile': `
          FROM debian:trixie-slim
        `,
        Dockerfile: `
          FROM example/base:1.4
        `,
      },
    },
  ],

  on: {
    Application({ services, complete }, { application, project, report }) {
      if (application.fragment || !complete) return;
      const builders = buildersOf(services);
      if (builders.size === 0) return;
      for (const service of services) {
        const built = builtImage(project, service, application);
        if (!built || !service.build) continue;
        const graph = stageGraph(built.build);
        const told = new Set<Service>();
        for (const stage of graph.stages) {
          const base = graph.isReachable(stage) ? graph.baseOf(stage) : undefined;
          if (base?.kind !== 'image' || base.reference.digest) continue;
          const other = builders.get(base.reference.canonical);
          if (!other || other === service || told.has(other) || buildsItself(service, base.reference.canonical))
            continue;
          told.add(other);
          report({
            at: service.build.origin.key,
            message: service.dependsOn.some((on) => on.service === other.name) ? 'dependsOn' : 'unordered',
            data: { service: service.name, other: other.name, image: base.reference.text },
            subject: service.name,
            related: [
              { at: stage.from.image ?? stage.from, label: 'the base is named here' },
              { at: other.image?.origin ?? other.nameAt, label: `the image of ${other.name}` },
            ],
          });
        }
      }
    },
  },
});

/** The first service that builds each image, by its full name. */
function buildersOf(services: readonly Service[]): ReadonlyMap<string, Service> {
  const builders = new Map<string, Service>();
  for (const service of services) {
    const name = service.build && isContainer(service) ? canonicalImage(service) : undefined;
    if (name !== undefined && !builders.has(name)) builders.set(name, service);
  }
  return builders;
}

function canonicalImage({ image }: Service): string | undefined {
  if (image?.state !== 'known' || image.value === undefined) return undefined;
  const result = parseImageReference(image.value);
  return result.ok ? result.reference.canonical : undefined;
}

/** An image that is built on its own name, on the way of a local build of a published one. */
function buildsItself(service: Service, name: string): boolean {
  return canonicalImage(service) === name;
}
