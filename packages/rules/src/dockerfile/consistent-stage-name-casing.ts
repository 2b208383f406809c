import { dockerfileRule, replace, type StageReference, stageGraph, type TextEdit } from '@plimsoll/core/rule';

export default dockerfileRule({
  id: 'dockerfile/consistent-stage-name-casing',
  aliases: ['buildkit/StageNameCasing', 'droast/DF085'],
  since: '0.1.0',
  category: 'style',
  severity: 'info',
  presets: ['strict'],

  summary: 'Write the names of stages in lower case.',
  why: `
    The builder keeps every name in lower case, and compares \`FROM\` with it letter by letter: after \`AS Build\`, \`FROM build\`
    finds the stage and \`FROM Build\` does not. Names in lower case read the same everywhere.
  `,
  sources: ['https://docs.docker.com/reference/build-checks/stage-name-casing/'],

  fixable: 'safe',
  fixTitle: 'Write the name in lower case',
  messages: {
    upperCase: 'The builder keeps this name as "{lower}", and FROM finds it only in lower case. Write it so.',
  },

  examples: [
    {
      title: 'An upper-case letter',
      bad: `
        FROM golang:1.26 AS BuildServer
        RUN go build -o /app .

        FROM scratch
        COPY --from=BuildServer /app /app
      `,
      good: `
        FROM golang:1.26 AS buildserver
        RUN go build -o /app .

        FROM scratch
        COPY --from=buildserver /app /app
      `,
    },
  ],

  on: {
    Stage(stage, { builds, report }) {
      const { name, from } = stage;
      const { alias } = from;
      if (name === undefined || !alias || alias.text === name) return;
      const references = builds[0] ? stageGraph(builds[0]).references : [];
      const named = references.filter(({ target }) => target.kind === 'stage' && target.stage === stage);
      report({
        at: alias,
        message: 'upperCase',
        data: { lower: name },
        fix: () => [replace(alias, name), ...named.flatMap((reference) => lowered(reference, name))],
      });
    },
  },
});

/** `--from=Build` finds the stage too, and is written the same way as its name. */
function lowered({ word }: StageReference, name: string): readonly TextEdit[] {
  return word.text !== name && word.text.toLowerCase() === name ? [replace(word, name)] : [];
}
