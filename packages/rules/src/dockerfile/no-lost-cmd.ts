import { type CmdInstruction, dockerfileRule, imageCommands, stageGraph } from '@plimsoll/core/rule';

export default dockerfileRule({
  id: 'dockerfile/no-lost-cmd',
  since: '0.1.0',
  category: 'correctness',
  severity: 'info',
  presets: ['recommended'],

  summary: 'Write CMD again where ENTRYPOINT drops the one below.',
  why: `
    ENTRYPOINT takes away the CMD of the stages and images that it builds on, so that the new entrypoint does not get
    arguments that were meant for another program. A CMD that a stage of the same file sets is then lost without a word.
  `,
  sources: ['https://docs.docker.com/reference/dockerfile/#understand-how-cmd-and-entrypoint-interact'],

  fixable: 'none',
  messages: {
    lost: 'This ENTRYPOINT drops the CMD of the stage below it. Write the CMD that is meant behind it.',
  },

  examples: [
    {
      title: 'The command of the stage below',
      bad: `
        FROM node:24 AS base
        CMD ["node", "server.js"]
        FROM base
        ENTRYPOINT ["tini", "--"]
      `,
      good: `
        FROM node:24 AS base
        CMD ["node", "server.js"]
        FROM base
        ENTRYPOINT ["tini", "--"]
        CMD ["node", "server.js"]
      `,
    },
  ],

  on: {
    File(_file, { builds, report }) {
      const seen = new Set<number>();
      for (const build of builds) {
        const commands = imageCommands(build);
        const { entrypoint } = commands ?? {};
        if (!commands?.commandReset || commands.cmd || !entrypoint) continue;
        const graph = stageGraph(build);
        const { keyword, stageIndex } = entrypoint.instruction;
        const own = graph.stages[stageIndex ?? -1];
        let cmd: CmdInstruction | undefined;
        for (let base = own && graph.baseOf(own); base?.kind === 'stage' && !cmd; base = graph.baseOf(base.stage)) {
          cmd = base.stage.instructions.findLast((one) => one.kind === 'Cmd');
        }
        if (!cmd || seen.has(keyword.span.start)) continue;
        seen.add(keyword.span.start);
        report({ at: keyword, message: 'lost', related: [{ at: cmd.keyword, label: 'this CMD is lost' }] });
      }
    },
  },
});
