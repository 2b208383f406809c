import {
  type CommandWord,
  type InstructionScript,
  type Located,
  type PackageInstall,
  packageInstallsOf,
} from '@plimsoll/core/rule';

/** What a rule knows about the versions of one package manager. */
export interface PinReading {
  /** By the names that `PackageInstall` gives them. */
  readonly managers: readonly string[];
  /** The subcommands that take names of packages. */
  readonly subcommands: readonly string[];
  /** True if the word says a version, or is no package of a repository (a file, a URL). */
  isPinned(value: string, install: PackageInstall): boolean;
}

/** A command that installs packages without a version. */
export interface LooseInstall {
  /** The first of them. */
  readonly at: Located;
  /** All of them in words: `curl`, `curl and git`, `curl, git and 7 more`. */
  readonly packages: string;
}

/**
 * The commands of a RUN that install packages without a version, one finding each. Words with variables may hold a
 * version and are left out; so is a command with a flag that is not known, which may have taken a word.
 */
export function looseInstalls(
  script: InstructionScript,
  reading: PinReading,
  allow: readonly string[],
): readonly LooseInstall[] {
  if (script.instruction.kind !== 'Run') return [];
  return packageInstallsOf(script).flatMap((install): readonly LooseInstall[] => {
    if (!reading.managers.includes(install.manager) || !reading.subcommands.includes(install.subcommand)) return [];
    if (!install.arguments.operandsCertain) return [];
    const loose = packageWords(install).filter(
      ({ value }) => value !== undefined && value !== '' && !allow.includes(value) && !reading.isPinned(value, install),
    );
    const [first] = loose;
    return first ? [{ at: first, packages: inWords(loose.map(({ value = '' }) => value)) }] : [];
  });
}

/** The packages that a command names; words behind `--` are gem's arguments for the build of an extension. */
export function packageWords({ manager, packages, command }: PackageInstall): readonly CommandWord[] {
  if (manager !== 'gem') return packages;
  const end = command.args.find(({ value }) => value === '--');
  return end ? packages.filter(({ span }) => span.start < end.span.start) : packages;
}

function inWords(names: readonly string[]): string {
  const [first = '', second, ...more] = [...new Set(names)];
  if (second === undefined) return first;
  const [third] = more;
  if (third === undefined) return `${first} and ${second}`;
  return more.length === 1 ? `${first}, ${second} and ${third}` : `${first}, ${second} and ${more.length} more`;
}
