import { dockerfileRule } from '@plimsoll/core/rule';
import { problemsOf } from '../shared/syntax-problems.ts';

export default dockerfileRule({
  id: 'dockerfile/valid-image-reference',
  aliases: ['dockerfile-utils/INVALID_REFERENCE_FORMAT', 'dockerfile-utils/BASE_NAME_EMPTY'],
  since: '0.1.0',
  category: 'correctness',
  severity: 'error',
  presets: ['recommended'],

  summary: 'Write image names as registries know them.',
  why: `
    An image name is in lower case, with a tag behind \`:\` or a digest behind \`@\`. The build stops at a name that is
    none. Where a build argument could still make it one, nothing is said.
  `,
  sources: [
    'https://docs.docker.com/reference/cli/docker/image/tag/#description',
    'https://docs.docker.com/reference/dockerfile/#from',
  ],

  fixable: 'none',
  messages: {
    invalidImageReference: '{problem} {advice}',
  },

  examples: [
    {
      title: 'Capitals',
      bad: `
        FROM Alpine:3.22
      `,
      good: `
        FROM alpine:3.22
      `,
    },
    {
      title: 'A tag behind a tag',
      bad: `
        FROM alpine:3.22:latest
      `,
      good: `
        FROM alpine:3.22
      `,
    },
  ],

  on: {
    File(_file, context) {
      for (const problem of problemsOf('dockerfile/valid-image-reference', context)) context.report(problem);
    },
  },
});
