import { argumentsOf, dockerfileRule, flagOf, type ShellCommand, shellCommands } from '@plimsoll/core/rule';

export default dockerfileRule({
  id: 'dockerfile/prefer-shell-instruction',
  aliases: ['hadolint/DL4005', 'kics/8a301064-c291-4b20-adcb-403fe7fd95fd', 'semgrep/use-shell-instruction'],
  since: '0.1.0',
  category: 'maintainability',
  severity: 'warning',
  presets: ['recommended'],
  mentions: ['/bin/sh', '/usr/bin/sh', 'dash'],

  summary: 'Change the shell of the build with SHELL, not by replacing `/bin/sh`.',
  why: `
    Every script of the distribution that begins with \`#!/bin/sh\` is written for the shell that was there, and runs with
    another one from then on, in the container as well. SHELL changes only what runs the instructions below it.
  `,
  sources: ['https://docs.docker.com/reference/dockerfile/#shell'],

  fixable: 'none',
  messages: {
    replaced:
      '{command} replaces /bin/sh for every script of the image. Leave it, and write SHELL ["/bin/bash", "-c"] for the instructions that need bash.',
  },

  examples: [
    {
      title: 'A link over /bin/sh',
      bad: `
        FROM debian:trixie-slim
        RUN ln -sf /bin/bash /bin/sh
        RUN source /etc/profile && make
      `,
      good: `
        FROM debian:trixie-slim
        SHELL ["/bin/bash", "-c"]
        RUN source /etc/profile && make
      `,
    },
    {
      title: 'A link to /bin/sh',
      good: `
        FROM debian:trixie-slim
        RUN ln -s /bin/sh /usr/local/bin/shell
      `,
    },
  ],

  on: {
    Script(script, { report }) {
      if (script.instruction.kind !== 'Run') return;
      for (const command of shellCommands(script)) {
        const at = replacedShell(command);
        if (at) report({ message: 'replaced', at, data: { command: command.name ?? '' } });
      }
    },
  },
});

const isShell = (path: string | undefined): boolean => path === '/bin/sh' || path === '/usr/bin/sh';

/** The word that names the shell, if a command replaces it. */
function replacedShell(command: ShellCommand) {
  const { name, args: words } = command;
  switch (name) {
    case 'ln':
    case 'mv':
    case 'cp': {
      const args = argumentsOf(command);
      const target = args?.operands.at(-1);
      if (!args || !target || args.operands.length < 2 || !args.operandsCertain) return undefined;
      if (flagOf(args, '--target-directory')) return undefined;
      return isShell(target.value) ? target : undefined;
    }
    case 'dpkg-reconfigure':
      return words.find(({ value }) => value === 'dash');
    case 'update-alternatives': {
      const isSetting = words.some(({ value }) => value === '--install' || value === '--set');
      return isSetting ? words.find(({ value }) => isShell(value)) : undefined;
    }
    default:
      return undefined;
  }
}
