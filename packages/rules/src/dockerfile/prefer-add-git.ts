import {
  argumentsOf,
  type Build,
  dockerfileRule,
  fact,
  type ShellCommand,
  shellCommands,
  shellScripts,
} from '@plimsoll/core/rule';

export default dockerfileRule({
  id: 'dockerfile/prefer-add-git',
  aliases: ['tally/prefer-add-git'],
  since: '0.1.0',
  category: 'supply-chain',
  severity: 'info',
  presets: ['strict'],

  summary: 'Fetch Git repositories with ADD, not with git clone in RUN.',
  why: `
    A \`RUN git clone\` is taken from the cache as long as its text is the same, however old the clone. BuildKit asks the
    server which commit an \`ADD <repository>#<reference>\` means and fetches it anew if that changed; it needs no git in
    the image, and \`--checksum\` makes sure of the commit. Repositories that need a key, names with variables, clones under
    a condition, and stages that ask git for more than one commit of what they cloned are left alone.
  `,
  sources: ['https://docs.docker.com/reference/dockerfile/#adding-files-from-a-git-repository'],
  mentions: ['git'],

  fixable: 'none',
  messages: {
    clone:
      'The cache keeps this clone however old it gets, and git has to be in the image. ADD {url}#<commit> fetches what is asked for.',
  },

  examples: [
    {
      title: 'A clone',
      bad: `
        FROM debian:13
        RUN git clone --depth 1 https://github.com/acme/app.git /src
      `,
      good: `
        FROM debian:13
        ADD https://github.com/acme/app.git#9f7a2e1c3b5d4860a1b2c3d4e5f60718293a4b5c /src
      `,
    },
  ],

  on: {
    Script(script, { builds, report }) {
      const { instruction } = script;
      if (instruction.kind !== 'Run' || instruction.mounts.length > 0) return;
      if (builds.some((build) => repositoryStages(build).has(instruction.stageIndex))) return;
      for (const command of shellCommands(script)) {
        const args = command.name === 'git' ? argumentsOf(command) : undefined;
        if (
          args?.subcommands[0] !== 'clone' ||
          !args.operandsCertain ||
          command.context.loop ||
          command.context.conditional
        )
          continue;
        const [word] = args.operands;
        const url = word?.value;
        if (!word || url === undefined || !/^(https?|git):\/\/[^@]*$/.test(url)) continue;
        report({ at: word, message: 'clone', data: { url: url.endsWith('.git') ? url : `${url}.git` } });
      }
    },
  },
});

/** The stages in which git does more than fetch. */
const repositoryStages = fact('rules/git-repository-stages@1', (build: Build): ReadonlySet<number | undefined> => {
  const stages = new Set<number | undefined>();
  for (const script of shellScripts(build)) {
    if (script.text.text.includes('git') && shellCommands(script).some(worksInRepository))
      stages.add(script.instruction.stageIndex);
  }
  return stages;
});

/** True for what ADD can not do, as it brings the files of one commit without the repository: patches, logs, merges. */
function worksInRepository(command: ShellCommand): boolean {
  if (command.name !== 'git') return false;
  const subcommand = argumentsOf(command)?.subcommands[0];
  return subcommand === undefined || !fetching.has(subcommand);
}

const fetching = new Set(['clone', 'checkout', 'switch', 'reset', 'fetch', 'submodule', 'config', 'lfs']);
