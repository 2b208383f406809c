import { dockerfileRule, literalValue } from '@plimsoll/core/rule';
import { cudaImageOf } from '../shared/cuda-images.ts';
import { isWorkStage } from '../shared/shipped-image.ts';

export default dockerfileRule({
  id: 'dockerfile/no-fixed-gpu-devices',
  aliases: ['tally/gpu/no-hardcoded-visible-devices'],
  since: '0.1.0',
  category: 'maintainability',
  severity: 'info',
  presets: ['gpu'],

  summary: 'Choose GPUs where the container is run.',
  why: `
    An image with \`CUDA_VISIBLE_DEVICES=0\` uses the first GPU of every machine, whatever the scheduler gave it, and one
    with the identifier of a device runs on one machine only. The CUDA images say \`all\` already. Use \`docker run --gpus\`,
    \`deploy.resources\` of Compose, or the resources of the cluster.
  `,
  sources: ['https://docs.nvidia.com/datacenter/cloud-native/container-toolkit/latest/docker-specialized.html'],

  fixable: 'none',
  messages: {
    fixed: '{name}={value} ties the image to devices of one machine. Choose them where it is run: docker run --gpus.',
    all: '{image} sets {name}=all already. Remove it here.',
  },

  examples: [
    {
      title: 'The first GPU',
      bad: `
        FROM nvidia/cuda:12.6.3-runtime-ubuntu24.04
        ENV CUDA_VISIBLE_DEVICES=0
      `,
      good: `
        FROM nvidia/cuda:12.6.3-runtime-ubuntu24.04
        ENV NVIDIA_VISIBLE_DEVICES=none
      `,
    },
    {
      title: 'As in the base',
      bad: `
        FROM nvidia/cuda:12.6.3-runtime-ubuntu24.04
        ENV NVIDIA_VISIBLE_DEVICES=all
      `,
    },
  ],

  on: {
    Env({ pairs, stageIndex }, { document, builds, report }) {
      const stage = document.root.stages[stageIndex ?? -1];
      const [build] = builds;
      if (!stage || !build || isWorkStage(stage)) return;
      for (const { key, value: word } of pairs) {
        const name = key.text;
        if (!/^(NVIDIA|CUDA)_VISIBLE_DEVICES$/.test(name) || !word) continue;
        const value = literalValue(word) ?? '';
        if (/^(\d+(,\d+)*|(GPU|MIG)-[\w/,-]+)$/.test(value))
          report({ at: word, message: 'fixed', data: { name, value } });
        const image = value === 'all' && name.startsWith('NVIDIA') ? cudaImageOf(build, stage) : undefined;
        if (image) report({ at: word, message: 'all', data: { name, image: image.text } });
      }
    },
  },
});
