import {
  buildArguments,
  expandWord,
  linkedBuild,
  parseImageReference,
  projectRule,
  stageGraph,
  type Word,
  wordParts,
} from '@plimsoll/core/rule';
import { dockerfileName } from '../shared/dockerfile-names.ts';
import { hasForeignSyntax } from '../shared/foreign-syntax.ts';
import { mayReportMissing, placesOfValue } from '../shared/service-places.ts';

export default projectRule({
  id: 'project/require-build-arg',
  since: '0.1.0',
  category: 'correctness',
  severity: 'error',
  presets: ['recommended'],

  summary: 'Give the build arguments that a base image needs.',
  why: `
    An \`ARG\` before the first FROM that has no default and no value is empty. Where the name of a base image is
    nothing without it (\`FROM node:\${VERSION}\`), the build fails, and only there: Docker Compose loads the file
    without a word. A value that comes from the environment (\`args: [VERSION]\`) is not known, and so not reported.
  `,
  sources: [
    'https://docs.docker.com/reference/compose-file/build/#args',
    'https://docs.docker.com/reference/dockerfile/#understand-how-arg-and-from-interact',
  ],

  fixable: 'none',
  messages: {
    base: 'The service {service} does not give the build argument {name}, without which FROM {image} in {dockerfile} names no image, so the build fails. Add it to build.args, or give the ARG a default.',
  },

  examples: [
    {
      title: 'A version without a default',
      bad: {
        'compose.yaml': `
          services:
            web:
              build: .
        `,
        Dockerfile: `
          ARG NODE_VERSION
          FROM node:\${NODE_VERSION}
        `,
      },
      good: {
        'compose.yaml': `
          services:
            web:
              build:
                context: .
                args:
                  NODE_VERSION: "24"
        `,
        Dockerfile: `
          ARG NODE_VERSION
          FROM node:\${NODE_VERSION}
        `,
      },
    },
    {
      title: 'A suffix that may be empty',
      good: {
        'compose.yaml': `
          services:
            web:
              build: .
        `,
        Dockerfile: `
          ARG VARIANT
          FROM node:24\${VARIANT}
        `,
      },
    },
  ],

  on: {
    Service(service, { application, project, report }) {
      const result = linkedBuild(project, service)?.result;
      if (!service.build || !result || !mayReportMissing(service, application)) return;
      if (hasForeignSyntax(result.dockerfile)) return;
      const graph = stageGraph(result);
      const { declarations, given, globals } = buildArguments(result);
      const lacks = (name: string): boolean =>
        declarations.has(name) && declarations.get(name)?.value === undefined && given(name) === undefined;
      for (const stage of graph.stages) {
        const { image } = stage.from;
        if (!image || !graph.isReachable(stage) || graph.baseOf(stage).kind !== 'unknown') continue;
        const expansion = expandWord(image, globals);
        if (!('value' in expansion) || parseImageReference(expansion.value).ok) continue;
        const name = variablesIn(image).find(lacks);
        if (name === undefined) continue;
        const pair = declarations.get(name);
        const places = placesOfValue(service.build.origin, service.name, project);
        report({
          ...places,
          at:
            service.build.context && !service.build.context.origin.synthetic ? service.build.context.origin : places.at,
          message: 'base',
          data: { service: service.name, name, image: image.text, dockerfile: dockerfileName(result.dockerfile) },
          subject: service.name,
          related: pair
            ? [...places.related, { at: pair.key, label: 'declared here, without a default' }]
            : places.related,
        });
        return;
      }
    },
  },
});

/** The variables that are replaced as they are; one with an operator brings its own default. */
function variablesIn(word: Word): readonly string[] {
  return (wordParts(word) ?? []).flatMap((part) =>
    part.kind === 'variable' && part.operator === undefined ? [part.name] : [],
  );
}
