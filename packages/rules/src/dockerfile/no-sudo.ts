import {
  type Build,
  dockerfileRule,
  effectiveUserAt,
  type InstructionScript,
  remove,
  type ShellCommand,
  shellCommands,
  stepsDownFromRoot,
  textAt,
} from '@plimsoll/core/rule';
import { baseRuntime } from '../knowledge/base-images.ts';
import { isRootUser } from '../shared/root-users.ts';

export default dockerfileRule({
  id: 'dockerfile/no-sudo',
  aliases: [
    'hadolint/DL3004',
    'trivy/DS-0010',
    'checkov/CKV2_DOCKER_1',
    'kics/8ada6e80-0ade-439e-b176-0b28f6bce35a',
    'dockerfilelint/sudo_usage',
    'semgrep/no-sudo-in-dockerfile',
    'droast/DF010',
  ],
  since: '0.1.0',
  category: 'security',
  severity: 'warning',
  presets: ['recommended'],
  mentions: ['sudo'],
  atMost: { otherUser: 'info' },

  summary: 'Set the user of build steps with USER, not with sudo.',
  why: `
    A RUN runs as root unless a USER stands before it, so that sudo changes nothing there. Where a USER does, sudo works only
    if that user may become root without a password, and whoever breaks into the container may do so too. sudo
    also sets another environment than the step has, and passes signals on in its own way. \`USER root\` before the
    steps that need it, and \`USER app\` behind them, needs no such way in.

    To install the package \`sudo\` is not to use it.
  `,
  sources: [
    'https://docs.docker.com/build/building/best-practices/#user',
    'https://cheatsheetseries.owasp.org/cheatsheets/Docker_Security_Cheat_Sheet.html',
  ],
  cwe: [250],
  owasp: ['RULE #2'],
  securitySeverity: 4,

  fixable: 'unsafe',
  fixTitle: 'Remove sudo from a step that runs as root (the environment that it clears stays)',
  messages: {
    asRoot: 'sudo changes nothing in a step that runs as root. Leave it out.',
    asUser:
      'sudo needs a user who may become root without a password, in the image too. Put USER root before the steps that need root, and USER {user} behind them.',
    unknownUser:
      'sudo does nothing for root, and for others needs a user who may become root without a password. Leave it out, with USER root before the steps that need root.',
    otherUser:
      'sudo sets another environment than the step has, and must be installed. Run what {user} is to run in a step of its own behind USER {user}.',
  },

  examples: [
    {
      title: 'Root is root already',
      bad: `
        FROM debian:trixie-slim
        RUN sudo apt-get update
      `,
      good: `
        FROM debian:trixie-slim
        RUN apt-get update
      `,
    },
    {
      title: 'A step of another user',
      bad: `
        FROM debian:trixie-slim
        RUN useradd --system app
        USER app
        RUN sudo chown app /srv
      `,
      good: `
        FROM debian:trixie-slim
        RUN useradd --system app
        USER root
        RUN chown app /srv
        USER app
      `,
    },
    {
      title: 'The package',
      good: `
        FROM debian:trixie-slim
        RUN apt-get update && apt-get install --yes sudo
      `,
    },
  ],

  on: {
    Script(script, { builds, report }) {
      if (script.instruction.kind !== 'Run') return;
      const commands = shellCommands(script);
      const asksWho = commands.some(({ name }) => name === 'id' || name === 'whoami');
      for (const command of commands) {
        const at = command.name === 'sudo' ? command.nameWord : undefined;
        if (!at) continue;
        const other = stepsDownFromRoot(command)?.word;
        const who = userOf(script, builds);
        if (other) report({ at, message: 'otherUser', data: { user: other.value ?? textAt(other) }, fix: null });
        else if (who === 'root') report({ at, message: 'asRoot', fix: withoutSudo(command) });
        else if (who === undefined) {
          // A script that asks who runs it is made for root and for others.
          if (!asksWho) report({ at, message: 'unknownUser', fix: null });
        } else report({ at, message: 'asUser', data: { user: who }, fix: null });
      }
    },
  },
});

/** Who runs a step, where that is known: `root` for number 0 too. */
function userOf({ instruction }: InstructionScript, builds: readonly Build[]): string | undefined {
  const users = new Set(
    builds.map((build) => {
      const who = effectiveUserAt(build, instruction);
      if (who?.kind === 'user') return isRootUser(who.user) ? 'root' : who.user;
      if (who?.base.kind === 'scratch') return 'root';
      if (who?.base.kind !== 'image') return undefined;
      const { familiarName, tag } = who.base.reference;
      return baseRuntime(familiarName, tag?.text)?.starts.startsWith('root') ? 'root' : undefined;
    }),
  );
  return users.size === 1 ? [...users][0] : undefined;
}

/** Without the word, where nothing but a command follows it: options and variables are for sudo. */
function withoutSudo({ nameWord, args }: ShellCommand) {
  const [first] = args;
  if (!nameWord?.node || !first?.value || first.value.startsWith('-') || first.value.includes('=')) return null;
  if (!/^[ \t]+$/.test(first.source.slice({ start: nameWord.span.end, end: first.span.start }))) return null;
  const span = { start: nameWord.span.start, end: first.span.start };
  return () => [remove({ source: nameWord.source, span })];
}
