import { argumentsOf, dockerfileRule, shellCommands } from '@plimsoll/core/rule';

export default dockerfileRule({
  id: 'dockerfile/prefer-network-none-install',
  aliases: ['tally/ruby/prefer-network-none-install'],
  since: '0.1.0',
  category: 'security',
  severity: 'info',
  presets: [],
  mentions: ['bundle'],

  summary: 'Install gems that are fetched already without a network.',
  why: `
    The extensions of gems run code when they are installed. Where one step fetches (\`bundle cache\`, \`bundle fetch\`) and
    another installs with \`RUN --network=none\`, that code can not send away what it finds in the build.
  `,
  sources: ['https://docs.docker.com/reference/dockerfile/#run---network'],
  cwe: [829],
  securitySeverity: 2,

  fixable: 'none',
  messages: {
    network:
      'This step installs from mounts and still has a network, which the code of each gem can use. Fetch in a step before, and install with RUN --network=none.',
  },

  examples: [
    {
      title: 'Mounts and a network',
      bad: `
        FROM ruby:3.4-slim
        RUN --mount=type=bind,source=Gemfile,target=Gemfile --mount=type=cache,target=/gems bundle install
      `,
      good: `
        FROM ruby:3.4-slim
        RUN --network=none --mount=type=bind,source=Gemfile,target=Gemfile --mount=type=cache,target=/gems bundle install --local
      `,
    },
  ],

  on: {
    Script(script, { report }) {
      const { instruction } = script;
      if (instruction.kind !== 'Run' || instruction.flags.some(({ name }) => name === 'network')) return;
      const kinds = instruction.mounts.map(({ type }) => type);
      if (!kinds.includes('bind') || !kinds.includes('cache')) return;
      for (const command of shellCommands(script)) {
        const args = command.name === 'bundle' ? argumentsOf(command) : undefined;
        const at = args?.subcommands[0] === 'install' ? args.subcommandWords[0] : undefined;
        if (at) report({ at, message: 'network' });
      }
    },
  },
});
