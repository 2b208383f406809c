import { dockerfileRule, type ShellCommand, shellCommands } from '@plimsoll/core/rule';

const queries = new Set(['nvidia-smi', 'nvidia-debugdump', 'nvidia-persistenced']);
const inPython =
  /torch\.cuda\.(is_available|device_count|get_device|current_device|mem_get)|list_physical_devices\(\s*['"]GPU|jax\.devices\(/;

export default dockerfileRule({
  id: 'dockerfile/no-gpu-query-at-build',
  aliases: ['tally/gpu/no-buildtime-gpu-queries'],
  since: '0.1.0',
  category: 'correctness',
  severity: 'warning',
  presets: ['gpu'],
  mentions: ['nvidia-', 'cuda', 'GPU', 'jax'],

  summary: 'Ask for GPUs when the container runs, not in the build.',
  why: `
    A build has no GPU and no driver: \`nvidia-smi\` is not there, and \`torch.cuda.is_available()\` says no, whatever the
    machine has. The build fails, or keeps an answer that is wrong where the image runs.
  `,
  sources: ['https://docs.nvidia.com/datacenter/cloud-native/container-toolkit/latest/docker-specialized.html'],

  fixable: 'none',
  messages: {
    query: '{command} asks for a GPU, which a build does not have. Ask when the container starts.',
  },

  examples: [
    {
      title: 'A check in the build',
      bad: `
        FROM nvidia/cuda:12.6.3-runtime-ubuntu24.04
        RUN nvidia-smi
      `,
      good: `
        FROM nvidia/cuda:12.6.3-runtime-ubuntu24.04
        CMD ["nvidia-smi"]
      `,
    },
    {
      title: 'Python code',
      bad: `
        FROM pytorch/pytorch:2.9.1-cuda12.6-cudnn9-runtime
        RUN python -c "import torch; assert torch.cuda.is_available()"
      `,
    },
  ],

  on: {
    Script(script, { report }) {
      if (script.instruction.kind !== 'Run') return;
      for (const command of shellCommands(script)) {
        const { name, nameWord, context } = command;
        if (name === undefined || !nameWord || context.tested || context.conditional) continue;
        if (queries.has(name)) report({ at: nameWord, message: 'query', data: { command: name } });
        else if (/^python[\d.]*$/.test(name) && asks(command)) {
          report({ at: nameWord, message: 'query', data: { command: 'This Python code' } });
        }
      }
    },
  },
});

function asks({ args, redirections }: ShellCommand): boolean {
  const code = args[args.findIndex(({ value }) => value === '-c') + 1];
  const isCode = args.some(({ value }) => value === '-c') && inPython.test(code?.value ?? '');
  return isCode || redirections.some(({ body }) => body !== undefined && inPython.test(body.text));
}
