import {
  type Build,
  type CmdInstruction,
  type DockerfileDocument,
  type EntrypointInstruction,
  fact,
  type Instruction,
  imageCommands,
  type Stage,
  type StageBase,
  stageGraph,
} from '@plimsoll/core/rule';
import { baseRuntime } from '../knowledge/base-images.ts';
import { callsDropper, type MainProcess, mainProcess } from './main-process.ts';

/** What a build puts into its image. */
export interface ShippedImage {
  /** The stage that is built. */
  readonly target: Stage;
  /** The stage whose FROM names the external base. */
  readonly bottom: Stage;
  readonly base: StageBase;
  /** Of the target and the stages below it, in the order in which they are built. */
  readonly instructions: readonly Instruction[];
  /** As the image is configured; undefined where that is the base's. */
  readonly entrypoint: EntrypointInstruction | undefined;
  readonly command: CmdInstruction | undefined;
}

/** The image of a build; undefined if its target is not there. */
export const shippedImage = fact('rules/shipped-image@1', (build: Build): ShippedImage | undefined => {
  const graph = stageGraph(build);
  const { target } = graph;
  if (!target) return undefined;
  let bottom = target;
  const chain = [target];
  for (let base = graph.baseOf(bottom); base.kind === 'stage'; base = graph.baseOf(bottom)) {
    bottom = base.stage;
    chain.push(bottom);
  }
  const instructions =
    chain.length === 1 ? target.instructions : chain.reverse().flatMap((stage) => stage.instructions);
  const commands = imageCommands(build);
  return {
    target,
    bottom,
    base: graph.baseOf(bottom),
    instructions,
    entrypoint: commands?.entrypoint?.instruction,
    command: commands?.cmd?.instruction,
  };
});

/** What the image's own ENTRYPOINT and CMD say of the user that it ends with. */
export function ownProcess({ entrypoint, command, instructions }: ShippedImage): MainProcess {
  const copied = copiedNames(instructions);
  const forms = [entrypoint, command].flatMap((instruction) => instruction?.command ?? []);
  const found = forms.map((form) => mainProcess(form, copied));
  if (found.includes('steps-down')) return 'steps-down';
  // Arguments of a program that was not read say nothing; without ENTRYPOINT it is CMD that runs.
  const own = found[0] ?? 'stays';
  return own === 'unread' && holdsDropper(instructions) ? 'steps-down' : own;
}

/** Base names of what comes from the build context, where a program may be a script that nobody read. */
function copiedNames(instructions: readonly Instruction[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const instruction of instructions) {
    if (instruction.kind !== 'Add' && (instruction.kind !== 'Copy' || instruction.from)) continue;
    const words = [...instruction.sources, ...(instruction.destination ? [instruction.destination] : [])];
    for (const { text } of words) names.add(text.slice(text.lastIndexOf('/') + 1));
  }
  names.delete('');
  return names;
}

/** A script that the Dockerfile writes itself and that changes the user, or a program for that, which is installed. */
function holdsDropper(instructions: readonly Instruction[]): boolean {
  return instructions.some((instruction) => {
    const { heredocs } = instruction;
    if (heredocs.some((heredoc) => callsDropper(heredoc.body.text))) return true;
    return (
      instruction.kind === 'Run' &&
      /(?:^|[\s/"'])(?:gosu|su-exec|fixuid)(?=$|[\s/:=;&<>"'])/.test(instruction.body.text)
    );
  });
}

/** True if the file shows that it builds for Windows: its escape character, or its shell. */
export const looksLikeWindows = fact('rules/looks-like-windows@1', ({ root }: DockerfileDocument): boolean => {
  if (root.escape === '`') return true;
  return root.instructions.some(
    (instruction) =>
      instruction.kind === 'Shell' &&
      instruction.command.form === 'exec' &&
      /^(cmd|powershell)(\.exe)?$/i.test(instruction.command.items[0]?.value ?? ''),
  );
});

/** True if FROM, or that of a stage below, asks for Windows, or the base image is known to be one of Windows. */
export function isWindowsStage(build: Build, stage: Stage): boolean {
  return windowsStages(build)[stage.index] === true;
}

/** By stage index; a stage is what its base is. */
const windowsStages = fact('rules/windows-stages@1', (build: Build): readonly boolean[] => {
  const graph = stageGraph(build);
  const found: boolean[] = [];
  for (const stage of graph.stages) {
    const base = graph.baseOf(stage);
    const isWindows =
      /windows/i.test(stage.from.platform?.value?.text ?? '') ||
      (base.kind === 'stage' && found[base.stage.index] === true) ||
      (base.kind === 'image' &&
        baseRuntime(base.reference.familiarName, base.reference.tag?.text)?.starts === 'windows');
    found.push(isWindows);
  }
  return found;
});

/** True if the name of a stage says that one develops or tests in it; what is shipped is another one. */
export function isWorkStage({ name }: Stage): boolean {
  return /^(dev|develop|development|debug|(unit|functional|integration|e2e)?-?tests?|testing|ci|lint)($|[-_.])/.test(
    name ?? '',
  );
}

/** True if the file makes a development container, which is not shipped, and whose user its `devcontainer.json` sets. */
export function isDevelopmentContainer({ source }: DockerfileDocument): boolean {
  return /(^|\/)\.devcontainer(\/|$)/.test(source.path);
}
