import { dockerfileRule } from '@plimsoll/core/rule';
import { removeLines } from '../shared/labels.ts';
import { isWindowsStage } from '../shared/shipped-image.ts';

export default dockerfileRule({
  id: 'dockerfile/no-stopsignal-on-windows',
  aliases: ['tally/windows/no-stopsignal'],
  since: '0.1.0',
  category: 'correctness',
  severity: 'warning',
  presets: ['windows'],

  summary: 'Set no STOPSIGNAL in an image for Windows.',
  why: `
    Windows has no signals: a container is stopped with a console event and then ended, whatever STOPSIGNAL says.
  `,
  sources: ['https://docs.docker.com/reference/dockerfile/#stopsignal'],

  fixable: 'unsafe',
  fixTitle: 'Remove STOPSIGNAL, which does nothing on Windows',
  messages: {
    windows: 'STOPSIGNAL does nothing in a container on Windows, which has no signals. Remove it.',
  },

  examples: [
    {
      title: 'A base for Windows',
      bad: `
        FROM mcr.microsoft.com/windows/servercore:ltsc2025
        STOPSIGNAL SIGTERM
        CMD ["app.exe"]
      `,
      good: `
        FROM mcr.microsoft.com/windows/servercore:ltsc2025
        CMD ["app.exe"]
      `,
    },
    {
      title: 'A base for Linux',
      good: `
        FROM alpine:3.22
        STOPSIGNAL SIGINT
      `,
    },
  ],

  on: {
    Stopsignal(instruction, { document, builds, report }) {
      const stage = document.root.stages[instruction.stageIndex ?? -1];
      if (!stage || instruction.onbuild || !builds.every((build) => isWindowsStage(build, stage))) return;
      const edits = removeLines(instruction);
      report({ at: instruction.keyword, message: 'windows', fix: edits ? () => edits : null });
    },
  },
});
