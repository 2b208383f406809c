import {
  type Build,
  dockerfileRule,
  fact,
  type Instruction,
  option,
  type Stage,
  stageGraph,
} from '@plimsoll/core/rule';

const kinds = ['Stopsignal', 'Healthcheck', 'Entrypoint', 'Cmd'] as const;
type EpilogueKind = (typeof kinds)[number];

export default dockerfileRule({
  id: 'dockerfile/consistent-epilogue-order',
  aliases: ['tally/epilogue-order'],
  since: '0.1.0',
  category: 'style',
  severity: 'info',
  presets: [],

  summary: 'Say how an image runs at the end of its stage, always in the same order.',
  why: `
    STOPSIGNAL, HEALTHCHECK, ENTRYPOINT and CMD say how the container runs. Where they stand together at the end, in one
    order, a reader finds them. Only stages that no other stage builds on are looked at. What follows is moved by hand: a
    SHELL or an ENV in between may matter to them.
  `,

  fixable: 'none',
  options: {
    order: option.someOf(['STOPSIGNAL', 'HEALTHCHECK', 'ENTRYPOINT', 'CMD'], {
      default: ['STOPSIGNAL', 'HEALTHCHECK', 'ENTRYPOINT', 'CMD'],
      summary: 'The instructions, in the order in which they close a stage.',
    }),
    allowAfter: option.strings({
      default: ['LABEL'],
      summary: 'Instructions that may stand behind them, in upper case.',
    }),
  },
  messages: {
    order: '{instruction} belongs in front of {other}. Move it up.',
    notLast: '{instruction} says how the image runs, but {other} still follows. Move it to the end of the stage.',
  },

  examples: [
    {
      title: 'CMD before ENTRYPOINT',
      bad: `
        FROM acme/server:3
        CMD ["--help"]
        ENTRYPOINT ["server"]
      `,
      good: `
        FROM acme/server:3
        ENTRYPOINT ["server"]
        CMD ["--help"]
      `,
    },
    {
      title: 'A file that is copied afterwards',
      bad: `
        FROM acme/server:3
        ENTRYPOINT ["server"]
        COPY app.conf /etc/
      `,
      good: `
        FROM acme/server:3
        COPY app.conf /etc/
        ENTRYPOINT ["server"]
      `,
    },
  ],

  on: {
    Stage(stage, { builds, options, report }) {
      if (builds.some((build) => isBaseOfOthers(build, stage))) return;
      const ranks = new Map<string, number>(options.order.map((name, rank) => [name, rank]));
      let later: Instruction | undefined;
      let lowest: { readonly instruction: Instruction; readonly rank: number } | undefined;
      for (const instruction of stage.instructions.toReversed()) {
        const name = instruction.keyword.text.toUpperCase();
        const rank = isEpilogue(instruction) ? ranks.get(name) : undefined;
        if (rank === undefined) {
          if (!options.allowAfter.includes(name)) later = instruction;
          continue;
        }
        if (later) {
          const data = { instruction: name, other: later.keyword.text.toUpperCase() };
          report({ at: instruction.keyword, message: 'notLast', data });
        } else if (lowest && lowest.rank < rank) {
          const { keyword } = lowest.instruction;
          report({
            at: keyword,
            message: 'order',
            data: { instruction: keyword.text.toUpperCase(), other: name },
            related: [{ at: instruction.keyword, label: 'what it belongs in front of' }],
          });
        }
        if (!lowest || rank < lowest.rank) lowest = { instruction, rank };
      }
    },
  },
});

const isEpilogue = (instruction: Instruction): instruction is Extract<Instruction, { kind: EpilogueKind }> =>
  kinds.some((kind) => kind === instruction.kind);

const isBaseOfOthers = (build: Build, stage: Stage): boolean => basesOf(build).has(stage);

const basesOf = fact('rules/stages-as-bases@1', (build: Build): ReadonlySet<Stage> => {
  const graph = stageGraph(build);
  const bases = graph.stages.map((stage) => graph.baseOf(stage));
  return new Set(bases.flatMap((base) => (base.kind === 'stage' ? [base.stage] : [])));
});
