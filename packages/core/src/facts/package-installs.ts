import type { Stage } from '../dockerfile/nodes.ts';
import type { Build } from '../project/build.ts';
import type { CommandArguments } from '../shell/arguments.ts';
import { flagOf } from '../shell/arguments.ts';
import type { CommandWord, ShellCommand } from '../shell/command-nodes.ts';
import { argumentsOf } from '../shell/flags.ts';
import type { Located } from '../text/located.ts';
import { fact } from './fact.ts';
import { type InstructionScript, shellCommands, shellScripts } from './shell-scripts.ts';

/** A command that installs packages. */
export interface PackageInstall extends Located {
  /** `apt-get`, `apk`, `dnf`, `microdnf`, `pip` (also for `pip3` and `python -m pip`), `npm` ... */
  readonly manager: string;
  /** By their first names: `install`, `pip install`, `global add`. */
  readonly subcommand: string;
  readonly command: ShellCommand;
  readonly arguments: CommandArguments;
  /** What is named on the command line: none where a file lists the packages. */
  readonly packages: readonly CommandWord[];
  readonly script: InstructionScript;
}

/** The subcommands of each tool that install, joined by blanks. */
const installers: Readonly<Record<string, readonly string[]>> = {
  'apt-get': ['install', 'reinstall', 'satisfy', 'build-dep'],
  apt: ['install', 'reinstall', 'satisfy', 'build-dep'],
  aptitude: ['install'],
  apk: ['add'],
  yum: ['install', 'groupinstall', 'localinstall', 'reinstall', 'group install', 'module install', 'builddep'],
  zypper: ['install', 'source-install', 'install-new-recommends'],
  pip: ['install'],
  pipx: ['install', 'inject'],
  uv: ['pip install', 'pip sync', 'sync', 'add', 'tool install'],
  npm: ['install', 'ci', 'install-test', 'install-ci-test'],
  yarn: ['', 'install', 'add', 'global add', 'workspaces focus'],
  pnpm: ['install', 'add', 'fetch'],
  bun: ['install', 'add', 'ci'],
  gem: ['install'],
  bundle: ['install', ''],
  go: ['install', 'get', 'mod download'],
  cargo: ['install', 'fetch', 'binstall'],
  composer: ['install', 'require', 'create-project', 'global require', 'global install'],
  dotnet: ['restore', 'tool install', 'workload install'],
};

/** The package installs of a script, in order. */
export const packageInstallsOf = fact('core/script-package-installs@1', (script: InstructionScript) => {
  return shellCommands(script).flatMap((command) => packageInstall(command, script) ?? []);
});

function packageInstall(command: ShellCommand, script: InstructionScript): PackageInstall | undefined {
  const args = argumentsOf(command);
  if (!args) return undefined;
  const subcommand = args.subcommands.join(' ');
  const installs = args.tool === 'pacman' ? isPacmanInstall(args) : installers[args.tool]?.includes(subcommand);
  // A bare `yarn --version` or `yarn some-script` installs nothing.
  if (!installs || (subcommand === '' && !isBareInstall(args))) return undefined;
  return {
    source: command.source,
    span: command.span,
    manager: args.tool === 'yum' ? (command.name ?? args.tool) : args.tool,
    subcommand,
    command,
    arguments: args,
    packages: args.operands,
    script,
  };
}

const isPacmanInstall = (args: CommandArguments): boolean =>
  flagOf(args, '--upgrade') !== undefined || (flagOf(args, '--sync') !== undefined && args.operands.length > 0);

const isBareInstall = (args: CommandArguments): boolean =>
  args.tool === 'pacman' ||
  (args.operands.length === 0 && args.flags.every((flag) => flag.known && !asksOnly(flag.names)));

const asksOnly = (names: readonly string[]): boolean => names.some((name) => /^--?(version|help|[vVh])$/.test(name));

/** The package installs of RUN instructions in a stage, in order; those in ONBUILD included. */
export function packageInstallsIn(build: Build, stage: Stage): readonly PackageInstall[] {
  return installsByStage(build).get(stage.index) ?? [];
}

const installsByStage = fact(
  'core/package-installs@1',
  (build: Build): ReadonlyMap<number, readonly PackageInstall[]> => {
    const stages = new Map<number, PackageInstall[]>();
    for (const script of shellScripts(build)) {
      const { stageIndex, kind } = script.instruction;
      if (kind !== 'Run' || stageIndex === undefined) continue;
      const list = stages.get(stageIndex) ?? [];
      stages.set(stageIndex, list);
      list.push(...packageInstallsOf(script));
    }
    return stages;
  },
);
