import type { CmdInstruction, EntrypointInstruction, ShellInstruction, Stage } from '../dockerfile/nodes.ts';
import type { VariableValue } from '../dockerfile/words.ts';
import type { Build } from '../project/build.ts';
import { type EffectiveUser, effectiveUserOf } from './effective-user.ts';
import { bindingsOf } from './environment-at.ts';
import { fact } from './fact.ts';
import { stageGraph } from './stage-graph.ts';
import { latestShell, type StageTimeline, stageTimelines } from './stage-timeline.ts';
import { type WorkingDirectory, workingDirectoryAfter } from './working-directory-at.ts';

/** CMD or ENTRYPOINT with the shell that was in force where it stands. */
export interface ImageCommand<I extends CmdInstruction | EntrypointInstruction> {
  readonly instruction: I;
  /** The SHELL before it; undefined: the base's own, or none needed for the JSON form. */
  readonly shell: ShellInstruction | undefined;
}

/** What the built image runs. Undefined commands are the base's, unless `commandReset`. */
export interface ImageCommands {
  readonly cmd: ImageCommand<CmdInstruction> | undefined;
  readonly entrypoint: ImageCommand<EntrypointInstruction> | undefined;
  /** An ENTRYPOINT took away the CMD of the base. */
  readonly commandReset: boolean;
}

/** What the image is configured to do, as far as the Dockerfile says. */
export interface ImageConfiguration extends ImageCommands {
  readonly stage: Stage;
  readonly user: EffectiveUser | undefined;
  readonly workingDirectory: WorkingDirectory;
  /** ENV variables in the order in which they first appear; those of the base image are not among them. */
  readonly environment: ReadonlyMap<string, VariableValue>;
  readonly shell: ShellInstruction | undefined;
}

/** CMD and ENTRYPOINT of the built image; undefined if the build has no target stage. */
export const imageCommands = fact('core/image-commands@1', (build: Build): ImageCommands | undefined => {
  const { target } = stageGraph(build);
  const timeline = target && stageTimelines(build)[target.index];
  return timeline && commandsOf(build, timeline);
});

/** The configuration of the built image; undefined if the build has no target stage. */
export const finalImage = fact('core/final-image@1', (build: Build): ImageConfiguration | undefined => {
  const { target } = stageGraph(build);
  const timeline = target && stageTimelines(build)[target.index];
  return timeline && configurationOf(build, timeline);
});

function configurationOf(build: Build, timeline: StageTimeline): ImageConfiguration {
  const { stage } = timeline;
  const commands = imageCommands(build);
  const environment = new Map<string, VariableValue>();
  for (const { instruction, name, value } of bindingsOf(build, stage)) {
    if (instruction.kind === 'Env') environment.set(name, value);
  }
  return {
    stage,
    user: effectiveUserOf(build, stage),
    workingDirectory: workingDirectoryAfter(build, stage),
    environment,
    cmd: commands?.cmd,
    entrypoint: commands?.entrypoint,
    commandReset: commands?.commandReset ?? false,
    shell: latestShell(build, timeline),
  };
}

/** ENTRYPOINT takes away an inherited CMD, but not one that stands before it in the same stage. */
function commandsOf(build: Build, timeline: StageTimeline): ImageCommands {
  const levels: StageTimeline[] = [];
  for (let level: StageTimeline | undefined = timeline; level; level = level.parent) levels.push(level);
  let commands: ImageCommands = { cmd: undefined, entrypoint: undefined, commandReset: false };
  for (const level of levels.reverse()) {
    let hasOwnCmd = false;
    for (const [position, instruction] of level.instructions.entries()) {
      if (instruction.kind !== 'Cmd' && instruction.kind !== 'Entrypoint') continue;
      const shell = latestShell(build, level, position);
      if (instruction.kind === 'Cmd') {
        hasOwnCmd = true;
        commands = { ...commands, cmd: { instruction, shell }, commandReset: false };
      } else {
        const entrypoint = { instruction, shell };
        commands = hasOwnCmd ? { ...commands, entrypoint } : { cmd: undefined, entrypoint, commandReset: true };
      }
    }
  }
  return commands;
}
