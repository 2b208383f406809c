import { dockerfileRule, type Mount } from '@plimsoll/core/rule';
import { isWindowsStage } from '../shared/shipped-image.ts';

export default dockerfileRule({
  id: 'dockerfile/no-unsupported-mount-on-windows',
  aliases: ['tally/windows/no-run-mounts'],
  since: '0.1.0',
  category: 'correctness',
  severity: 'warning',
  presets: ['windows'],

  summary: 'Mount only what BuildKit can mount on Windows.',
  why: `
    On Windows BuildKit mounts caches, files of the build context and of other stages, and passes secrets as variables
    (\`env=\`). It has no tmpfs there, on which secret files rest too, and no forwarding of ssh agents: such a RUN fails.
  `,
  sources: [
    'https://docs.docker.com/build/buildkit/#buildkit-on-windows',
    'https://github.com/moby/buildkit/blob/master/frontend/dockerfile/dockerfile_secrets_test.go',
  ],

  fixable: 'none',
  messages: {
    tmpfs: 'BuildKit has no tmpfs on Windows, so that this RUN fails. Use a folder and delete it in the same RUN.',
    secret:
      'BuildKit mounts no secret files on Windows, so that this RUN fails. Pass the secret as a variable: env=NAME.',
    ssh: 'BuildKit forwards no ssh agent on Windows, so that this RUN fails. Clone over https with a secret in env=NAME.',
  },

  examples: [
    {
      title: 'A secret as a file',
      bad: `
        FROM mcr.microsoft.com/windows/servercore:ltsc2025
        RUN --mount=type=secret,id=token,target=C:/token app.exe C:/token
      `,
      good: `
        FROM mcr.microsoft.com/windows/servercore:ltsc2025
        RUN --mount=type=secret,id=token,env=TOKEN --mount=type=cache,target=C:/cache app.exe
      `,
    },
  ],

  on: {
    Run(instruction, { document, builds, report }) {
      const stage = document.root.stages[instruction.stageIndex ?? -1];
      const wrong = instruction.mounts.flatMap((mount) => {
        const kind = unsupported(mount);
        return kind ? [{ at: mount.flag, message: kind }] : [];
      });
      if (!stage || wrong.length === 0 || !builds.every((build) => isWindowsStage(build, stage))) return;
      for (const found of wrong) report(found);
    },
  },
});

function unsupported({ type, fields }: Mount): 'tmpfs' | 'secret' | 'ssh' | undefined {
  if (type === 'tmpfs' || type === 'ssh') return type;
  const keys = fields.map(({ key }) => key);
  // With both, the secret is a variable and a file.
  const isFile =
    !keys.includes('env') || keys.some((key) => key === 'target' || key === 'dst' || key === 'destination');
  return type === 'secret' && isFile ? 'secret' : undefined;
}
