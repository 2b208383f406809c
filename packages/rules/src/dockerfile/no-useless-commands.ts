import { dockerfileRule, option, shellCommands } from '@plimsoll/core/rule';

export default dockerfileRule({
  id: 'dockerfile/no-useless-commands',
  aliases: [
    'hadolint/DL3001',
    'kics/9b6b0f38-92a2-41f9-b881-3a1083d99f1b',
    'semgrep/nonsensical-command',
    'droast/DF060',
  ],
  since: '0.1.0',
  category: 'maintainability',
  severity: 'info',
  presets: ['strict'],

  summary: 'Do not run commands in a build that only make sense on a running machine.',
  why: `
    Nothing runs between two instructions: a service that a RUN starts is gone when the RUN ends, and there is no terminal,
    no init and no right to mount. Such a command does nothing, or fails, or is left over from the instructions for a
    machine. Starting a service, using it and stopping it within one RUN is legitimate, so this is only information.
  `,
  sources: ['https://docs.docker.com/build/building/best-practices/#decouple-applications'],

  fixable: 'none',
  options: {
    commands: option.strings({
      default: [
        ...['free', 'kill', 'mount', 'ps', 'service', 'shutdown', 'ssh', 'top', 'vim'],
        ...['htop', 'ifconfig', 'nano', 'poweroff', 'reboot', 'systemctl', 'umount', 'vi'],
      ],
      summary: 'The commands, by the base names of their programs.',
    }),
  },
  messages: {
    useless: '{command} has no lasting effect in a build, where nothing runs and nobody looks. Remove it.',
  },

  examples: [
    {
      title: 'A service that ends with its RUN',
      bad: `
        FROM debian:trixie-slim
        RUN service nginx start
      `,
      good: `
        FROM debian:trixie-slim
        CMD ["nginx", "-g", "daemon off;"]
      `,
    },
    {
      title: 'A package of that name',
      good: `
        FROM debian:trixie-slim
        RUN apt-get update && apt-get install -y --no-install-recommends ssh vim && rm -rf /var/lib/apt/lists/*
      `,
    },
  ],

  on: {
    Script(script, { options, report }) {
      if (script.instruction.kind !== 'Run') return;
      const { text } = script.text;
      // Parsing costs; this is the mentions of a rule whose words are an option.
      if (!options.commands.some((name) => text.includes(name))) return;
      for (const { name, nameWord, args } of shellCommands(script)) {
        if (name === undefined || !nameWord || !options.commands.includes(name) || isLasting(name, args[0]?.value))
          continue;
        report({ message: 'useless', at: nameWord, data: { command: name } });
      }
    },
  },
});

/** `systemctl enable` only makes links, `ssh -V` and `vim +PlugInstall` do something. */
function isLasting(name: string, first: string | undefined): boolean {
  if (name === 'systemctl')
    return /^(enable|disable|mask|unmask|set-default|preset|preset-all|--root.*)$/.test(first ?? '');
  return (name === 'vim' || name === 'vi') && /^[-+]/.test(first ?? '');
}
