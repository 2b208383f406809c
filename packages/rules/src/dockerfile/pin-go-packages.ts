import {
  argumentsOf,
  type Build,
  type CommandWord,
  dockerfileRule,
  type InstructionScript,
  option,
  type ShellCommand,
  shellCommands,
  stageGraph,
} from '@plimsoll/core/rule';

/** Queries that stand for whatever is newest; see "Version queries" in the reference of Go modules. */
const moving = new Set(['latest', 'upgrade', 'patch', 'none', 'main', 'master', 'HEAD']);

export default dockerfileRule({
  id: 'dockerfile/pin-go-packages',
  aliases: ['hadolint/DL3062', 'droast/DF054'],
  since: '0.1.0',
  category: 'supply-chain',
  severity: 'warning',
  presets: ['recommended'],

  summary: 'Name the version of each remote Go package that is installed or run.',
  why: `
    \`@latest\` and the name of a branch mean whatever is newest on the day of the build, and so does \`go get\` without a
    version: the same Dockerfile gives another image tomorrow. The module proxy keeps old versions, so a pinned build goes
    on working. Without any version \`go install\` and \`go run\` take the one in \`go.mod\`, which is not reported once
    files were copied or cloned into the stage; local packages need none.
  `,
  sources: ['https://go.dev/ref/mod#go-install', 'https://go.dev/ref/mod#version-queries'],
  mentions: ['go'],

  fixable: 'none',
  options: {
    allow: option.strings({ default: [], summary: 'Packages that may be installed without a version.' }),
  },
  messages: {
    unpinned: 'No version is given for {package}, so each build may fetch another. Name it ({package}@v1.2.3).',
    moving: '{package}@{version} is another one after each release. Name the version that you mean (@v1.2.3).',
  },

  examples: [
    {
      title: 'A tool by its newest version',
      bad: `
        FROM golang:1.27
        RUN go install golang.org/x/tools/cmd/stringer@latest
      `,
      good: `
        FROM golang:1.27
        RUN go install golang.org/x/tools/cmd/stringer@v0.38.0
      `,
    },
    {
      title: 'Packages of the project',
      good: `
        FROM golang:1.27
        COPY . .
        RUN go install ./... && go install github.com/acme/app/cmd/app
      `,
    },
  ],

  on: {
    Script(script, { builds, options, report }) {
      if (script.instruction.kind !== 'Run') return;
      for (const command of shellCommands(script)) {
        for (const word of remotePackages(command)) {
          const [name = '', version] = (word.value ?? '').split('@');
          if (options.allow.includes(name)) continue;
          if (version !== undefined) {
            if (moving.has(version)) report({ at: word, message: 'moving', data: { package: name, version } });
            break;
          }
          const isGet = command.args[0]?.value === 'get';
          if (!isRemote(name) || (!isGet && mayHaveModule(script, builds))) continue;
          report({ at: word, message: 'unpinned', data: { package: name } });
          break;
        }
      }
    },
  },
});

/** The words of `go install`, `get` and `run` that are known to name packages. `run` passes on all but the first. */
function remotePackages(command: ShellCommand): readonly CommandWord[] {
  const args = command.name === 'go' ? argumentsOf(command) : undefined;
  const [subcommand] = args?.subcommands ?? [];
  if (!args || (subcommand !== 'install' && subcommand !== 'get' && subcommand !== 'run')) return [];
  const words = subcommand === 'run' ? args.operands.slice(0, 1) : args.operands;
  const unknown = args.flags.find(({ known }) => !known)?.span.start ?? Number.POSITIVE_INFINITY;
  return words.filter(({ value, span }) => value !== undefined && span.start < unknown && !isLocal(value));
}

const isLocal = (value: string): boolean => /^[./~\\]|^[A-Za-z]:[\\/]|\.go$/.test(value);

/** Import paths of remote packages begin with a domain. */
const isRemote = (name: string): boolean => /^[^/]+\.[^/]+\//.test(name);

/** Programs that bring files, or go where some are. */
const fetchers = new Set(['git', 'cd', 'wget', 'curl', 'tar', 'cp', 'hg', 'svn']);

/** Go takes the version from `go.mod` where there is one; it can only be there if files came in. */
function mayHaveModule(script: InstructionScript, builds: readonly Build[]): boolean {
  const { instruction } = script;
  if (shellCommands(script).some(({ name }) => name === undefined || fetchers.has(name))) return true;
  if (instruction.kind === 'Run' && instruction.mounts.length > 0) return true;
  return builds.some((build) => {
    const graph = stageGraph(build);
    for (let stage = graph.stages[instruction.stageIndex ?? -1]; stage; ) {
      const brings = stage.instructions.some(({ kind }) => kind === 'Copy' || kind === 'Add' || kind === 'Workdir');
      if (brings) return true;
      const base = graph.baseOf(stage);
      stage = base.kind === 'stage' ? base.stage : undefined;
    }
    return false;
  });
}
