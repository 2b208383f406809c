import { dockerfileRule, type Flag, remove, type TextEdit, wordParts } from '@plimsoll/core/rule';

export default dockerfileRule({
  id: 'dockerfile/no-redundant-target-platform',
  aliases: ['buildkit/RedundantTargetPlatform', 'hadolint/DL3065', 'droast/DF083'],
  since: '0.1.0',
  category: 'maintainability',
  severity: 'info',
  presets: ['recommended'],

  summary: 'Leave out `--platform=$TARGETPLATFORM`.',
  why: `
    A stage is built for the target platform unless \`FROM\` says otherwise, so the flag only makes readers look for a
    reason. \`--platform=$BUILDPLATFORM\` is another thing: it runs the stage natively on the machine that builds.
  `,
  sources: ['https://docs.docker.com/reference/build-checks/redundant-target-platform/'],

  fixable: 'safe',
  fixTitle: 'Remove the flag',
  messages: {
    redundant: 'The target platform is what FROM takes anyway. Remove the flag.',
  },

  examples: [
    {
      title: 'The default, written out',
      bad: `
        FROM --platform=$TARGETPLATFORM alpine:3.22
      `,
      good: `
        FROM alpine:3.22
      `,
    },
    {
      title: 'A stage that runs on the building machine',
      good: `
        FROM --platform=$BUILDPLATFORM golang:1.26 AS build
      `,
    },
  ],

  on: {
    From({ platform }, { builds, report }) {
      const build = builds[0];
      if (!platform || !build || !isTargetPlatform(platform)) return;
      const redefined = build.dockerfile.root.preamble.some(
        (instruction) =>
          instruction.kind === 'Arg' && instruction.pairs.some(({ key, value }) => key.text === target && value),
      );
      if (redefined) return;
      report({ at: platform, message: 'redundant', fix: () => [withoutFlag(platform)] });
    },
  },
});

const target = 'TARGETPLATFORM';

/** `$TARGETPLATFORM`, quoted or with a default that is never used, since the builder always sets it. */
function isTargetPlatform({ value }: Flag): boolean {
  const parts = value ? wordParts(value) : undefined;
  const [part] = parts ?? [];
  if (parts?.length !== 1 || part?.kind !== 'variable' || part.name !== target) return false;
  return part.operator === undefined || /^:?[-?]$/.test(part.operator);
}

/** The flag with the blanks behind it. */
function withoutFlag({ source, span }: Flag): TextEdit {
  const rest = source.text.slice(span.end);
  return remove({ source, span: { start: span.start, end: span.end + (/^[ \t]*/.exec(rest)?.[0].length ?? 0) } });
}
