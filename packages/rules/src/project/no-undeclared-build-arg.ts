import {
  type Build,
  type Instruction,
  linkedBuild,
  platformArguments,
  projectRule,
  type Stage,
  stageGraph,
} from '@plimsoll/core/rule';
import { isOfficialImage } from '../knowledge/official-images.ts';
import { dockerfileName } from '../shared/dockerfile-names.ts';
import { hasForeignSyntax } from '../shared/foreign-syntax.ts';
import { isContainer, placesOfValue } from '../shared/service-places.ts';

export default projectRule({
  id: 'project/no-undeclared-build-arg',
  since: '0.1.0',
  category: 'correctness',
  severity: 'warning',
  presets: ['recommended'],
  atMost: { perhaps: 'info' },

  summary: 'Pass only build arguments that the Dockerfile declares.',
  why: `
    A build argument without an \`ARG\` in the stages that are built has no effect: BuildKit says that it was not
    consumed, and goes on with what stands in the Dockerfile. Mostly the name is misspelt, or the \`ARG\` has gone.
    Arguments that BuildKit knows by itself (\`HTTP_PROXY\`, \`TARGETARCH\`, \`BUILDKIT_...\`) need none, and those that
    several services share through an anchor are not reported. A base image may declare more with ONBUILD, which is known
    only of official images.
  `,
  sources: [
    'https://docs.docker.com/reference/compose-file/build/#args',
    'https://docs.docker.com/reference/dockerfile/#arg',
  ],

  fixable: 'none',
  messages: {
    undeclared:
      'The service {service} passes the build argument {name}, but {dockerfile} has no ARG {name}, so that it has no effect. Declare it in the stage that uses it, or take it out.',
    otherStage:
      'The service {service} passes the build argument {name}, but only stages of {dockerfile} that it does not build declare it, so that it has no effect.',
    perhaps:
      'The service {service} passes the build argument {name}, but {dockerfile} has no ARG {name}. Unless the base image declares it with ONBUILD, it has no effect.',
  },

  examples: [
    {
      title: 'An argument that nobody declares',
      bad: {
        'compose.yaml': `
          services:
            web:
              build:
                context: .
                args:
                  NODE_VERSON: "24"
        `,
        Dockerfile: `
          ARG NODE_VERSION=22
          FROM node:\${NODE_VERSION}-slim
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
          ARG NODE_VERSION=22
          FROM node:\${NODE_VERSION}-slim
        `,
      },
    },
    {
      title: 'An argument of a stage that is not built',
      bad: {
        'compose.yaml': `
          services:
            web:
              build:
                context: .
                target: dev
                args:
                  - COMMIT=unknown
        `,
        Dockerfile: `
          FROM node:24-slim AS dev
          CMD ["node", "server.js"]
          FROM dev
          ARG COMMIT
          LABEL org.opencontainers.image.revision=$COMMIT
        `,
      },
    },
  ],

  on: {
    Service(service, { project, report }) {
      const { build, name } = service;
      const result = linkedBuild(project, service)?.result;
      if (!build || !result || !isContainer(service) || hasForeignSyntax(result.dockerfile)) return;
      const graph = stageGraph(result);
      if (!graph.target) return;
      const built = graph.stages.filter((stage) => graph.isReachable(stage));
      const { preamble, instructions } = result.dockerfile.root;
      const seen = declaredBy([...preamble, ...built.flatMap((stage) => stage.instructions)]);
      const elsewhere = declaredBy(instructions);
      for (const arg of build.args) {
        if (seen.has(arg.name) || isPredefined(arg.name) || arg.origin.via.length > 0) continue;
        const sure = built.every((stage) => hasKnownBase(result, stage));
        const message = elsewhere.has(arg.name) ? 'otherStage' : 'undeclared';
        report({
          ...placesOfValue(arg.origin, name, project),
          at: arg.nameAt,
          message: sure ? message : 'perhaps',
          data: { service: name, name: arg.name, dockerfile: dockerfileName(result.dockerfile) },
          subject: name,
        });
      }
    },
  },
});

/** The names that ARG declares, in triggers of ONBUILD too. */
function declaredBy(instructions: readonly Instruction[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const outer of instructions) {
    const instruction = outer.kind === 'Onbuild' ? outer.trigger : outer;
    if (instruction?.kind === 'Arg') for (const { key } of instruction.pairs) names.add(key.text);
  }
  return names;
}

/** What BuildKit takes without ARG: "Predefined ARGs" and "BuildKit built-in build args" in Docker's reference. */
function isPredefined(name: string): boolean {
  if (platformArguments.includes(name) || name.startsWith('BUILDKIT_') || name === 'SOURCE_DATE_EPOCH') return true;
  return /^(?:https?|ftp|no|all)_proxy$/i.test(name);
}

/** True if the base has no ONBUILD that declares arguments. */
function hasKnownBase(build: Build, stage: Stage): boolean {
  const base = stageGraph(build).baseOf(stage);
  if (base.kind === 'stage' || base.kind === 'scratch') return true;
  if (base.kind !== 'image') return false;
  const { familiarName, tag } = base.reference;
  return isOfficialImage(familiarName) && !tag?.text.includes('onbuild');
}
