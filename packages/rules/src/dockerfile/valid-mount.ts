import { dockerfileRule } from '@plimsoll/core/rule';
import { problemsOf } from '../shared/syntax-problems.ts';

export default dockerfileRule({
  id: 'dockerfile/valid-mount',
  since: '0.1.0',
  category: 'correctness',
  severity: 'error',
  presets: ['recommended'],
  atMost: { later: 'warning' },

  summary: 'Write `RUN --mount` with fields that its type has.',
  why: `
    The fields of a mount depend on its type: a cache has an id and a sharing mode, a secret can be required, a bind has
    neither. The build refuses a field that the type does not have and a value that does not fit.
  `,
  sources: ['https://docs.docker.com/reference/dockerfile/#run---mount'],

  fixable: 'none',
  messages: {
    invalidMount: '{problem} {advice}',
    later: '{problem} {advice}',
  },

  examples: [
    {
      title: 'A type that there is not',
      bad: `
        FROM alpine:3.22
        RUN --mount=type=volume,target=/data true
      `,
      good: `
        FROM alpine:3.22
        RUN --mount=type=cache,target=/data true
      `,
    },
  ],

  on: {
    File(_file, context) {
      for (const problem of problemsOf('dockerfile/valid-mount', context)) context.report(problem);
    },
  },
});
