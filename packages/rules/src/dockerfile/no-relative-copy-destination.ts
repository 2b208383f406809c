import {
  type AddInstruction,
  type Build,
  type CopyInstruction,
  dockerfileRule,
  environmentAt,
  expandWord,
  externalBaseOf,
  option,
  type Stage,
  type StageBase,
  type Word,
  wordParts,
} from '@plimsoll/core/rule';
import { startsInRoot } from '../knowledge/base-workdirs.ts';
import { hasWorkdirBefore, isAbsolutePath } from '../shared/workdir-chain.ts';

export default dockerfileRule({
  id: 'dockerfile/no-relative-copy-destination',
  aliases: ['hadolint/DL3045', 'droast/DF063'],
  since: '0.1.0',
  category: 'correctness',
  severity: 'warning',
  presets: ['recommended'],
  atMost: { unknown: 'info' },

  summary: 'Set WORKDIR before copying to a relative destination.',
  why: `
    A relative destination lies below the working directory. Without a WORKDIR in the file that is the base image's, and
    most base images have none, so that an application ends up between \`/bin\`, \`/etc\` and \`/usr\` in the root directory,
    and a script of the base may come to lie beside files that it was not written for. Only the first such instruction of a
    stage is reported; \`scratch\` has nothing else in its root.
  `,
  sources: ['https://docs.docker.com/reference/dockerfile/#workdir'],

  fixable: 'none',
  options: {
    anyBase: option.boolean({
      default: false,
      summary: 'Also report scratch, and base images of which it is not known that they set no working directory.',
    }),
    includeAdd: option.boolean({ default: true, summary: 'Look at ADD too.' }),
  },
  messages: {
    root: '{image} sets no working directory and neither does this file, so {destination} lies in the root directory. Set WORKDIR before this line.',
    unknown:
      'Where {destination} lies depends on the working directory of the base image. Set WORKDIR before this line, or write an absolute path.',
  },

  examples: [
    {
      title: 'An application in the root directory',
      bad: `
        FROM python:3.14-slim
        COPY . .
        CMD ["python", "main.py"]
      `,
      good: `
        FROM python:3.14-slim
        WORKDIR /app
        COPY . .
        CMD ["python", "main.py"]
      `,
    },
    {
      title: 'An absolute destination, and a base with a directory of its own',
      good: `
        FROM golang:1.26 AS build
        COPY . .
        RUN go build -o /app .

        FROM debian:trixie-slim
        COPY --from=build /app /usr/local/bin/
      `,
    },
  ],

  on: {
    Stage(stage, { builds, options, report }) {
      const [build] = builds;
      if (!build) return;
      for (const outer of stage.instructions) {
        const instruction = outer.kind === 'Onbuild' ? outer.trigger : outer;
        if (instruction?.kind !== 'Copy' && (instruction?.kind !== 'Add' || !options.includeAdd)) continue;
        const at = instruction.destination;
        if (!at || instruction.notJson || !isRelative(build, instruction, at)) continue;
        if (builds.some((one) => hasWorkdirBefore(one, stage, outer)) || triggersWorkdir(stage, outer.span.start))
          return;
        const destination = at.text;
        const image = rootImage(builds, stage);
        if (image !== undefined && !instruction.onbuild) report({ at, message: 'root', data: { image, destination } });
        else if (options.anyBase) report({ at, message: 'unknown', data: { destination } });
        return;
      }
    },
  },
});

function isRelative(build: Build, instruction: AddInstruction | CopyInstruction, word: Word): boolean {
  const expansion = expandWord(word, environmentAt(build, instruction));
  if ('value' in expansion && expansion.unset.length === 0)
    return expansion.value !== '' && !isAbsolutePath(expansion.value, true);
  const head = wordParts(word)?.[0];
  return head?.kind === 'literal' && head.value !== '' && !isAbsolutePath(head.value, true);
}

/** ONBUILD WORKDIR stands before an ONBUILD COPY of the same stage. */
function triggersWorkdir({ instructions }: Stage, end: number): boolean {
  return instructions.some((one) => one.kind === 'Onbuild' && one.trigger?.kind === 'Workdir' && one.span.start < end);
}

/** The name of the base image, if it starts in the root directory whatever is built. */
function rootImage(builds: readonly Build[], stage: Stage): string | undefined {
  const names = builds.map((build) => nameOf(externalBaseOf(build, stage).base));
  return names.every((name) => name !== undefined) ? names[0] : undefined;
}

function nameOf(base: StageBase): string | undefined {
  if (base.kind !== 'image' || base.state !== 'known') return undefined;
  const { familiarName, tag } = base.reference;
  return startsInRoot(familiarName, tag?.text) ? familiarName : undefined;
}
