import { dockerfileRule } from '@plimsoll/core/rule';
import { fixableProblemsOf } from '../shared/syntax-problems.ts';

export default dockerfileRule({
  id: 'dockerfile/valid-flag',
  aliases: [
    'dockerfile-utils/UNKNOWN_ADD_FLAG',
    'dockerfile-utils/UNKNOWN_COPY_FLAG',
    'dockerfile-utils/UNKNOWN_FROM_FLAG',
    'dockerfile-utils/UNKNOWN_HEALTHCHECK_FLAG',
    'dockerfile-utils/FLAG_DUPLICATE',
    'dockerfile-utils/FLAG_AT_LEAST_ONE',
    'dockerfile-utils/FLAG_INVALID_DURATION',
    'dockerfile-utils/FLAG_LESS_THAN_1MS',
    'dockerfile-utils/FLAG_MISSING_DURATION',
    'dockerfile-utils/FLAG_MISSING_VALUE',
    'dockerfile-utils/FLAG_UNKNOWN_UNIT',
    'dockerfile-utils/FLAG_INVALID_LINK_VALUE',
    'dockerfile-utils/FLAG_EXPECTED_BOOLEAN_VALUE',
    'dockerfilelint/healthcheck_options_missing_args',
  ],
  since: '0.1.0',
  category: 'correctness',
  severity: 'error',
  presets: ['recommended'],
  atMost: { later: 'warning' },

  summary: 'Give an instruction only flags that it has, once, and with values that fit.',
  why: `
    Flags stand between the instruction and its arguments. The build refuses one that the instruction does not have, one
    that is there twice, and a value that is no duration, number or truth value where one is needed.
  `,
  sources: [
    'https://docs.docker.com/reference/dockerfile/#run',
    'https://docs.docker.com/reference/dockerfile/#copy',
    'https://docs.docker.com/reference/dockerfile/#add',
    'https://docs.docker.com/reference/dockerfile/#healthcheck',
  ],

  fixable: 'unsafe',
  fixTitle: 'Replace the flag with the similar one',
  messages: {
    unknownFlag: '{problem} {advice}',
    duplicateFlag: '{problem} {advice}',
    flagNeedsValue: '{problem} {advice}',
    flagNotBoolean: '{problem} {advice}',
    invalidFlagValue: '{problem} {advice}',
    later: '{problem} {advice}',
  },

  examples: [
    {
      title: 'A misspelt flag',
      bad: `
        FROM alpine:3.22
        COPY --chwon=1000 app /app
      `,
      good: `
        FROM alpine:3.22
        COPY --chown=1000 app /app
      `,
    },
    {
      title: 'A flag twice',
      bad: `
        FROM alpine:3.22
        COPY --chown=0 --chown=1000 app /app
      `,
      good: `
        FROM alpine:3.22
        COPY --chown=1000 app /app
      `,
    },
    {
      title: 'A duration without its unit',
      bad: `
        FROM alpine:3.22
        HEALTHCHECK --interval=30 CMD wget -qO- localhost
      `,
      good: `
        FROM alpine:3.22
        HEALTHCHECK --interval=30s CMD wget -qO- localhost
      `,
    },
  ],

  on: {
    File(_file, context) {
      for (const problem of fixableProblemsOf('dockerfile/valid-flag', context)) context.report(problem);
    },
  },
});
