import {
  type DockerfileFile,
  type Download,
  dockerfileRule,
  downloadsIn,
  externalBaseOf,
  fact,
  type Located,
  textAt,
} from '@plimsoll/core/rule';

const architecture = /(?<![A-Za-z0-9])(amd64|x86[-_]64|arm64|aarch64)(?![A-Za-z0-9])/;

export default dockerfileRule({
  id: 'dockerfile/no-fixed-architecture',
  since: '0.1.0',
  category: 'correctness',
  severity: 'info',
  presets: ['recommended'],

  summary: 'Download for the architecture that is built.',
  why: `
    A file that asks for \`TARGETARCH\` is built for several architectures. A download that names one of them is the same in
    each image: the build succeeds, and the program does not start on the other machines. Branches (\`case\`, \`if\`),
    stages that are for one platform, and files that never ask are left alone.
  `,
  sources: ['https://docs.docker.com/build/building/multi-platform/#cross-compilation'],

  fixable: 'none',
  messages: {
    fixed:
      'This downloads for {architecture} whatever is built, and the file is for several architectures. Use $TARGETARCH in the URL.',
  },

  examples: [
    {
      title: 'One architecture among several',
      bad: `
        FROM alpine:3.22
        ARG TARGETARCH
        COPY dist/app-$TARGETARCH /usr/local/bin/app
        ADD https://example.com/tool-linux-amd64 /usr/local/bin/tool
      `,
      good: `
        FROM alpine:3.22
        ARG TARGETARCH
        COPY dist/app-$TARGETARCH /usr/local/bin/app
        ADD https://example.com/tool-linux-$TARGETARCH /usr/local/bin/tool
      `,
    },
  ],

  on: {
    Stage(stage, { document, builds, report }) {
      const [build] = builds;
      if (!build || !asksForTarget(document.root) || stage.from.platform) return;
      const { stage: bottom } = externalBaseOf(build, stage);
      if (bottom.from.platform || architecture.test(`${textAt(stage.from)} ${textAt(bottom.from)}`)) return;
      for (const download of downloadsIn(build, stage)) {
        const at = isCertain(download) ? architectureIn(download) : undefined;
        if (at) report({ at, message: 'fixed', data: { architecture: textAt(at) } });
      }
    },
  },
});

/** True if the file declares an argument for the architecture that is built. */
const asksForTarget = fact('rules/asks-for-target@1', ({ stages }: DockerfileFile): boolean =>
  stages.some(({ instructions }) =>
    instructions.some(
      (one) => one.kind === 'Arg' && one.pairs.some(({ key }) => /^TARGET(ARCH|PLATFORM|VARIANT)$/.test(key.text)),
    ),
  ),
);

/** Not in a branch, which may be that of the architecture. */
function isCertain(download: Download): boolean {
  if (download.by === 'add') return !download.instruction.onbuild;
  // A script that looks at the architecture knows why it names one.
  if (/TARGET(ARCH|PLATFORM|VARIANT)|uname|print-arch|--architecture/.test(download.script.text.text)) return false;
  const { conditional, enclosing } = download.command.context;
  return !conditional && !enclosing && !download.script.instruction.onbuild;
}

function architectureIn({ source, span }: Download): Located | undefined {
  const found = architecture.exec(textAt({ source, span }));
  if (!found) return undefined;
  const start = span.start + found.index;
  return { source, span: { start, end: start + found[0].length } };
}
