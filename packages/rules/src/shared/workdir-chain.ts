import { type Build, type Instruction, type Stage, stageGraph } from '@plimsoll/core/rule';

const isWorkdir = ({ kind }: { readonly kind: string }): boolean => kind === 'Workdir';

/** True if the stage, or one that it is based on, has a WORKDIR before this instruction of the stage. */
export function hasWorkdirBefore(build: Build, stage: Stage, instruction: Instruction): boolean {
  const own = stage.instructions.find(isWorkdir);
  if (own && own.span.start < instruction.span.start) return true;
  const graph = stageGraph(build);
  for (let base = graph.baseOf(stage); base.kind === 'stage'; base = graph.baseOf(base.stage)) {
    const triggers = base.stage.instructions.some((one) => one.kind === 'Onbuild' && one.trigger?.kind === 'Workdir');
    if (triggers || base.stage.instructions.some(isWorkdir)) return true;
  }
  return false;
}

/** Nobody means `C:` as a name, so a drive counts where the platform is not known. */
export function isAbsolutePath(path: string, mayBeWindows: boolean): boolean {
  return path.startsWith('/') || (mayBeWindows && /^(\\|[A-Za-z]:)/.test(path));
}
