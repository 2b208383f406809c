import { dockerfileRule } from '@plimsoll/core/rule';
import { problemsOf } from '../shared/syntax-problems.ts';

export default dockerfileRule({
  id: 'dockerfile/valid-argument',
  aliases: [
    'hadolint/DL3011',
    'trivy/DS-0008',
    'kics/71bf8cf8-f0a1-42fa-b9d2-d10525e0a38e',
    'dockerfilelint/invalid_port',
    'dockerfilelint/invalid_format',
    'dockerfilelint/label_invalid',
    'dockerfile-utils/SHELL_JSON_FORM',
    'dockerfile-utils/INVALID_PORT',
    'dockerfile-utils/INVALID_PROTO',
    'dockerfile-utils/INVALID_BUILD_STAGE_NAME',
    'dockerfile-utils/INVALID_SIGNAL',
    'dockerfile-utils/SYNTAX_MISSING_EQUALS',
    'dockerfile-utils/SYNTAX_MISSING_NAMES',
    'dockerfile-utils/UNKNOWN_TYPE',
    'semgrep/invalid-port',
    'droast/DF040',
  ],
  since: '0.1.0',
  category: 'correctness',
  severity: 'error',
  presets: ['recommended'],
  atMost: { later: 'warning' },

  summary: 'Write arguments in the form that the instruction reads.',
  why: `
    Each instruction reads its arguments in its own way: \`KEY=VALUE\` pairs, ports, signals, stage names, JSON arrays of
    strings. The build stops at one that it can't read.
  `,
  sources: ['https://docs.docker.com/reference/dockerfile/'],

  fixable: 'none',
  messages: {
    invalidArgument: '{problem} {advice}',
    invalidJson: '{problem} {advice}',
    invalidStageName: '{problem} {advice}',
    later: '{problem} {advice}',
  },

  examples: [
    {
      title: 'A value with blanks, without quotes',
      bad: `
        FROM alpine:3.22
        LABEL vendor=Acme Corporation
      `,
      good: `
        FROM alpine:3.22
        LABEL vendor="Acme Corporation"
      `,
    },
    {
      title: 'SHELL without its JSON array',
      bad: `
        FROM alpine:3.22
        SHELL /bin/ash -c
      `,
      good: `
        FROM alpine:3.22
        SHELL ["/bin/ash", "-c"]
      `,
    },
    {
      title: 'A stage name that begins with a digit',
      bad: `
        FROM alpine:3.22 AS 1st
      `,
      good: `
        FROM alpine:3.22 AS first
      `,
    },
  ],

  on: {
    File(_file, context) {
      for (const problem of problemsOf('dockerfile/valid-argument', context)) context.report(problem);
    },
  },
});
