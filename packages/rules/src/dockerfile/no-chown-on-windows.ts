import {
  type AddInstruction,
  type Build,
  type CopyInstruction,
  dockerfileRule,
  type Flag,
  remove,
  type Stage,
} from '@plimsoll/core/rule';
import { isWindowsStage } from '../shared/shipped-image.ts';

export default dockerfileRule({
  id: 'dockerfile/no-chown-on-windows',
  aliases: ['tally/windows/no-chown-flag'],
  since: '0.1.0',
  category: 'correctness',
  severity: 'warning',
  presets: ['windows'],

  summary: 'Give no owner to what is copied into an image for Windows.',
  why: `
    \`--chown\` sets the user and group numbers of Linux. On Windows it changes nothing; who may read a file is said by
    access lists, which \`icacls\` in a RUN sets.
  `,
  sources: ['https://docs.docker.com/reference/dockerfile/#copy---chown---chmod'],

  fixable: 'unsafe',
  fixTitle: 'Remove --chown, which does nothing on Windows',
  messages: {
    windows: '--chown does nothing in an image for Windows. Remove it, or set the access list with icacls in a RUN.',
  },

  examples: [
    {
      title: 'A base for Windows',
      bad: `
        FROM mcr.microsoft.com/windows/nanoserver:ltsc2025
        COPY --chown=app:app app.exe C:/app/
      `,
      good: `
        FROM mcr.microsoft.com/windows/nanoserver:ltsc2025
        COPY app.exe C:/app/
      `,
    },
    {
      title: 'A base for Linux',
      good: `
        FROM alpine:3.22
        COPY --chown=app:app app /
      `,
    },
  ],

  on: {
    Stage(stage, { builds, report }) {
      for (const flag of ownersIn(stage, builds)) {
        const { source, span } = flag;
        const blanks = /^[ \t]*/.exec(source.text.slice(span.end))?.[0].length ?? 0;
        const place = { source, span: { start: span.start, end: span.end + blanks } };
        report({ at: flag, message: 'windows', fix: () => [remove(place)] });
      }
    },
  },
});

function ownersIn(stage: Stage, builds: readonly Build[]): readonly Flag[] {
  const copies = stage.instructions.filter(
    (one): one is CopyInstruction | AddInstruction => one.kind === 'Copy' || one.kind === 'Add',
  );
  const flags = copies.flatMap(({ flags }) => flags.filter(({ name }) => name === 'chown'));
  return flags.length > 0 && builds.every((build) => isWindowsStage(build, stage)) ? flags : [];
}
