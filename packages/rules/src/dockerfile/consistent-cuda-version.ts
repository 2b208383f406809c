import { type CommandWord, dockerfileRule, shellCommands } from '@plimsoll/core/rule';
import { cudaImageOf } from '../shared/cuda-images.ts';

export default dockerfileRule({
  id: 'dockerfile/consistent-cuda-version',
  aliases: ['tally/gpu/cuda-version-mismatch'],
  since: '0.1.0',
  category: 'correctness',
  severity: 'warning',
  presets: ['gpu'],
  mentions: ['cu1', 'cuda='],

  summary: 'Install wheels for the CUDA release of the base image.',
  why: `
    Wheels built for another major release of CUDA bring libraries of their own beside those of the image, and what is
    compiled against the image does not fit them. Within one major release newer and older libraries work together.
  `,
  sources: ['https://docs.nvidia.com/deploy/cuda-compatibility/', 'https://pytorch.org/get-started/locally/'],

  fixable: 'none',
  messages: {
    mismatch: 'This is for CUDA {wanted}, and {image} has CUDA {version}. Use packages and base of one major release.',
  },

  examples: [
    {
      title: 'Wheels of another release',
      bad: `
        FROM nvidia/cuda:12.6.3-runtime-ubuntu24.04
        RUN pip install torch --index-url https://download.pytorch.org/whl/cu118
      `,
      good: `
        FROM nvidia/cuda:12.6.3-runtime-ubuntu24.04
        RUN pip install torch --index-url https://download.pytorch.org/whl/cu124
      `,
    },
  ],

  on: {
    Script(script, { document, builds, report }) {
      const stage = document.root.stages[script.instruction.stageIndex ?? -1];
      const [build] = builds;
      const image = stage && build && script.instruction.kind === 'Run' ? cudaImageOf(build, stage) : undefined;
      if (!image) return;
      for (const { name, args } of shellCommands(script)) {
        if (!/^(pip[\d.]*|python[\d.]*|uv|conda|mamba|micromamba|poetry)$/.test(name ?? '')) continue;
        for (const word of args) {
          const wanted = releaseIn(word);
          if (!wanted || wanted.split('.')[0] === image.major) continue;
          report({ at: word, message: 'mismatch', data: { wanted, image: image.text, version: image.version } });
        }
      }
    },
  },
});

/** `cu118` behind `+`, `-` or `/`, `pytorch-cuda=11.8`. */
function releaseIn({ value }: CommandWord): string | undefined {
  const [, major, minor] =
    /(?:^|[+/=-])cu(1\d)(\d)(?:$|[/-])/.exec(value ?? '') ??
    /^(?:pytorch-cuda|cudatoolkit)=+(\d+)\.(\d+)/.exec(value ?? '') ??
    [];
  return major === undefined ? undefined : `${major}.${minor}`;
}
