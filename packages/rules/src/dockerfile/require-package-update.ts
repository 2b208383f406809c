import {
  argumentsOf,
  type Build,
  type CommandArguments,
  dockerfileRule,
  fact,
  type InstructionScript,
  insertBefore,
  packageInstallsOf,
  type ShellCommand,
  scriptOf,
  shellCommands,
  stageGraph,
} from '@plimsoll/core/rule';
import { isMountedOver } from '../shared/package-caches.ts';

export default dockerfileRule({
  id: 'dockerfile/require-package-update',
  aliases: ['kics/df87631d-1ebb-45d8-9749-2d2ab2bb92f5'],
  since: '0.1.0',
  category: 'correctness',
  severity: 'info',
  presets: ['strict'],
  mentions: ['apt-get', 'apt'],

  summary: 'Run `apt-get update` in the RUN that installs.',
  why: `
    The official images of Debian and Ubuntu have no package lists, so that \`apt-get install\` finds no package until
    \`apt-get update\` has run. Where an earlier RUN did that, the builder's cache keeps its lists for good, and a changed
    install gets versions that are long gone. \`apk\`, \`yum\` and \`dnf\` refresh by themselves.
  `,
  sources: ['https://docs.docker.com/build/building/best-practices/#apt-get'],

  fixable: 'unsafe',
  fixTitle: 'Run apt-get update first; newer versions may be installed',
  messages: {
    stale:
      '{command} uses the lists of an earlier RUN, which the builder caches for good: it fails once they are out of date. Run apt-get update in this RUN.',
    missing:
      '{command} finds no packages without lists, and nothing in this RUN fetches them. Run apt-get update first.',
  },

  examples: [
    {
      title: 'Lists of an earlier RUN',
      bad: `
        FROM debian:trixie-slim
        RUN apt-get update
        RUN apt-get install -y --no-install-recommends curl
      `,
      good: `
        FROM debian:trixie-slim
        RUN apt-get update
        RUN apt-get update && apt-get install -y --no-install-recommends curl
      `,
    },
    {
      title: 'A local package',
      good: `
        FROM debian:trixie-slim
        COPY app.deb /tmp/
        RUN apt-get install -y --no-install-recommends /tmp/app.deb
      `,
    },
  ],

  on: {
    Script(script, { builds, report }) {
      if (script.instruction.kind !== 'Run' || script.instruction.onbuild) return;
      const install = packageInstallsOf(script).find(
        ({ manager, subcommand, packages, arguments: args }) =>
          (manager === 'apt-get' || manager === 'apt') &&
          subcommand === 'install' &&
          args.complete &&
          packages.some(({ value }) => value !== undefined && !/\/|\.deb$/.test(value)),
      );
      const at = install?.arguments.subcommandWords[0];
      if (!install || !at || mayUpdate(script, install.command)) return;
      if (isMountedOver(script, '/var/lib/apt/lists')) return;
      const places = new Set(builds.map((build) => listsBefore(build, script)));
      const [place] = places;
      if (places.size !== 1 || place === undefined || place === 'unknown') return;
      const { context, node, wrappers } = install.command;
      const isPlain = node !== undefined && !context.pipeline && !context.enclosing && wrappers.length === 0;
      report({
        message: place,
        at,
        data: { command: `${install.command.name ?? 'apt-get'} install` },
        fix: isPlain ? () => [insertBefore(install.command, 'apt-get update && ')] : null,
      });
    },
  },
});

const updates = (args: CommandArguments | undefined): boolean =>
  args !== undefined && /^apt(-get|itude)?$/.test(args.tool) && args.subcommands[0] === 'update';

/** Something before the install fetches the lists, or is a program that may do so. */
function mayUpdate(script: InstructionScript, install: ShellCommand): boolean {
  for (const command of shellCommands(script)) {
    if (command === install) return false;
    if (updates(argumentsOf(command)) || isOpaque(command)) return true;
  }
  return false;
}

/** A script, what runs one, or a tool that refreshes the lists itself. */
function isOpaque({ name, nameWord, args }: ShellCommand): boolean {
  if (name === undefined) return nameWord !== undefined;
  if (name === 'add-apt-repository' || name === 'extrepo' || /\.sh$|update|setup|install/.test(name)) return true;
  if (/^((ba|da|a|z)?sh|source|\.)$/.test(name))
    return args.length === 0 || args.some(({ prefix }) => !prefix.startsWith('-'));
  return (nameWord?.value ?? '').startsWith('./');
}

/** Images without package lists, as their makers say: Debian and Ubuntu with what docker-library builds on them. */
const emptyBases = /^(debian|ubuntu|buildpack-deps)$/;

/** Whether an earlier RUN of the stages below has fetched lists that are still there. */
function listsBefore(build: Build, { instruction }: InstructionScript): 'stale' | 'missing' | 'unknown' {
  const { stageIndex, span } = instruction;
  if (stageIndex === undefined) return 'unknown';
  const stages = listChanges(build);
  for (let at: number | undefined = stageIndex; at !== undefined; at = stages[at]?.below) {
    const last = stages[at]?.changes.findLast(({ end }) => at !== stageIndex || end <= span.start);
    if (last) return last.state;
    const below: StageLists | undefined = stages[at];
    if (below?.below === undefined) return below?.isEmpty ? 'missing' : 'unknown';
  }
  return 'unknown';
}

interface StageLists {
  /** The index of the stage that it is based on. */
  readonly below: number | undefined;
  readonly isEmpty: boolean;
  readonly changes: readonly { readonly end: number; readonly state: 'stale' | 'missing' | 'unknown' }[];
}

const listChanges = fact('rules/apt-list-changes@1', (build: Build): readonly StageLists[] => {
  const graph = stageGraph(build);
  return graph.stages.map((stage) => {
    const base = graph.baseOf(stage);
    const changes = stage.instructions.flatMap((instruction) => {
      if (instruction.kind !== 'Run') return [];
      const script = scriptOf(build, instruction);
      const state = script && stateAfter(script);
      return state ? [{ end: instruction.span.end, state }] : [];
    });
    return {
      below: base.kind === 'stage' ? base.stage.index : undefined,
      isEmpty: base.kind === 'image' && emptyBases.test(base.reference.familiarName),
      changes,
    };
  });
});

/** What a RUN does to the lists; undefined if nothing. */
function stateAfter(script: InstructionScript): 'stale' | 'missing' | 'unknown' | undefined {
  let state: 'stale' | 'missing' | 'unknown' | undefined;
  for (const command of shellCommands(script)) {
    if (updates(argumentsOf(command))) state = 'stale';
    else if (command.name === 'rm' && command.args.some(({ prefix }) => prefix.startsWith('/var/lib/apt')))
      state = 'missing';
    else if (isOpaque(command)) state = 'unknown';
  }
  return state;
}
