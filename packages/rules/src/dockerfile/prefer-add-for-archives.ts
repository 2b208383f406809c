import {
  argumentsOf,
  type Build,
  dockerfileRule,
  flagOf,
  literalValue,
  type ShellCommand,
  type Stage,
  scriptOf,
  shellCommands,
  type Word,
} from '@plimsoll/core/rule';

/** What ADD unpacks: tar, plain or compressed. */
const archiveEnd = /\.(tar|tgz|tbz2?|txz|tzst|tar\.(gz|bz2|xz|zst|Z|lzma))$/;

export default dockerfileRule({
  id: 'dockerfile/prefer-add-for-archives',
  aliases: ['hadolint/DL3010', 'droast/DF067'],
  since: '0.1.0',
  category: 'performance',
  severity: 'info',
  presets: ['recommended'],

  summary: 'Unpack local archives with ADD, not with COPY and tar.',
  why: `
    COPY puts the archive into a layer, where it stays even if a later RUN deletes it. ADD unpacks a local tar archive on the
    way, so that the image holds the content only. Archives that are not tar (\`.zip\`, a single \`.gz\`) ADD can not unpack.
  `,
  sources: ['https://docs.docker.com/reference/dockerfile/#adding-local-tar-archives'],

  fixable: 'none',
  messages: {
    unpacked: '{archive} is copied into a layer, where it stays, and unpacked in another. ADD unpacks it on the way.',
  },

  examples: [
    {
      title: 'An archive that is copied and unpacked',
      bad: `
        FROM debian:13
        COPY app.tar.gz /tmp/
        RUN tar -xzf /tmp/app.tar.gz -C /opt
      `,
      good: `
        FROM debian:13
        ADD app.tar.gz /opt
      `,
    },
  ],

  on: {
    Stage(stage, { builds, report }) {
      const [build] = builds;
      if (!build) return;
      const unpacked = extractions(build, stage);
      for (const { word, name, index } of copiedArchives(stage)) {
        const tar = unpacked.get(name)?.find((one) => one.index > index)?.command;
        if (!tar) continue;
        report({
          at: word,
          message: 'unpacked',
          data: { archive: name },
          related: [{ at: tar, label: 'it is unpacked here' }],
        });
      }
    },
  },
});

interface CopiedArchive {
  readonly word: Word;
  /** Its name in the image. */
  readonly name: string;
  /** Of the COPY in the stage. */
  readonly index: number;
}

function copiedArchives({ instructions }: Stage): readonly CopiedArchive[] {
  return instructions.flatMap((instruction, index): readonly CopiedArchive[] => {
    if (instruction.kind !== 'Copy' || instruction.from || instruction.sources.length === 0) return [];
    const target = fileName(instruction.destination);
    return instruction.sources.flatMap((word): readonly CopiedArchive[] => {
      const source = fileName(word);
      if (source === undefined || target === undefined || !archiveEnd.test(source)) return [];
      return [{ word, name: archiveEnd.test(target) ? target : source, index }];
    });
  });
}

function fileName(word: Word | undefined): string | undefined {
  const value = word && literalValue(word);
  return value === undefined || /[*?[]/.test(value) ? undefined : value.split(/[/\\]/).at(-1);
}

interface Extraction {
  readonly command: ShellCommand;
  /** Of the RUN in the stage. */
  readonly index: number;
}

/** The commands of the stage that unpack with tar, in their order, by the names of the files that they are given. */
function extractions(build: Build, stage: Stage): ReadonlyMap<string, readonly Extraction[]> {
  const found = new Map<string, Extraction[]>();
  for (const [index, instruction] of stage.instructions.entries()) {
    const script = instruction.kind === 'Run' ? scriptOf(build, instruction) : undefined;
    if (!script?.text.text.includes('tar')) continue;
    for (const command of shellCommands(script)) {
      for (const name of unpackedNames(command)) {
        const others = found.get(name);
        if (others) others.push({ command, index });
        else found.set(name, [{ command, index }]);
      }
    }
  }
  return found;
}

/** The names of the files that a `tar -x` is given. */
function unpackedNames(command: ShellCommand): readonly string[] {
  const args = /^(tar|bsdtar|gtar)$/.test(command.name ?? '') ? argumentsOf(command) : undefined;
  if (!args || !flagOf(args, '--extract')) return [];
  const words = [flagOf(args, '--file')?.value, ...args.operands];
  return words.flatMap((word) => word?.value?.split(/[/\\]/).at(-1) ?? []);
}
