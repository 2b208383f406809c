import {
  type Build,
  dockerfileRule,
  externalBaseOf,
  fact,
  type Instruction,
  type InstructionScript,
  insertBefore,
  option,
  type PipelinePlace,
  type ShellCommand,
  type Stage,
  shellCommands,
  shellScripts,
} from '@plimsoll/core/rule';
import { endOfLine } from '../shared/line-ends.ts';

export default dockerfileRule({
  id: 'dockerfile/require-pipefail',
  aliases: ['hadolint/DL4006', 'kics/efbf148a-67e9-42d2-ac47-02fa1c0d0b22', 'semgrep/set-pipefail', 'droast/DF057'],
  since: '0.1.0',
  category: 'reliability',
  severity: 'warning',
  presets: ['recommended'],
  atMost: { status: 'info' },
  mentions: ['|'],

  summary: 'Set `pipefail` before a RUN that pipes.',
  why: `
    A pipeline ends with the status of its last command. If the download in \`curl ... | sh\` fails, the build goes on, and
    the layer with the hole in it is cached. With \`pipefail\` the whole pipeline fails.

    A plain \`sh\` has no such option on older Debian and Ubuntu, so SHELL has to name \`bash\`; on Alpine \`ash\` has it.
    Nothing is reported for what cannot fail or only asks (\`echo x | tee file\`, \`find\`, \`grep\`), where the last command
    fails too when it gets nothing (\`tar\`, \`gpg\`, \`sha256sum\`), before \`||\`, in conditions and in \`$( )\`.
  `,
  sources: ['https://docs.docker.com/build/building/best-practices/#using-pipes'],

  fixable: 'unsafe',
  fixTitle: 'Set SHELL with pipefail, which every later instruction of the stage uses too',
  options: {
    all: option.boolean({
      default: false,
      summary: 'Report every pipeline, whatever its commands are.',
    }),
  },
  messages: {
    download:
      'If {command} fails, the build goes on with what came through, since a pipeline ends with the status of its last command. Set SHELL {shell} before.',
    status:
      'If {command} fails, the build goes on, since a pipeline ends with the status of its last command. Set SHELL {shell} before.',
  },

  examples: [
    {
      title: 'A download that may fail',
      bad: `
        FROM debian:trixie-slim
        RUN wget -O - https://example.com/setup.sh | sh
      `,
      good: `
        FROM debian:trixie-slim
        SHELL ["/bin/bash", "-o", "pipefail", "-c"]
        RUN wget -O - https://example.com/setup.sh | sh
      `,
    },
    {
      title: 'Set in the script itself, and a pipeline that cannot fail on the left',
      good: `
        FROM alpine:3.22
        RUN set -o pipefail && wget -O - https://example.com/setup.sh | sh
        RUN echo 'app ALL=(ALL) NOPASSWD: ALL' | tee /etc/sudoers.d/app
      `,
    },
  ],

  on: {
    Script(script, { builds, options, report }) {
      const found = unguarded(script, options.all);
      const [build] = builds;
      const { instruction } = script;
      if (!found || !build || instruction.stageIndex === undefined) return;
      const stage = build.dockerfile.root.stages[instruction.stageIndex];
      if (!stage) return;
      const shell = shellFor(build, stage);
      const isFirst = firstPiped(build).get(stage.index) === instruction;
      report({
        message: downloaders.has(found.name ?? '') ? 'download' : 'status',
        at: found,
        data: { command: found.name ?? 'the first command', shell },
        fix:
          isFirst && !instruction.onbuild && script.form === 'shell'
            ? () => [insertBefore(instruction, `SHELL ${shell}${endOfLine(instruction)}`)]
            : null,
      });
    },
  },
});

/** Alpine has no bash, and its ash has the option. */
function shellFor(build: Build, stage: Stage): string {
  const { base } = externalBaseOf(build, stage);
  const isAlpine =
    base.kind === 'image' &&
    (base.reference.familiarName === 'alpine' || /(^|[-_.])alpine/.test(base.reference.tag?.text ?? ''));
  return isAlpine ? '["/bin/ash", "-eo", "pipefail", "-c"]' : '["/bin/bash", "-o", "pipefail", "-c"]';
}

