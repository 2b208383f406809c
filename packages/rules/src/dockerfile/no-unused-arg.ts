import {
  type ArgInstruction,
  type Build,
  type DockerfileFile,
  dockerfileRule,
  fact,
  type Instruction,
  platformArguments,
  type Stage,
  stageGraph,
  textAt,
} from '@plimsoll/core/rule';
import { hasForeignSyntax } from '../shared/foreign-syntax.ts';

/** Arguments that the builder or the tools in every RUN read themselves. */
const readByOthers = /^(BUILDKIT_|BUILDX_|SOURCE_DATE_EPOCH$|(HTTPS?|FTP|NO|ALL)_PROXY$)/i;

export default dockerfileRule({
  id: 'dockerfile/no-unused-arg',
  since: '0.1.0',
  category: 'maintainability',
  severity: 'warning',
  presets: ['recommended'],

  summary: 'Declare no ARG that nothing uses.',
  why: `
    An ARG before the first FROM is seen by FROM alone: a stage that wants it declares it again. Where neither happens, a
    value that somebody passes with \`--build-arg\` changes nothing, and nobody is told. Inside a stage an ARG is also a
    variable of each RUN, whose programs may read it without a word in the file, so that only one without a RUN below it
    is reported. Arguments of the builder itself and of proxies are left alone.
  `,
  sources: ['https://docs.docker.com/build/building/variables/#scoping'],

  fixable: 'none',
  messages: {
    unused: 'Nothing uses {name}, so that --build-arg {name} changes nothing. Remove it.',
    outOfScope:
      '{name} is declared before the first FROM and used in a stage that does not declare it, where it has no value from here. Add ARG {name} to the stage.',
  },

  examples: [
    {
      title: 'Left over',
      bad: `
        ARG ALPINE_VERSION=3.22
        FROM alpine:3.22
        CMD ["sh"]
      `,
      good: `
        ARG ALPINE_VERSION=3.22
        FROM alpine:\${ALPINE_VERSION}
        CMD ["sh"]
      `,
    },
    {
      title: 'A stage does not see it',
      bad: `
        ARG APP_VERSION=1.2
        FROM alpine:3.22
        RUN wget "https://example.com/app-\${APP_VERSION}.tar.gz"
      `,
      good: `
        ARG APP_VERSION=1.2
        FROM alpine:3.22
        ARG APP_VERSION
        RUN wget "https://example.com/app-\${APP_VERSION}.tar.gz"
      `,
    },
  ],

  on: {
    Arg(instruction, { document, builds, report }) {
      if (instruction.onbuild || hasForeignSyntax(document) || isTemplate(document.root)) return;
      for (const [index, { key }] of instruction.pairs.entries()) {
        const name = key.text;
        if (!/^[A-Za-z_]\w*$/.test(name) || readByOthers.test(name) || platformArguments.includes(name)) continue;
        if ((lastPairsOf(instruction).get(name) ?? -1) > index) continue;
        if (instruction.stageIndex === undefined) {
          if (!isUsedByFrom(document.root, instruction, name)) {
            const elsewhere = readInStages(document.root).has(name);
            report({ at: key, message: elsewhere ? 'outOfScope' : 'unused', data: { name } });
          }
        } else if (builds.every((build) => !isSeen(build, instruction, name))) {
          report({ at: key, message: 'unused', data: { name } });
        }
      }
    },
  },
});

