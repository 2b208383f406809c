import { dockerfileRule, packageInstallsOf } from '@plimsoll/core/rule';
import { cudaImageOf } from '../shared/cuda-images.ts';

/** What the flavours hold already, by NVIDIA's Dockerfiles for them, read 2026-11-22. */
const contents = {
  base: /^cuda-cudart(-\d+-\d+)?$/,
  runtime: /^cuda-(cudart|libraries)(-\d+-\d+)?$/,
  devel:
    /^(cuda|cuda-(cudart|libraries|nvml|command-line-tools|minimal-build|toolkit|compiler|nvcc)(-dev)?(-\d+-\d+)?)$/,
} as const;

export default dockerfileRule({
  id: 'dockerfile/no-redundant-cuda-install',
  aliases: ['tally/gpu/no-redundant-cuda-install'],
  since: '0.1.0',
  category: 'performance',
  severity: 'info',
  presets: ['gpu'],
  mentions: ['cuda'],

  summary: 'Install no CUDA packages that the base image has.',
  why: `
    The images \`nvidia/cuda\` come in three sizes: \`base\` has the CUDA runtime, \`runtime\` all libraries, \`devel\` the
    compiler and headers. Installing the same again adds gigabytes, often of another version.
  `,
  sources: ['https://hub.docker.com/r/nvidia/cuda'],

  fixable: 'none',
  messages: {
    there: '{image} has what {package} brings. Remove it, or start from a smaller image.',
  },

  examples: [
    {
      title: 'The toolkit twice',
      bad: `
        FROM nvidia/cuda:12.6.3-devel-ubuntu24.04
        RUN apt-get update && apt-get install -y cuda-toolkit-12-6
      `,
      good: `
        FROM nvidia/cuda:12.6.3-devel-ubuntu24.04
      `,
    },
  ],

  on: {
    Script(script, { document, builds, report }) {
      const stage = document.root.stages[script.instruction.stageIndex ?? -1];
      const [build] = builds;
      const image = stage && build && script.instruction.kind === 'Run' ? cudaImageOf(build, stage) : undefined;
      if (!image) return;
      for (const { packages } of packageInstallsOf(script)) {
        for (const word of packages) {
          const name = word.prefix.replace(/=.*$/, '');
          if (contents[image.flavour].test(name))
            report({ at: word, message: 'there', data: { image: image.text, package: name } });
        }
      }
    },
  },
});
