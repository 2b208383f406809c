import { dockerfileRule } from '@plimsoll/core/rule';
import { fixableProblemsOf } from '../shared/syntax-problems.ts';

export default dockerfileRule({
  id: 'dockerfile/valid-instruction',
  aliases: [
    'tally/unknown-instruction',
    'tally/require-stages',
    'tally/invalid-onbuild-trigger',
    'hadolint/DL3043',
    'hadolint/DL3061',
    'dockerfilelint/invalid_command',
    'dockerfilelint/from_first',
    'dockerfile-utils/UNKNOWN_INSTRUCTION',
    'dockerfile-utils/NO_SOURCE_IMAGE',
    'dockerfile-utils/ONBUILD_CHAINING_DISALLOWED',
    'dockerfile-utils/ONBUILD_TRIGGER_DISALLOWED',
    'droast/DF037',
    'droast/DF068',
    'droast/DF071',
  ],
  since: '0.1.0',
  category: 'correctness',
  severity: 'error',
  presets: ['recommended'],
  atMost: { later: 'warning' },

  summary: 'Begin each line with an instruction that Docker knows, and the file with FROM.',
  why: `
    The build stops at a word that is no instruction, and at an instruction that stands where it may not: anything but
    ARG in front of the first FROM, FROM or MAINTAINER inside ONBUILD. A file without FROM builds nothing.
  `,
  sources: [
    'https://docs.docker.com/reference/dockerfile/#format',
    'https://docs.docker.com/reference/dockerfile/#from',
    'https://docs.docker.com/reference/dockerfile/#onbuild',
  ],

  fixable: 'unsafe',
  fixTitle: 'Replace the word with the similar instruction',
  messages: {
    unknownInstruction: '{problem} {advice}',
    noInstructions: '{problem} {advice}',
    emptyFile: '{problem} {advice}',
    noStages: '{problem} {advice}',
    beforeFirstStage: '{problem} {advice}',
    onbuildNotAllowed: '{problem} {advice}',
    lineTooLong: '{problem} {advice}',
    later: '{problem} {advice}',
  },

  examples: [
    {
      title: 'A misspelt instruction',
      bad: `
        FROM alpine:3.22
        COYP app /usr/bin/app
      `,
      good: `
        FROM alpine:3.22
        COPY app /usr/bin/app
      `,
    },
    {
      title: 'An instruction in front of FROM',
      bad: `
        RUN true
        FROM alpine:3.22
      `,
      good: `
        FROM alpine:3.22
        RUN true
      `,
    },
    {
      title: 'ARG in front of FROM',
      good: `
        ARG VERSION=3.22
        FROM alpine:$VERSION
      `,
    },
  ],

  on: {
    File(file, context) {
      // A misspelt FROM is the reason, and reported by itself.
      const misspelt = file.problems.some((problem) => problem.data.suggestion === 'FROM');
      for (const problem of fixableProblemsOf('dockerfile/valid-instruction', context)) {
        if (!misspelt || problem.message !== 'noStages') context.report(problem);
      }
    },
  },
});
