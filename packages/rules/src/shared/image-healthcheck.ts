import { type Build, externalBaseOf, type HealthcheckInstruction, type Stage, stageGraph } from '@plimsoll/core/rule';
import { hasNoHealthcheck } from '../knowledge/images-without-check.ts';

/** The health check of a built image. `none`: it is known to have none; `unknown`: its base may have one. */
export type ImageHealthcheck =
  | { readonly kind: 'check' | 'off'; readonly instruction: HealthcheckInstruction }
  | { readonly kind: 'none'; readonly base: string }
  | { readonly kind: 'unknown' };

/** The last HEALTHCHECK of the target and of the stages that it is based on, else what is known of the base image. */
export function imageHealthcheck(build: Build): ImageHealthcheck {
  const { target, baseOf } = stageGraph(build);
  for (let stage: Stage | undefined = target; stage; ) {
    // A trigger may declare one in what is built on it.
    if (stage !== target && stage.instructions.some(({ kind }) => kind === 'Onbuild')) return { kind: 'unknown' };
    const instruction = stage.instructions.findLast((one) => one.kind === 'Healthcheck');
    if (instruction?.kind === 'Healthcheck') return { kind: instruction.none ? 'off' : 'check', instruction };
    const base = baseOf(stage);
    stage = base.kind === 'stage' ? base.stage : undefined;
  }
  if (!target) return { kind: 'unknown' };
  const { base } = externalBaseOf(build, target);
  if (base.kind === 'scratch') return { kind: 'none', base: 'scratch' };
  if (base.kind !== 'image' || !hasNoHealthcheck(base.reference.familiarName)) return { kind: 'unknown' };
  return base.reference.tag?.text.includes('onbuild')
    ? { kind: 'unknown' }
    : { kind: 'none', base: base.reference.text };
}
