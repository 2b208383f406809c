import { dockerfileRule, type FromInstruction } from '@plimsoll/core/rule';

export default dockerfileRule({
  id: 'dockerfile/no-duplicate-stage-name',
  aliases: [
    'buildkit/DuplicateStageName',
    'hadolint/DL3024',
    'trivy/DS-0012',
    'checkov/CKV_DOCKER_11',
    'kics/f2daed12-c802-49cd-afed-fe41d0b82fed',
    'dockerfile-utils/DUPLICATE_BUILD_STAGE_NAME',
    'semgrep/alias-must-be-unique',
    'droast/DF042',
  ],
  since: '0.1.0',
  category: 'correctness',
  severity: 'error',
  presets: ['recommended'],

  summary: 'Give each stage a name of its own.',
  why: `
    The builder takes two stages of one name without a word: \`FROM name\` means the last one above it, \`COPY --from=name\`
    and \`--target\` mean the last one in the file. One of the two is then not what the reader thinks. Names are compared
    without regard to letter case.
  `,
  sources: ['https://docs.docker.com/reference/build-checks/duplicate-stage-name/'],

  fixable: 'none',
  messages: {
    duplicate:
      'The name "{name}" is already that of an earlier stage, and what --from and --target mean by it is the last of them. Give this stage another name.',
  },

  examples: [
    {
      title: 'Two stages of one name',
      bad: `
        FROM golang:1.26 AS build
        RUN go build -o /app .

        FROM node:24 AS build
        RUN npm ci
      `,
      good: `
        FROM golang:1.26 AS server
        RUN go build -o /app .

        FROM node:24 AS client
        RUN npm ci
      `,
    },
  ],

  on: {
    File({ stages }, { report }) {
      const first = new Map<string, FromInstruction>();
      for (const { name, from } of stages) {
        if (name === undefined || !from.alias) continue;
        const earlier = first.get(name)?.alias;
        if (!earlier) first.set(name, from);
        else {
          report({
            at: from.alias,
            message: 'duplicate',
            data: { name },
            related: [{ at: earlier, label: 'the first stage of this name' }],
          });
        }
      }
    },
  },
});
