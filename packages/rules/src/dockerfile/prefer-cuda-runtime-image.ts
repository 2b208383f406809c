import { dockerfileRule, textAt } from '@plimsoll/core/rule';
import { cudaImageOf } from '../shared/cuda-images.ts';
import { isDevelopmentContainer, isWorkStage, shippedImage } from '../shared/shipped-image.ts';

/** What compiles, or may; scripts and sources that nobody read count as well. */
const compiles =
  /\b(nvcc|gcc|g\+\+|clang|cmake|make|ninja|meson|setup\.py|cargo|triton|flash-attn|deepspeed|apex|xformers|bitsandbytes|vllm|CUDA_HOME|TORCH_CUDA_ARCH_LIST|pip3? install (-e |\.|git\+))|\.sh\b|-devel\b|-dev\b/;

export default dockerfileRule({
  id: 'dockerfile/prefer-cuda-runtime-image',
  aliases: ['tally/gpu/prefer-runtime-final-stage'],
  since: '0.1.0',
  category: 'performance',
  severity: 'info',
  presets: ['gpu'],

  summary: 'Ship on the runtime image of CUDA.',
  why: `
    \`nvidia/cuda\` with \`devel\` has compilers and headers: some five gigabytes more than \`runtime\`, which a program that
    is built does not need. Images whose instructions compile anything, or run scripts that were not read, are left alone.
  `,
  sources: ['https://hub.docker.com/r/nvidia/cuda'],

  fixable: 'none',
  messages: {
    devel: '{image} has compilers and headers that nothing here uses. Ship on the runtime image of the same version.',
  },

  examples: [
    {
      title: 'Only to run',
      bad: `
        FROM nvidia/cuda:12.6.3-devel-ubuntu24.04
        COPY app /app
        CMD ["/app"]
      `,
      good: `
        FROM nvidia/cuda:12.6.3-runtime-ubuntu24.04
        COPY app /app
        CMD ["/app"]
      `,
    },
  ],

  on: {
    File(_file, { document, builds, report }) {
      if (isDevelopmentContainer(document)) return;
      for (const build of builds) {
        const image = shippedImage(build);
        if (!image || isWorkStage(image.target) || !(image.command ?? image.entrypoint)) continue;
        const base = cudaImageOf(build, image.target);
        if (base?.flavour !== 'devel' || image.instructions.some((one) => compiles.test(textAt(one)))) continue;
        const { from } = image.bottom;
        report({ at: from.image ?? from.keyword, message: 'devel', data: { image: base.text } });
        return;
      }
    },
  },
});
