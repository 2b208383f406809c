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

/** What the image is configured to do, as far as the Dockerfile says. */
export interface ImageConfiguration {
  readonly stage: Stage;
  readonly user: EffectiveUser | undefined;
  readonly workingDirectory: WorkingDirectory;
  /** ENV variables in the order in which they first appear; those of the base image are not among them. */
  readonly environment: ReadonlyMap<string, VariableValue>;
  /** Undefined: the base's, unless `commandReset`. */
  readonly cmd: ImageCommand<CmdInstruction> | undefined;
  readonly entrypoint: ImageCommand<EntrypointInstruction> | undefined;
  /** An ENTRYPOINT took away the CMD of the base. */
  readonly commandReset: boolean;
  readonly shell: ShellInstruction | undefined;
}

/** The configuration of the built image; undefined if the build has no target stage. */
export const finalImage = fact('core/final-image@1', (build: Build): ImageConfiguration | undefined => {
  const { target } = stageGraph(build);
  const timeline = target && stageTimelines(build)[target.index];
  return timeline && configurationOf(build, timeline);
});

interface Commands {
  cmd: ImageCommand<CmdInstruction> | undefined;
  entrypoint: ImageCommand<EntrypointInstruction> | undefined;
  reset: boolean;
}

function configurationOf(build: Build, timeline: StageTimeline): ImageConfiguration {
  const { stage } = timeline;
  const commands = commandsOf(build, timeline);
  const environment = new Map<string, VariableValue>();
  for (const { instruction, name, value } of bindingsOf(build, stage)) {
    if (instruction.kind === 'Env') environment.set(name, value);
  }
  return {
    stage,
    user: effectiveUserOf(build, stage),
    workingDirectory: workingDirectoryAfter(build, stage),
    environment,
    cmd: commands.cmd,
    entrypoint: commands.entrypoint,
    commandReset: commands.reset,
    shell: latestShell(build, timeline),
  };
}

/** ENTRYPOINT takes away an inherited CMD, but not one that stands before it in the same stage. */
function commandsOf(build: Build, timeline: StageTimeline): Commands {
  const levels: StageTimeline[] = [];
  for (let level: StageTimeline | undefined = timeline; level; level = level.parent) levels.push(level);
  const commands: Commands = { cmd: undefined, entrypoint: undefined, reset: false };
  for (const level of levels.reverse()) {
    let hasOwnCmd = false;
    level.instructions.forEach((instruction, position) => {
      if (instruction.kind === 'Cmd') {
        hasOwnCmd = true;
        commands.cmd = { instruction, shell: latestShell(build, level, position) };
        commands.reset = false;
      } else if (instruction.kind === 'Entrypoint') {
        commands.entrypoint = { instruction, shell: latestShell(build, level, position) };
        if (hasOwnCmd) return;
        commands.cmd = undefined;
        commands.reset = true;
      }
    });
  }
  return commands;
}
