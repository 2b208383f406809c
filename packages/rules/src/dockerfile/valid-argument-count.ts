import { dockerfileRule } from '@plimsoll/core/rule';
import { problemsOf } from '../shared/syntax-problems.ts';

export default dockerfileRule({
  id: 'dockerfile/valid-argument-count',
  aliases: [
    'dockerfilelint/required_params',
    'dockerfilelint/extra_args',
    'dockerfile-utils/ARGUMENT_MISSING',
    'dockerfile-utils/ARGUMENT_EXTRA',
    'dockerfile-utils/ARGUMENT_REQUIRES_ONE',
    'dockerfile-utils/ARGUMENT_REQUIRES_AT_LEAST_ONE',
    'dockerfile-utils/ARGUMENT_REQUIRES_TWO',
    'dockerfile-utils/ARGUMENT_REQUIRES_AT_LEAST_TWO',
    'dockerfile-utils/ARGUMENT_REQUIRES_ONE_OR_THREE',
    'dockerfile-utils/ARGUMENT_UNNECESSARY',
    'dockerfile-utils/HEALTHCHECK_CMD_ARGUMENT_MISSING',
    'dockerfile-utils/SHELL_REQUIRES_ONE',
    'dockerfile-utils/INVALID_AS',
  ],
  since: '0.1.0',
  category: 'correctness',
  severity: 'error',
  presets: ['recommended'],
  atMost: { later: 'warning' },

  summary: 'Give each instruction as many arguments as it needs, and no more.',
  why: `
    COPY and ADD need a source and a destination, FROM an image and perhaps a name behind AS, most others at least one
    argument. With fewer or more the build stops.
  `,
  sources: ['https://docs.docker.com/reference/dockerfile/#format'],

  fixable: 'none',
  messages: {
    tooFewArguments: '{problem} {advice}',
    tooManyArguments: '{problem} {advice}',
    later: '{problem} {advice}',
  },

  examples: [
    {
      title: 'No destination',
      bad: `
        FROM alpine:3.22
        COPY app.conf
      `,
      good: `
        FROM alpine:3.22
        COPY app.conf /etc/app.conf
      `,
    },
    {
      title: 'Words behind the image',
      bad: `
        FROM alpine:3.22 build
        RUN true
      `,
      good: `
        FROM alpine:3.22 AS build
        RUN true
      `,
    },
    {
      title: 'An empty CMD, which Docker takes',
      good: `
        FROM alpine:3.22
        CMD []
      `,
    },
  ],

  on: {
    File(_file, context) {
      for (const problem of problemsOf('dockerfile/valid-argument-count', context)) context.report(problem);
    },
  },
});
