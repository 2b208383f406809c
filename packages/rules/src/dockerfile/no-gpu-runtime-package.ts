import { dockerfileRule, packageInstallsOf } from '@plimsoll/core/rule';

export default dockerfileRule({
  id: 'dockerfile/no-gpu-runtime-package',
  aliases: ['tally/gpu/no-container-runtime-in-image'],
  since: '0.1.0',
  category: 'correctness',
  severity: 'warning',
  presets: ['gpu'],
  mentions: ['nvidia'],

  summary: 'Install the NVIDIA container runtime on the host.',
  why: `
    The container toolkit is what Docker on the host calls to put drivers and devices into a container. Inside an image it
    does nothing but take space.
  `,
  sources: ['https://docs.nvidia.com/datacenter/cloud-native/container-toolkit/latest/install-guide.html'],

  fixable: 'none',
  messages: {
    host: '{package} belongs on the host, where Docker calls it; in an image it does nothing. Remove it.',
  },

  examples: [
    {
      title: 'The toolkit in the image',
      bad: `
        FROM nvidia/cuda:12.6.3-base-ubuntu24.04
        RUN apt-get update && apt-get install -y nvidia-container-toolkit
      `,
      good: `
        FROM nvidia/cuda:12.6.3-base-ubuntu24.04
      `,
    },
  ],

  on: {
    Script(script, { report }) {
      if (script.instruction.kind !== 'Run') return;
      for (const { packages } of packageInstallsOf(script)) {
        for (const word of packages) {
          const name = word.prefix.replace(/[=<>~].*$/, '');
          if (
            /^(nvidia-container-(toolkit|runtime)(-base)?|nvidia-docker2?|libnvidia-container(1|-tools)?)$/.test(name)
          ) {
            report({ at: word, message: 'host', data: { package: name } });
          }
        }
      }
    },
  },
});
