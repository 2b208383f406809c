import {
  dockerfileRule,
  nearest,
  replace,
  type StageGraph,
  type StageReference,
  stageGraph,
} from '@plimsoll/core/rule';
import { isOfficialImage } from '../knowledge/official-images.ts';
import { hasForeignSyntax } from '../shared/foreign-syntax.ts';
import { fixableProblemsOf } from '../shared/syntax-problems.ts';

export default dockerfileRule({
  id: 'dockerfile/valid-stage-reference',
  aliases: [
    'hadolint/DL3022',
    'hadolint/DL3023',
    'tally/circular-stage-deps',
    'trivy/DS-0006',
    'kics/cdddb86f-95f6-4fc4-b5a1-483d9afceb2b',
    'semgrep/copy-from-own-alias',
    'dockerfile-utils/FLAG_INVALID_FROM_VALUE',
    'droast/DF049',
    'droast/DF050',
  ],
  since: '0.1.0',
  category: 'correctness',
  severity: 'error',
  presets: ['recommended'],
  atMost: { noSuchStage: 'info', later: 'warning' },

  summary: 'Copy and mount from stages that are there, and that come first.',
  why: `
    \`COPY --from\` and \`RUN --mount=from=\` name an earlier stage, an image or a build context. The build stops where they
    name a stage that comes later, the stage itself or a number that no stage has. So does FROM with a stage that comes
    later. A name that no stage has is taken for
    an image on Docker Hub, so a misspelt stage fails only when the pull is refused, or pulls what somebody else has
    published under that name.

    A name that is close to that of a stage is an error. Any other plain name that is no official image is information
    only, since the build may be given a context of that name; contexts that a Compose file gives are known.
  `,
  sources: [
    'https://docs.docker.com/reference/dockerfile/#copy---from',
    'https://docs.docker.com/build/building/multi-stage/#use-an-external-image-as-a-stage',
  ],

  fixable: 'unsafe',
  fixTitle: 'Use the stage with the similar name',
  messages: {
    invalidStageReference: '{problem} {advice}',
    later: '{problem} {advice}',
    similarStage:
      'No stage is called {name}, so Docker Hub would be asked for an image of that name. Did you mean the stage {similar}?',
    laterStage:
      'The stage {name} comes only later, so Docker Hub would be asked for an image of that name. Move that stage above this line.',
    noSuchStage:
      'No stage is called {name}, so Docker Hub is asked for an image of that name unless the build is given a context. If it is an image, write its tag.',
  },

  examples: [
    {
      title: 'A stage that comes later',
      bad: `
        FROM alpine:3.22 AS base
        COPY --from=build /app /app
        FROM golang:1.26 AS build
        RUN go build -o /app .
      `,
      good: `
        FROM golang:1.26 AS build
        RUN go build -o /app .
        FROM alpine:3.22 AS base
        COPY --from=build /app /app
      `,
    },
    {
      title: 'FROM with a stage that comes later',
      bad: `
        FROM builder AS test
        RUN go test ./...
        FROM golang:1.26 AS builder
        COPY . .
      `,
      good: `
        FROM golang:1.26 AS builder
        COPY . .
        FROM builder AS test
        RUN go test ./...
      `,
    },
    {
      title: 'A misspelt stage',
      bad: `
        FROM golang:1.26 AS builder
        RUN go build -o /app .
        FROM alpine:3.22
        COPY --from=bulider /app /app
      `,
      good: `
        FROM golang:1.26 AS builder
        RUN go build -o /app .
        FROM alpine:3.22
        COPY --from=builder /app /app
      `,
    },
    {
      title: 'An image, and a context that Compose gives',
      good: {
        Dockerfile: `
          FROM alpine:3.22
          COPY --from=nginx /etc/nginx/mime.types /etc/
          COPY --from=shared /lib /lib
        `,
        'compose.yaml': `
          services:
            web:
              build:
                context: .
                additional_contexts:
                  shared: ../shared
        `,
      },
    },
  ],

  on: {
    File(_file, context) {
      for (const problem of fixableProblemsOf('dockerfile/valid-stage-reference', context)) context.report(problem);
      if (hasForeignSyntax(context.document)) return;
      // Each build may have contexts of its own; what one lacks, its users lack.
      for (const build of context.builds) {
        const graph = stageGraph(build);
        for (const { at, name } of laterStages(graph))
          context.report({ at, message: 'laterStage', data: { name }, fix: null });
        for (const reference of graph.references.filter(isPlainImage)) {
          const at = reference.word;
          const name = at.text;
          const similar = nearest(name, graph.names.slice(0, maximalCandidates));
          if (similar === undefined) context.report({ at, message: 'noSuchStage', data: { name }, fix: null });
          else
            context.report({ at, message: 'similarStage', data: { name, similar }, fix: () => [replace(at, similar)] });
        }
      }
    },
  },
});

/** Where FROM names a stage that only follows: what it then means is an image, and hardly one that there is. */
function laterStages({ stages, baseOf, named }: StageGraph) {
  return stages.flatMap((stage) => {
    const base = baseOf(stage);
    const at = stage.from.image;
    if (!at || base.kind !== 'image' || isOfficialImage(base.reference.text)) return [];
    const { text } = base.reference;
    const later = named(text);
    return later && later.name === text && later.index > stage.index ? [{ at, name: text }] : [];
  });
}

/** So many names are looked through for one that was meant: each costs the product of the lengths. */
const maximalCandidates = 64;

/** A name without registry, tag and digest that is taken for an image, and is none that is known. */
function isPlainImage({ word, target }: StageReference): boolean {
  if (target.kind !== 'image' || !target.result.ok) return false;
  return /^[a-z0-9._-]+$/.test(word.text) && !isOfficialImage(word.text);
}
