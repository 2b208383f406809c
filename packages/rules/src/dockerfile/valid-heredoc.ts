import { dockerfileRule } from '@plimsoll/core/rule';
import { problemsOf } from '../shared/syntax-problems.ts';

export default dockerfileRule({
  id: 'dockerfile/valid-heredoc',
  since: '0.1.0',
  category: 'correctness',
  severity: 'error',
  presets: ['recommended'],
  atMost: { later: 'warning' },

  summary: 'End each heredoc, and give a COPY or ADD of heredocs a destination.',
  why: `
    Without its closing line a heredoc takes in the rest of the file, instructions and all, and the build stops.
  `,
  sources: ['https://docs.docker.com/reference/dockerfile/#here-documents'],

  fixable: 'none',
  messages: {
    unterminatedHeredoc: '{problem} {advice}',
    heredocDestination: '{problem} {advice}',
    later: '{problem} {advice}',
  },

  examples: [
    {
      title: 'No closing line',
      bad: `
        FROM alpine:3.22
        RUN <<EOF
        echo hello
        CMD ["true"]
      `,
      good: `
        FROM alpine:3.22
        RUN <<EOF
        echo hello
        EOF
        CMD ["true"]
      `,
    },
  ],

  on: {
    File(_file, context) {
      for (const problem of problemsOf('dockerfile/valid-heredoc', context)) context.report(problem);
    },
  },
});