/** The first RUN of each stage with a finding: what is set before it holds for the others. */
const firstPiped = fact('rules/first-piped-run@1', (build: Build): ReadonlyMap<number, Instruction> => {
  const first = new Map<number, Instruction>();
  for (const script of shellScripts(build)) {
    const { stageIndex, onbuild } = script.instruction;
    if (stageIndex === undefined || onbuild || first.has(stageIndex) || !script.text.text.includes('|')) continue;
    if (unguarded(script, false)) first.set(stageIndex, script.instruction);
  }
  return first;
});

/** The first command of the first pipeline of a RUN in shell form whose status does not tell of a failure on its left. */
function unguarded(script: InstructionScript, all: boolean): ShellCommand | undefined {
  if (script.instruction.kind !== 'Run' || script.form === 'exec') return undefined;
  const pipelines = new Map<PipelinePlace, ShellCommand[]>();
  const guarded = new Set<PipelinePlace>();
  for (const command of shellCommands(script)) {
    const { pipeline, pipefail } = command.context;
    if (!pipeline || command.wrappers.length > 0) continue;
    const list = pipelines.get(pipeline) ?? [];
    pipelines.set(pipeline, list);
    list.push(command);
    if (pipefail !== 'off' || isLookedAt(command)) guarded.add(pipeline);
  }
  for (const [pipeline, commands] of pipelines) {
    const [command] = commands;
    // Commands of groups inside and of those that were left out: not all of it was seen.
    if (command?.context.pipelineIndex !== 0 || guarded.has(pipeline)) continue;
    const left = commands.filter(({ context }) => context.pipelineIndex < pipeline.length - 1);
    if (all || !isHarmless(left, commands.at(-1))) return command;
  }
  return undefined;
}

/** Its status is asked for, or lost anyway. */
function isLookedAt({ context }: ShellCommand): boolean {
  if (context.negated || (context.before === '||' && context.pipeline !== undefined)) return true;
  for (let one = context.enclosing; one; one = one.outer) {
    if (one.part === 'condition' || one.kind === 'Substitution' || one.kind === 'Shell' || one.kind === 'Trap')
      return true;
  }
  return false;
}

/** What cannot fail in a meaningful way, and what only asks: `grep` without a match has a status of its own. */
const producers = new Set(
  (
    'apt-cache apt-mark cat cd date dpkg dpkg-query echo egrep env fgrep file find getent grep head hostname id ldd locale ls ' +
    'printf ps pwd readelf rpm scanelf seq set stat tail true type uname which yes : nproc getconf rpm-query apk'
  ).split(' '),
);
/** Filters that read what they are given and do not fail. */
const filters = new Set(
  'awk base64 cut fold gawk grep egrep head rev sed sort tac tail tee tr uniq wc xargs'.split(' '),
);
/** Consumers that fail themselves when they get nothing or only a part: unpackers, checkers, key rings. */
const strictConsumers = new Set(
  (
    'tar bsdtar gunzip gzip xz unxz bunzip2 bzip2 zstd unzstd cpio gpg gpg2 apt-key md5sum sha1sum sha256sum sha512sum ' +
    'shasum grep egrep patch'
  ).split(' '),
);
const downloaders = new Set(['curl', 'wget', 'aria2c', 'lynx', 'git', 'ssh', 'gh']);

/** A failure on the left does no harm, or the last command fails then too. */
function isHarmless([first, ...others]: readonly ShellCommand[], last: ShellCommand | undefined): boolean {
  const isFiltered = others.every(({ name }) => filters.has(name ?? ''));
  if (strictConsumers.has(last?.name ?? '') && isFiltered) return true;
  return producers.has(first?.name ?? '') && isFiltered;
}
