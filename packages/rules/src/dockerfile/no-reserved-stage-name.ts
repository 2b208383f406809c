import { dockerfileRule } from '@plimsoll/core/rule';

/** Names that mean something else to the builder (`reservedStageNames` in BuildKit's validations.go). */
const reserved: Readonly<Record<string, string>> = {
  scratch: 'the empty image',
  context: 'the build context',
};

export default dockerfileRule({
  id: 'dockerfile/no-reserved-stage-name',
  aliases: ['buildkit/ReservedStageName', 'hadolint/DL3063', 'droast/DF084'],
  since: '0.1.0',
  category: 'correctness',
  severity: 'error',
  presets: ['recommended'],

  summary: 'Do not call a stage `scratch` or `context`.',
  why: `
    To the builder \`scratch\` is the empty image and \`context\` the build context. A stage of that name, in any letter case,
    hides one of them, and whoever reads \`FROM scratch\` below it is misled.
  `,
  sources: ['https://docs.docker.com/reference/build-checks/reserved-stage-name/'],

  fixable: 'none',
  messages: {
    reserved: '"{name}" already stands for {meaning}, so a stage can\'t have that name. Choose another one.',
  },

  examples: [
    {
      title: 'A stage called scratch',
      bad: `
        FROM alpine:3.22 AS scratch
        RUN apk add --no-cache curl
      `,
      good: `
        FROM alpine:3.22 AS tools
        RUN apk add --no-cache curl
      `,
    },
    {
      title: 'The empty image itself',
      good: `
        FROM scratch AS final
        COPY app /
      `,
    },
  ],

  on: {
    Stage({ name, from }, { report }) {
      const meaning = name === undefined ? undefined : reserved[name];
      if (name === undefined || meaning === undefined || !from.alias) return;
      report({ at: from.alias, message: 'reserved', data: { name, meaning } });
    },
  },
});
