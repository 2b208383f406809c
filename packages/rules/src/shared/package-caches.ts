import {
  argumentsOf,
  type Build,
  type CommandArguments,
  type CommandWord,
  type Instruction,
  type InstructionScript,
  type ShellCommand,
  shellCommands,
  stageGraph,
  textAt,
} from '@plimsoll/core/rule';

/**
 * True if what a script writes stays in an image: a RUN of a stage that a build ships or bases its target on, or of
 * ONBUILD there. Stages that are only copied from leave nothing.
 */
export function isKeptLayer({ instruction }: InstructionScript, builds: readonly Build[]): boolean {
  return instruction.kind === 'Run' && isShippedInstruction(instruction, builds);
}

/** True if an instruction stands in a stage that a build ships or bases its target on. */
export function isShippedInstruction({ stageIndex }: Instruction, builds: readonly Build[]): boolean {
  if (stageIndex === undefined) return false;
  return builds.some((build) => {
    const graph = stageGraph(build);
    const stage = graph.stages[stageIndex];
    return stage !== undefined && graph.isShipped(stage);
  });
}

/**
 * True if a cache or tmpfs mount of the RUN lies over `path` (absolute, without a slash at its end), or may do so: a
 * target with a variable, a type that is not known. What is written there does not end up in the layer.
 */
export function isMountedOver(script: InstructionScript, path: string): boolean {
  return hasMount(script, (target) => isInside(path, target));
}

/** True if the RUN has a cache or tmpfs mount whose target (without a slash at its end) is `wanted`, or may be. */
export function hasMount({ instruction }: InstructionScript, wanted: (target: string) => boolean): boolean {
  if (instruction.kind !== 'Run') return false;
  return instruction.mounts.some(({ type, fields }) => {
    if (type !== undefined && type !== 'cache' && type !== 'tmpfs') return false;
    const field = fields.findLast(({ key }) => key === 'target' || key === 'dst' || key === 'destination');
    if (!field?.value) return type === undefined;
    const { text } = field.value;
    return text.includes('$') || wanted(withoutSlash(text));
  });
}

const withoutSlash = (path: string): string => (path.length > 1 ? path.replace(/\/+$/, '') : path);

const isInside = (path: string, directory: string): boolean =>
  path === directory || path.startsWith(directory === '/' ? '/' : `${directory}/`);

/** A command that leaves something in the layer, with its arguments. */
export interface Leftover {
  readonly command: ShellCommand;
  readonly args: CommandArguments;
}

interface LeftoverQuestion {
  /** What leaves something behind. */
  readonly leaves: (args: CommandArguments, command: ShellCommand) => boolean;
  /** What removes it again. `args` is undefined for a tool whose arguments are not known. */
  readonly cleans: (command: ShellCommand, args: CommandArguments | undefined, leftover: Leftover) => boolean;
}

/** The last command of a script that leaves something behind that nothing behind it removes, or seems to remove. */
export function lastLeftover(script: InstructionScript, question: LeftoverQuestion): Leftover | undefined {
  const commands = shellCommands(script);
  let found: Leftover | undefined;
  let at = commands.length;
  const behind: ShellCommand[] = [];
  while (!found && --at >= 0) {
    const command = commands[at];
    if (!command) break;
    const args = argumentsOf(command);
    if (args && question.leaves(args, command)) found = { command, args };
    else behind.push(command);
  }
  const leftover = found;
  if (!leftover) return undefined;
  const cleaned = behind.some(
    (command) => mayClean(command) || question.cleans(command, argumentsOf(command), leftover),
  );
  return cleaned ? undefined : leftover;
}

/** A program that is not known, or a script that says of itself that it cleans up. */
function mayClean({ name, nameWord }: ShellCommand): boolean {
  if (name === undefined) return nameWord !== undefined;
  return /clean|purge|slim|shrink|squash|tidy|\.sh$/i.test(name);
}

/**
 * True if a command removes one of `paths` (absolute), all of what is in it, or a directory above it: `rm`, or `find`
 * with `-delete` or `-exec rm`. `hint`: what an operand that is not known must look like to be taken for one of them.
 */
export function removes(command: ShellCommand, paths: readonly string[], hint: RegExp): boolean {
  if (command.name === 'find') {
    const removing = command.args.some(({ value }) => value === '-delete' || value === 'rm' || value === '/bin/rm');
    return removing && command.args.some((word) => isAnyOf(word, paths, hint));
  }
  if (command.name !== 'rm' && command.name !== 'rmdir') return false;
  return command.args.some((word) => isAnyOf(word, paths, hint));
}

function isAnyOf(word: CommandWord, paths: readonly string[], hint: RegExp): boolean {
  const { value } = word;
  if (value === undefined) return hint.test(textAt(word));
  const glob = value.search(/[*?[]/);
  const directory = withoutSlash(glob < 0 ? value : value.slice(0, value.lastIndexOf('/', glob) + 1));
  return paths.some((path) => isInside(path, directory) || (glob >= 0 && isInside(directory, path)));
}

/**
 * The same for a directory below a home: `.cache/pip` is found in `~/.cache`, `/root/.cache/pip/*` and
 * `$HOME/.cache/pip`.
 */
export function removesInHome(command: ShellCommand, path: string): boolean {
  if (command.name !== 'rm' && command.name !== 'rmdir' && command.name !== 'find') return false;
  return command.args.some((word) => {
    const text = (word.value ?? textAt(word)).replaceAll(/["']/g, '').replace(/\/?(\*+)?$/, '');
    const inHome = text.replace(/^(~[^/]*|\/root|\/home\/[^/]+|\$\{?\w+\}?)\//, '');
    return inHome !== text ? inHome !== '' && isInside(path, inHome) : text.endsWith(`/${path}`);
  });
}
