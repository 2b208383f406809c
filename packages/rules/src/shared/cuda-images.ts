import { type Build, externalBaseOf, type Stage } from '@plimsoll/core/rule';

/** NVIDIA's CUDA image that a stage stands on. */
export interface CudaImage {
  readonly text: string;
  /** `12` of `12.4.1`. */
  readonly major: string;
  readonly version: string;
  readonly flavour: 'base' | 'runtime' | 'devel';
}

/** The CUDA image at the bottom of a stage, if its tag says which (`12.4.1-cudnn-devel-ubuntu22.04`). */
export function cudaImageOf(build: Build, stage: Stage): CudaImage | undefined {
  const { base } = externalBaseOf(build, stage);
  if (base.kind !== 'image') return undefined;
  const { familiarName, tag, text } = base.reference;
  if (!/^((docker\.io|nvcr\.io)\/)?nvidia\/cuda$/.test(familiarName)) return undefined;
  const [, version, flavour] =
    /^(\d+\.\d+(?:\.\d+)?)-(?:cudnn\d*-)?(base|runtime|devel)(?:-|$)/.exec(tag?.text ?? '') ?? [];
  if (version === undefined || (flavour !== 'base' && flavour !== 'runtime' && flavour !== 'devel')) return undefined;
  return { text, version, flavour, major: version.slice(0, version.indexOf('.')) };
}
