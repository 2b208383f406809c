import {
  type Build,
  type DockerfileFile,
  dockerfileRule,
  hasVariables,
  option,
  type Stage,
  stageGraph,
  type WordPart,
  wordParts,
} from '@plimsoll/core/rule';
import { isWorkStage } from '../shared/shipped-image.ts';

export default dockerfileRule({
  id: 'dockerfile/no-unused-stage',
  aliases: ['tally/no-unreachable-stages'],
  since: '0.1.0',
  category: 'maintainability',
  severity: 'info',
  presets: [],

  summary: 'Have only stages that something is built from.',
  why: `
    A stage that no build reaches is never built, so that nobody notices when it no longer can be: it is a leftover, or the
    \`--from\` that should use it names something else. A build begins at its target: the last stage, or those that
    Compose files name. Stages that are built on purpose by name (\`--target\`, a Bake file) are not visible here; name them
    in the options, which is why the rule is in no preset. Names that begin with dev, debug, test, lint or ci are taken for such targets, and so are named stages
    on \`scratch\`, which only hold files to export.
  `,
  sources: ['https://docs.docker.com/build/building/multi-stage/#stop-at-a-specific-build-stage'],

  fixable: 'none',
  options: {
    targets: option.strings({ default: [], summary: 'Names of stages that are built by name.' }),
  },
  messages: {
    unused:
      'Neither the last stage nor a Compose file needs the stage {name}. Remove it, copy from it, or name it in targets if it is built by name.',
  },

  examples: [
    {
      title: 'A leftover',
      bad: `
        FROM node:24 AS assets
        RUN npm run build

        FROM node:24 AS build
        RUN npm run build

        FROM nginx:1.29
        COPY --from=build /dist /usr/share/nginx/html
      `,
      good: `
        FROM node:24 AS build
        RUN npm run build

        FROM nginx:1.29
        COPY --from=build /dist /usr/share/nginx/html
      `,
    },
    {
      title: 'A stage that a variable chooses',
      good: `
        ARG VARIANT=plain
        FROM alpine:3.22 AS app-plain
        FROM debian:trixie-slim AS app-full
        FROM app-\${VARIANT}
        RUN true
      `,
    },
  ],

  on: {
    File(file, { builds, options, report }) {
      if (file.stages.length < 2) return;
      const chosen = chosenByVariables(file);
      // The last stage is built wherever no target is given, whatever Compose files ask for.
      const roots = file.stages.filter(
        (stage, index) =>
          index === file.stages.length - 1 ||
          isWorkStage(stage) ||
          options.targets.includes(stage.name ?? '') ||
          isOutput(stage) ||
          chosen(stage),
      );
      const used = reachedFrom(roots, builds);
      for (const stage of file.stages) {
        if (used.has(stage) || builds.some((build) => stageGraph(build).isReachable(stage))) continue;
        const name = stage.name ?? String(stage.index);
        report({ at: stage.from.alias ?? stage.from.image ?? stage.from.keyword, message: 'unused', data: { name } });
      }
    },
  },
});

/** A named stage on scratch only holds files, to be exported with `--target` and `--output`. */
const isOutput = ({ name, from }: Stage): boolean => name !== undefined && from.image?.text === 'scratch';

/** Whether a FROM with variables may mean a stage: one whose name begins and ends as the text around them. */
function chosenByVariables({ stages }: DockerfileFile): (stage: Stage) => boolean {
  const frames = stages.flatMap(({ from: { image } }) => {
    if (!image || !hasVariables(image)) return [];
    const parts = wordParts(image) ?? [];
    return [{ head: literalOf(parts.at(0)), tail: literalOf(parts.at(-1)) }];
  });
  return ({ name }) =>
    name !== undefined && frames.some(({ head, tail }) => name.startsWith(head) && name.endsWith(tail));
}

/** Names are kept in lower case. */
const literalOf = (part: WordPart | undefined): string => (part?.kind === 'literal' ? part.value.toLowerCase() : '');

/** The stages, what they are based on and what they copy from. */
function reachedFrom(roots: readonly Stage[], builds: readonly Build[]): ReadonlySet<Stage> {
  const reached = new Set<Stage>();
  if (roots.length === 0) return reached;
  const edges = new Map<Stage, Stage[]>();
  const addEdge = (from: Stage, to: Stage): void => {
    const list = edges.get(from);
    if (list) list.push(to);
    else edges.set(from, [to]);
  };
  for (const build of builds) {
    const graph = stageGraph(build);
    for (const stage of graph.stages) {
      const base = graph.baseOf(stage);
      if (base.kind === 'stage') addEdge(stage, base.stage);
    }
    for (const { stage, target } of graph.references) if (target.kind === 'stage') addEdge(stage, target.stage);
  }
  const open = [...roots];
  for (let stage = open.pop(); stage; stage = open.pop()) {
    if (reached.has(stage)) continue;
    reached.add(stage);
    open.push(...(edges.get(stage) ?? []));
  }
  return reached;
}
