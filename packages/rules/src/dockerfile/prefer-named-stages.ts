import {
  dockerfileRule,
  insertAfter,
  replace,
  type StageGraph,
  type StageReference,
  stageGraph,
  type TextEdit,
} from '@plimsoll/core/rule';

export default dockerfileRule({
  id: 'dockerfile/prefer-named-stages',
  aliases: ['kics/68a51e22-ae5a-4d48-8e87-b01a323605c9', 'droast/DF023'],
  since: '0.1.0',
  category: 'maintainability',
  severity: 'info',
  presets: ['strict'],

  summary: 'Copy from stages by their names, not by their numbers.',
  why: `
    A number says nothing of what is copied, and means another stage as soon as one is put in front of it or taken away;
    the build may then still succeed. A name fails where it is wrong.
  `,
  sources: ['https://docs.docker.com/build/building/multi-stage/#name-your-build-stages'],

  fixable: 'unsafe',
  fixTitle: 'Use the name of the stage, and give it one where it has none',
  messages: {
    named: 'The number {index} means the stage {name} only as long as no stage is added before it. Write {name}.',
    unnamed:
      'The number {index} means another stage as soon as one is added before it. Name that stage (FROM {image}) with AS and write that name.',
  },

  examples: [
    {
      title: 'A stage without a name',
      bad: `
        FROM golang:1.26
        RUN go build -o /app .

        FROM alpine:3.22
        COPY --from=0 /app /app
      `,
      good: `
        FROM golang:1.26 AS stage0
        RUN go build -o /app .

        FROM alpine:3.22
        COPY --from=stage0 /app /app
      `,
    },
    {
      title: 'A stage with a name',
      bad: `
        FROM golang:1.26 AS build
        RUN go build -o /app .

        FROM alpine:3.22
        COPY --from=0 /app /app
      `,
      good: `
        FROM golang:1.26 AS build
        RUN go build -o /app .

        FROM alpine:3.22
        COPY --from=build /app /app
      `,
    },
  ],

  on: {
    File(_file, { builds, report }) {
      const [build] = builds;
      const graph = build && stageGraph(build);
      for (const reference of graph?.references ?? []) {
        const { target, word, stage } = reference;
        if (!graph || target.kind !== 'stage' || target.stage.index >= stage.index || !/^\d+$/.test(word.text))
          continue;
        const fix = edits(graph, reference);
        const { name } = target.stage;
        const index = word.text;
        const image = target.stage.from.image?.text ?? '';
        if (name !== undefined) report({ at: word, message: 'named', data: { index, name }, fix });
        else report({ at: word, message: 'unnamed', data: { index, image }, fix });
      }
    },
  },
});

function edits({ named }: StageGraph, { target, word }: StageReference): (() => readonly TextEdit[]) | null {
  if (target.kind !== 'stage') return null;
  const { name, index, from } = target.stage;
  const { image } = from;
  // A name that two stages have means the last of them.
  if (name !== undefined) return named(name) === target.stage ? () => [replace(word, name)] : null;
  const made = `stage${index}`;
  return image && !named(made) ? () => [insertAfter(image, ` AS ${made}`), replace(word, made)] : null;
}
