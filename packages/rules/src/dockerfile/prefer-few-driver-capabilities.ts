import { dockerfileRule, literalValue, replace } from '@plimsoll/core/rule';
import { isWorkStage } from '../shared/shipped-image.ts';

export default dockerfileRule({
  id: 'dockerfile/prefer-few-driver-capabilities',
  aliases: ['tally/gpu/prefer-minimal-driver-capabilities'],
  since: '0.1.0',
  category: 'security',
  severity: 'info',
  presets: ['gpu'],

  summary: 'Ask for the driver capabilities that the program needs.',
  why: `
    \`NVIDIA_DRIVER_CAPABILITIES=all\` brings the libraries for graphics, video and display into the container besides those
    for computing: more code of the driver that the program can reach. \`compute,utility\` is what CUDA and \`nvidia-smi\`
    need.
  `,
  sources: [
    'https://docs.nvidia.com/datacenter/cloud-native/container-toolkit/latest/docker-specialized.html#driver-capabilities',
  ],
  cwe: [250],
  securitySeverity: 2,

  fixable: 'unsafe',
  fixTitle: 'Ask for computing and nvidia-smi only',
  messages: {
    all: 'This brings graphics, video and display libraries of the driver into the container. Ask for what is used: compute,utility.',
  },

  examples: [
    {
      title: 'Everything',
      bad: `
        FROM nvidia/cuda:12.6.3-runtime-ubuntu24.04
        ENV NVIDIA_DRIVER_CAPABILITIES=all
      `,
      good: `
        FROM nvidia/cuda:12.6.3-runtime-ubuntu24.04
        ENV NVIDIA_DRIVER_CAPABILITIES=compute,utility
      `,
    },
  ],

  on: {
    Env({ pairs, stageIndex }, { document, report }) {
      const stage = document.root.stages[stageIndex ?? -1];
      if (!stage || isWorkStage(stage)) return;
      for (const { key, value } of pairs) {
        if (key.text !== 'NVIDIA_DRIVER_CAPABILITIES' || !value) continue;
        if (literalValue(value)?.toLowerCase() !== 'all') continue;
        report({ at: value, message: 'all', fix: () => [replace(value, 'compute,utility')] });
      }
    },
  },
});
