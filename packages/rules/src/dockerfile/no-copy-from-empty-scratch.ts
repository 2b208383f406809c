import {
  type Build,
  dockerfileRule,
  joinPath,
  literalValue,
  type Stage,
  type StageReference,
  stageGraph,
  textAt,
  type Word,
} from '@plimsoll/core/rule';

export default dockerfileRule({
  id: 'dockerfile/no-copy-from-empty-scratch',
  aliases: ['tally/copy-from-empty-scratch-stage'],
  since: '0.1.0',
  category: 'correctness',
  severity: 'warning',
  presets: ['recommended'],

  summary: 'Copy from stages that hold files.',
  why: `
    A stage \`FROM scratch\` without COPY, ADD and RUN is empty: whatever is copied from it is not there, and the build
    fails. WORKDIR makes a directory, which can be copied. \`docker build --build-context NAME=...\` takes the place of a
    stage, so that an empty one may be meant as a place for files from outside; the build then works only with it.
  `,
  sources: ['https://docs.docker.com/build/building/base-images/#create-a-minimal-base-image-using-scratch'],

  fixable: 'none',
  messages: {
    empty:
      'The stage {stage} is empty, so that {source} is not there and the build fails unless it is given a context of that name. Copy from another stage, or put the file there.',
  },

  examples: [
    {
      title: 'An empty stage',
      bad: `
        FROM scratch AS files
        LABEL org.opencontainers.image.title=files

        FROM alpine:3.22
        COPY --from=files /app /app
      `,
      good: `
        FROM scratch AS files
        COPY app /app

        FROM alpine:3.22
        COPY --from=files /app /app
      `,
    },
    {
      title: 'A directory that WORKDIR makes',
      good: `
        FROM scratch AS files
        WORKDIR /app/data

        FROM alpine:3.22
        COPY --from=files /app /app
      `,
    },
  ],

  on: {
    File(_file, { builds, report }) {
      const reported = new Set<StageReference['word']>();
      for (const build of builds) {
        for (const reference of stageGraph(build).references) {
          const { target, word } = reference;
          if (reported.has(word) || target.kind !== 'stage' || !isEmpty(build, target.stage)) continue;
          const source = missingSource(reference, target.stage);
          if (!source) continue;
          reported.add(word);
          const related = [{ at: target.stage.from, label: 'the stage begins here' }];
          report({ at: word, message: 'empty', data: { stage: word.text, source: textAt(source) }, related });
        }
      }
    },
  },
});

/** What puts files into a stage, or may. */
const fills = new Set(['Add', 'Copy', 'Run', 'Onbuild', 'Unknown']);

function isEmpty(build: Build, stage: Stage): boolean {
  const graph = stageGraph(build);
  for (let at = stage; ; ) {
    if (at.instructions.some(({ kind }) => fills.has(kind))) return false;
    const base = graph.baseOf(at);
    if (base.kind !== 'stage') return base.kind === 'scratch';
    at = base.stage;
  }
}

/** What is copied by a name that nothing can have. The root is always there, and a pattern may fit nothing. */
function missingSource({ instruction, word }: StageReference, stage: Stage): Word | undefined {
  const sources =
    instruction.kind === 'Copy'
      ? instruction.sources
      : instruction.kind === 'Run'
        ? instruction.mounts
            .filter(({ fields }) => fields.some(({ value }) => value === word))
            .flatMap(({ fields }) => fields.findLast(({ key }) => key === 'source' || key === 'src')?.value ?? [])
        : [];
  return sources.find((source) => {
    const value = literalValue(source);
    if (value === undefined || /[*?[]/.test(value)) return false;
    const path = joinPath('/', value);
    return path !== '/' && !mayBeDirectory(stage, path);
  });
}

/** True if a WORKDIR makes the directory, or may. */
function mayBeDirectory(stage: Stage, path: string): boolean {
  return stage.instructions.some((instruction) => {
    if (instruction.kind !== 'Workdir' || !instruction.value) return false;
    const made = literalValue(instruction.value);
    return made === undefined || !made.startsWith('/') || `${joinPath('', made)}/`.startsWith(`${path}/`);
  });
}