const isTemplate = fact('rules/is-template@1', (root: DockerfileFile): boolean => {
  return /\{\{|\{%|<%|\$\{templateOption:/.test(textAt(root));
});

const wordPattern = /\w+/g;

/** For each word of the pairs the index of the last that has it. */
const lastPairsOf = fact('rules/words-of-pairs@1', ({ pairs }: ArgInstruction): ReadonlyMap<string, number> => {
  const last = new Map<string, number>();
  for (const [index, pair] of pairs.entries()) {
    for (const word of textAt(pair).match(wordPattern) ?? []) last.set(word, index);
  }
  return last;
});

/** Where a global argument may be used: offsets of the last instruction of the preamble with each word, and the rest. */
const globalUses = fact('rules/uses-of-global-arguments@1', ({ instructions }: DockerfileFile) => {
  const preamble = new Map<string, number>();
  const anywhere = new Set<string>();
  for (const one of instructions) {
    if (one.kind === 'From') for (const word of one.body.text.match(wordPattern) ?? []) anywhere.add(word);
    else if (one.kind === 'Onbuild') for (const word of textAt(one).match(wordPattern) ?? []) anywhere.add(word);
    else if (one.kind !== 'Arg') continue;
    else if (one.stageIndex !== undefined) for (const { key } of one.pairs) anywhere.add(key.text);
    else for (const word of one.body.text.match(wordPattern) ?? []) preamble.set(word, one.span.start);
  }
  return { preamble, anywhere };
});

/** By FROM, by a later ARG of the preamble, or declared again by a stage. */
function isUsedByFrom(root: DockerfileFile, { span }: Instruction, name: string): boolean {
  const { preamble, anywhere } = globalUses(root);
  return anywhere.has(name) || (preamble.get(name) ?? -1) > span.start;
}

/** The words of all stages but the names of variables that the stage has itself. */
const readInStages = fact('rules/words-read-in-stages@1', ({ stages }: DockerfileFile): ReadonlySet<string> => {
  const read = new Set<string>();
  for (const stage of stages) {
    const own = new Set(
      stage.instructions.flatMap((one) => (one.kind === 'Env' ? one.pairs.map(({ key }) => key.text) : [])),
    );
    for (const word of wordsOf(stage).last.keys()) if (!own.has(word)) read.add(word);
  }
  return read;
});

interface StageWords {
  /** Where each word stands last in the stage, as offset of its instruction. */
  readonly last: ReadonlyMap<string, number>;
  /** Where the last instruction stands that may read any variable: RUN, ONBUILD. */
  readonly reader: number;
}

const wordsOf = fact('rules/words-of-stage@1', ({ instructions }: Stage): StageWords => {
  const last = new Map<string, number>();
  let reader = -1;
  for (const instruction of instructions) {
    const { start } = instruction.span;
    if (instruction.kind === 'Run' || instruction.kind === 'Onbuild') reader = start;
    const bodies = instruction.heredocs.map(({ body }) => body.text);
    for (const text of [textAt(instruction), ...bodies])
      for (const word of text.match(/\w+/g) ?? []) last.set(word, start);
  }
  return { last, reader };
});

/** True if something behind the instruction, or in a stage based on its stage, may read the name. */
function isSeen(build: Build, { stageIndex = -1, span }: Instruction, name: string): boolean {
  const own = build.dockerfile.root.stages[stageIndex];
  const heirs = heirsOf(build);
  if (!own || heirs === 'unknown') return true;
  const { last, reader } = wordsOf(own);
  if (reader > span.start || (last.get(name) ?? -1) > span.start) return true;
  const among = { from: (heirs.begins[stageIndex] ?? 0) + 1, to: heirs.ends[stageIndex] ?? 0 };
  return holdsOneOf(heirs.readers, among) || holdsOneOf(heirs.places.get(name) ?? [], among);
}

interface Heirs {
  /** Stages are numbered so that those based on one, at any distance, follow it: from `begins` up to before `ends`. */
  readonly begins: readonly number[];
  readonly ends: readonly number[];
  /** Numbers of the stages that may read any variable, ascending. */
  readonly readers: readonly number[];
  /** Numbers of the stages that have a word, ascending. */
  readonly places: ReadonlyMap<string, readonly number[]>;
}

const heirsOf = fact('rules/heirs-of-stages@1', (build: Build): Heirs | 'unknown' => {
  const graph = stageGraph(build);
  const based = graph.stages.map((): Stage[] => []);
  const roots: Stage[] = [];
  for (const stage of graph.stages) {
    const base = graph.baseOf(stage);
    if (base.kind === 'unknown') return 'unknown';
    if (base.kind === 'stage') based[base.stage.index]?.push(stage);
    else roots.push(stage);
  }
  const begins: number[] = [];
  const ends: number[] = [];
  const readers: number[] = [];
  const places = new Map<string, number[]>();
  let number = 0;
  const open: (Stage | number)[] = roots.toReversed();
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next === 'number') {
      ends[next] = number;
      continue;
    }
    begins[next.index] = number;
    const { last, reader } = wordsOf(next);
    if (reader >= 0) readers.push(number);
    for (const word of last.keys()) addPlace(places, word, number);
    number++;
    open.push(next.index, ...(based[next.index] ?? []).toReversed());
  }
  return { begins, ends, readers, places };
});

function addPlace(places: Map<string, number[]>, word: string, number: number): void {
  const known = places.get(word);
  if (known) known.push(number);
  else places.set(word, [number]);
}

/** True if one of the ascending numbers is at least `from` and below `to`. */
function holdsOneOf(numbers: readonly number[], { from, to }: { readonly from: number; readonly to: number }): boolean {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? 0) < from) low = middle + 1;
    else high = middle;
  }
  return (numbers[low] ?? to) < to;
}
