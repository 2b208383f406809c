import { type Build, dockerfileRule, type Instruction, type Stage } from '@plimsoll/core/rule';
import { bareStage, mayProvide } from '../shared/bare-stage.ts';

export default dockerfileRule({
  id: 'dockerfile/no-shell-in-scratch',
  aliases: ['tally/shell-run-in-scratch'],
  since: '0.1.0',
  category: 'correctness',
  severity: 'warning',
  presets: ['recommended'],

  summary: 'Use the exec form where the image has no shell.',
  why: `
    The shell form runs \`/bin/sh -c\`, which is not there in an image built on scratch or on distroless: RUN fails,
    and a container whose CMD, ENTRYPOINT or HEALTHCHECK has that form does not start or is never healthy. Exec form
    (\`["/app"]\`) runs the program itself.

    Nothing is reported behind a COPY or ADD that may bring a shell (one to \`/\`, to \`/bin\`, or of an archive), or where
    SHELL names another one.
  `,
  sources: [
    'https://docs.docker.com/reference/dockerfile/#shell-and-exec-form',
    'https://github.com/GoogleContainerTools/distroless#docker',
  ],

  fixable: 'none',
  messages: {
    step: 'This RUN needs /bin/sh, which {base} does not have, so that the build fails. Run it in another stage and copy the result.',
    command:
      'The shell form of {keyword} needs /bin/sh, which {base} does not have. Write a JSON array with the path of the program first.',
  },

  examples: [
    {
      title: 'A command without a shell to run it',
      bad: `
        FROM scratch
        COPY app /app
        CMD /app --serve
      `,
    },
    {
      title: 'A step in distroless',
      bad: `
        FROM gcr.io/distroless/static-debian12
        RUN mkdir /data
      `,
    },
    {
      title: 'Exec form, and an image made of an archive',
      good: `
        FROM scratch AS app
        COPY app /app
        CMD ["/app", "--serve"]

        FROM scratch
        ADD rootfs.tar.xz /
        RUN apk add curl
      `,
    },
  ],

  on: {
    Stage(stage, { builds, report }) {
      const all = builds.map((build) => shellUses(build, stage));
      for (const { instruction, base } of all[0] ?? []) {
        if (!all.every((uses) => uses.some((use) => use.instruction === instruction))) continue;
        const at = instruction.keyword;
        if (instruction.kind === 'Run') report({ at, message: 'step', data: { base } });
        else report({ at, message: 'command', data: { base, keyword: at.text.toUpperCase() } });
      }
    },
  },
});

interface ShellUse {
  readonly instruction: Instruction;
  readonly base: string;
}

function shellUses(build: Build, stage: Stage): readonly ShellUse[] {
  const bare = bareStage(build, stage, isShellLess);
  if (!bare || bare.below.some((one) => endsIt(build, one))) return [];
  const uses: ShellUse[] = [];
  for (const instruction of stage.instructions) {
    if (needsShell(instruction)) uses.push({ instruction, base: bare.base });
    // A step that was reported fails; what it would have done does not matter.
    else if (endsIt(build, instruction)) break;
  }
  return uses;
}

const endsIt = (build: Build, instruction: Instruction): boolean =>
  instruction.kind === 'Shell' || (!needsShell(instruction) && mayProvide(build, instruction, '/bin/sh'));

function needsShell(instruction: Instruction): boolean {
  switch (instruction.kind) {
    case 'Run':
      // A mount may bring a shell for the step.
      return instruction.command.form === 'shell' && instruction.mounts.every(({ type }) => type === 'cache');
    case 'Cmd':
    case 'Entrypoint':
    case 'Healthcheck':
      return instruction.command?.form === 'shell' && instruction.command.script.text.trim() !== '';
    default:
      return false;
  }
}

/** Images of distroless but those with a busybox in them; the names say it. */
function isShellLess(name: string, tag: string | undefined): boolean {
  return /^gcr\.io\/distroless\/(?:static|base|base-nossl|cc|python3|java\d*|java-base|nodejs\d*)(?:-debian\d+)?$/.test(
    name,
  )
    ? !/debug/.test(tag ?? '')
    : false;
}
