import {
  type Build,
  buildArguments,
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
      if (instruction.onbuild || hasForeignSyntax(document) || isTemplate(textAt(document.root))) return;
      for (const [index, { key }] of instruction.pairs.entries()) {
        const name = key.text;
        if (!/^[A-Za-z_]\w*$/.test(name) || readByOthers.test(name) || platformArguments.includes(name)) continue;
        const later = instruction.pairs.slice(index + 1).some((pair) => mentions(textAt(pair), name));
        if (later) continue;
        if (instruction.stageIndex === undefined) {
          if (instruction.pairs.length > 0 && !isUsedByFrom(document.root.instructions, instruction, name)) {
            const elsewhere = document.root.stages.some(
              (stage) => wordsOf(stage).last.has(name) && !setsItself(stage, name),
            );
            report({ at: key, message: elsewhere ? 'outOfScope' : 'unused', data: { name } });
          }
        } else if (builds.every((build) => !isSeen(build, instruction, name))) {
          report({ at: key, message: 'unused', data: { name } });
        }
      }
    },
  },
});

const isTemplate = (text: string): boolean => /\{\{|\{%|<%|\$\{templateOption:/.test(text);

const mentions = (text: string, name: string): boolean => new RegExp(`\\b${name}\\b`).test(text);

/** True if the stage has a variable of that name of its own. */
const setsItself = ({ instructions }: Stage, name: string): boolean =>
  instructions.some((one) => one.kind === 'Env' && one.pairs.some(({ key }) => key.text === name));

/** By FROM, by a later ARG of the preamble, or declared again by a stage. */
function isUsedByFrom(instructions: readonly Instruction[], own: Instruction, name: string): boolean {
  return instructions.some((one) => {
    if (one === own) return false;
    if (one.kind === 'From') return mentions(one.body.text, name);
    if (one.kind === 'Onbuild') return mentions(textAt(one), name);
    if (one.kind !== 'Arg') return false;
    if (one.stageIndex !== undefined && one.pairs.some(({ key }) => key.text === name)) return true;
    return one.stageIndex === undefined && one.span.start > own.span.start && mentions(one.body.text, name);
  });
}

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
function isSeen(build: Build, { stageIndex, span }: Instruction, name: string): boolean {
  const graph = stageGraph(build);
  const heirs = new Set([stageIndex]);
  for (const stage of graph.stages) {
    const base = graph.baseOf(stage);
    if (base.kind === 'unknown') return true;
    const isHeir = base.kind === 'stage' && heirs.has(base.stage.index);
    if (isHeir) heirs.add(stage.index);
    if (!isHeir && stage.index !== stageIndex) continue;
    const { last, reader } = wordsOf(stage);
    const from = isHeir ? -1 : span.start;
    if (reader > from || (last.get(name) ?? -1) > from) return true;
  }
  // What a builder is given for an argument that it knows is not for the file.
  return buildArguments(build).declarations.has(name) && stageIndex === undefined;
}
