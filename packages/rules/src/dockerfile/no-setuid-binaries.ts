import { dockerfileRule, shellCommands, textAt } from '@plimsoll/core/rule';
import { agreedValue } from '../shared/agreed-value.ts';
import { type ModeGrants, modeGivenBy, modeGrants, modeTools } from '../shared/file-modes.ts';
import { isKeptLayer, isShippedInstruction } from '../shared/package-caches.ts';

export default dockerfileRule({
  id: 'dockerfile/no-setuid-binaries',
  aliases: ['cis/4.8'],
  since: '0.1.0',
  category: 'security',
  severity: 'warning',
  presets: ['strict'],
  mentions: modeTools,
  atMost: { setgid: 'info' },

  summary: 'Set no setuid and setgid bits.',
  why: `
    A program with the setuid bit runs as its owner, whoever starts it: with root as the owner it is a way from an account
    without privileges to root, and each fault in it is one for the attacker. The CIS benchmark asks to take the bits
    even from programs of the base image. \`no-new-privileges\` in Compose makes them harmless at run time.

    The setgid bit on a directory only hands its group down to new files, and where nothing here makes the directory,
    nobody knows what the path is, so that it is only information. Judged are the stages that end up in an image.
  `,
  sources: [
    'https://www.cisecurity.org/benchmark/docker',
    'https://docs.docker.com/reference/compose-file/services/#security_opt',
  ],
  cwe: [250, 732],
  owasp: ['RULE #4'],
  securitySeverity: 5.5,

  fixable: 'none',
  messages: {
    setuid:
      'The mode {mode} sets the setuid bit: whoever starts the program runs it as its owner. Use a mode without it, and let root do at build time or start what needs root.',
    setgid:
      'The mode {mode} sets the setgid bit. On a program it hands on the rights of its group; use a mode without it unless this is a directory.',
  },

  examples: [
    {
      title: 'A program that runs as root for everyone',
      bad: `
        FROM debian:trixie-slim
        RUN chmod u+s /usr/bin/ping
      `,
    },
    {
      title: 'Bits taken away, and a directory',
      good: `
        FROM debian:trixie-slim
        RUN find / -xdev -perm /6000 -type f -exec chmod a-s {} + && mkdir -m 2775 /srv/shared
      `,
    },
  ],

  on: {
    Script(script, { builds, report }) {
      if (!isKeptLayer(script, builds)) return;
      const commands = shellCommands(script);
      const made = new Set(commands.flatMap((command) => (command.name === 'mkdir' ? command.args.map(textAt) : [])));
      for (const command of commands) {
        const mode = modeGivenBy(command);
        const isDirectory =
          mode?.isDirectory || (mode?.paths.length && mode.paths.every((path) => made.has(textAt(path))));
        const message = mode && !isDirectory ? bitOf(mode.grants) : undefined;
        if (mode && message) report({ at: mode.word, message, data: { mode: mode.value } });
      }
    },
    Instruction(instruction, { builds, report }) {
      if (instruction.kind !== 'Copy' && instruction.kind !== 'Add') return;
      const at = instruction.flags.find(({ name }) => name === 'chmod')?.value;
      const mode = at && isShippedInstruction(instruction, builds) ? agreedValue(at, instruction, builds) : undefined;
      const grants = mode === undefined ? undefined : modeGrants(mode);
      const message = grants && bitOf(grants);
      if (at && message && mode !== undefined) report({ at, message, data: { mode } });
    },
  },
});

const bitOf = ({ setuid, setgid }: ModeGrants) => (setuid ? 'setuid' : setgid ? 'setgid' : undefined);
