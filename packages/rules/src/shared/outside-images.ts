import { type Build, type ImageReference, stageGraph, type Word } from '@plimsoll/core/rule';

/** An image from outside that a build uses. */
export interface OutsideImage {
  readonly by: 'from' | 'copy-from' | 'mount';
  /** The reference as written. */
  readonly at: Word;
  readonly reference: ImageReference;
}

/**
 * The images that the stages of a build are based on, copy from and mount, in file order by kind; not stages, `scratch`,
 * build contexts, and what variables leave open.
 */
export function outsideImages(build: Build): readonly OutsideImage[] {
  const graph = stageGraph(build);
  const bases = graph.stages.flatMap((stage): readonly OutsideImage[] => {
    const base = graph.baseOf(stage);
    const at = stage.from.image;
    return at && base.kind === 'image' ? [{ by: 'from', at, reference: base.reference }] : [];
  });
  const others = graph.references.flatMap(({ instruction, word, target }): readonly OutsideImage[] => {
    if (target.kind !== 'image' || !target.result.ok) return [];
    return [{ by: instruction.kind === 'Run' ? 'mount' : 'copy-from', at: word, reference: target.result.reference }];
  });
  return [...bases, ...others];
}
