import {
  dockerfileRule,
  type InstructionScript,
  option,
  type RunInstruction,
  scriptOf,
  shellTree,
  textAt,
} from '@plimsoll/core/rule';
import { isKeptLayer } from '../shared/package-caches.ts';

export default dockerfileRule({
  id: 'dockerfile/no-consecutive-runs',
  aliases: ['hadolint/DL3059', 'kics/0008c003-79aa-42d8-95b8-1c2fe37dbfe6', 'droast/DF003'],
  since: '0.1.0',
  category: 'performance',
  severity: 'info',
  presets: [],

  summary: 'Merge RUN instructions that follow each other.',
  why: `
    Each RUN is a layer, and what a later one removes stays in the earlier one. Where two short steps always change
    together, one RUN keeps the image smaller. Two RUNs are right where the first is slow and seldom changes: then the
    builder's cache saves more than a layer costs. That is why this is in no preset.

    Only stages that end up in an image are judged; RUNs of several commands, heredocs and RUNs with other flags are let be.
  `,
  sources: ['https://docs.docker.com/build/building/best-practices/#run'],

  fixable: 'none',
  options: {
    stages: option.oneOf(['final', 'all'], {
      default: 'final',
      summary: 'Only the stages that end up in an image, or all.',
    }),
  },
  messages: {
    consecutive: 'This RUN follows another one with a single command, and each is a layer. Merge them with &&.',
  },

  examples: [
    {
      title: 'Two short steps',
      bad: `
        FROM alpine:3.22
        RUN mkdir /data
        RUN chown 1000:1000 /data
      `,
      good: `
        FROM alpine:3.22
        RUN mkdir /data && chown 1000:1000 /data
      `,
    },
    {
      title: 'Something between them, and other flags',
      good: `
        FROM alpine:3.22
        RUN mkdir /data
        WORKDIR /data
        RUN --mount=type=cache,target=/tmp/cache make
        RUN chown 1000:1000 /data
      `,
    },
  ],

  on: {
    Stage({ instructions }, { builds, options, report }) {
      const [build] = builds;
      if (!build) return;
      let previous: RunInstruction | undefined;
      for (const instruction of instructions) {
        const run = instruction.kind === 'Run' ? instruction : undefined;
        if (run && previous && sameFlags(previous, run)) {
          const scripts = [scriptOf(build, previous), scriptOf(build, run)];
          const isKept = options.stages === 'all' || scripts.every((script) => script && isKeptLayer(script, builds));
          if (isKept && scripts.every(isSingle)) report({ message: 'consecutive', at: run.keyword });
        }
        previous = run;
      }
    },
  },
});

const sameFlags = (one: RunInstruction, other: RunInstruction): boolean => flagsOf(one) === flagsOf(other);

const flagsOf = ({ flags }: RunInstruction): string =>
  flags
    .map((flag) => textAt(flag))
    .sort()
    .join(' ');

/** One simple command or pipeline in shell form. */
function isSingle(script: InstructionScript | undefined): boolean {
  if (!script || script.form === 'heredoc') return false;
  if (script.form === 'exec') return false;
  if (script.instruction.heredocs.length > 0) return false;
  const parsed = shellTree(script)?.parsed;
  if (parsed?.state !== 'parsed') return false;
  const { statements } = parsed.tree.list;
  return statements.length === 1 && statements[0]?.pipelines.length === 1;
}
