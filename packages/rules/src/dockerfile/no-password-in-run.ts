import {
  argumentsOf,
  type CommandWord,
  dockerfileRule,
  flagOf,
  type InstructionScript,
  type ShellCommand,
  shellCommands,
  textAt,
} from '@plimsoll/core/rule';

export default dockerfileRule({
  id: 'dockerfile/no-password-in-run',
  aliases: ['checkov/CKV2_DOCKER_17'],
  since: '0.1.0',
  category: 'security',
  severity: 'error',
  presets: ['recommended'],
  mentions: ['passwd', 'useradd', 'usermod', 'psql', 'mysql', 'mariadb'],
  atMost: { variable: 'warning' },

  summary: 'Set no passwords of accounts in build steps.',
  why: `
    A password in a build step is the same in every container, can be read in \`docker history\` by whoever can pull the
    image, and its hash is in \`/etc/shadow\` of the image. Containers seldom need a login: \`docker exec\` asks for no
    password. If one does, set it when the container starts, from a secret.

    A password that comes from a file, from a generator or from a secret mount is no finding, and neither is one
    that locks the account (\`*\`, \`!\`). What a variable holds is at most a warning.
  `,
  sources: [
    'https://docs.docker.com/build/building/secrets/',
    'https://cwe.mitre.org/data/definitions/798.html',
    'https://man7.org/linux/man-pages/man8/chpasswd.8.html',
  ],
  cwe: [259, 798],
  owasp: ['RULE #12'],
  securitySeverity: 7.5,

  fixable: 'none',
  messages: {
    literal:
      'This password is the same in every container and can be read in the history of the image. Leave the account without one, or set it from a secret when the container starts.',
    variable:
      'The password is in the image, and what {variable} holds in the history or the provenance. Set it from a secret when the container starts.',
  },

  examples: [
    {
      title: 'A password for root',
      bad: `
        FROM debian:trixie-slim
        RUN echo "root:hunter2" | chpasswd
      `,
    },
    {
      title: 'A hash is a password too',
      bad: `
        FROM debian:trixie-slim
        RUN useradd -m -p $(openssl passwd -1 hunter2) app
      `,
    },
    {
      title: 'No password, a locked one, and one from a secret',
      good: `
        FROM debian:trixie-slim
        RUN useradd --system app && usermod -p '*' www-data && passwd -l games
        RUN --mount=type=secret,id=pw chpasswd < /run/secrets/pw
      `,
    },
  ],

  on: {
    Script(script, { report }) {
      if (script.instruction.kind !== 'Run' || hasSecretMount(script)) return;
      const commands = shellCommands(script);
      for (const command of commands) {
        const at = passwordWord(command, commands);
        if (!at) continue;
        const variable = variableIn(at);
        if (variable === undefined) report({ at, message: 'literal' });
        else if (variable !== '') report({ at, message: 'variable', data: { variable } });
      }
    },
  },
});

function hasSecretMount({ instruction }: InstructionScript): boolean {
  return instruction.kind === 'Run' && instruction.mounts.some(({ type }) => type === 'secret' || type === undefined);
}

/** The word that holds the password that a command sets, as far as the script shows it. */
function passwordWord(command: ShellCommand, commands: readonly ShellCommand[]): CommandWord | undefined {
  switch (command.name) {
    case 'chpasswd':
      return fedWord(command, commands, (text) => /^[^:]*:(?![!*]*$)./s.test(text) || !text.includes(':'));
    case 'passwd':
      return setsPassword(command) ? fedWord(command, commands, (text) => text !== '') : undefined;
    case 'useradd':
    case 'usermod':
      return givenHash(command);
    case 'psql':
    case 'mysql':
    case 'mariadb':
      return command.args.find((word) =>
        /\b(?:alter|create)\s+(?:user|role)\b[^;]*\b(?:password|identified\s+by)\s+'[^'$\uffff]{1,200}'/i.test(
          word.value ?? '',
        ),
      );
    default:
      return undefined;
  }
}

function setsPassword(command: ShellCommand): boolean {
  const args = argumentsOf(command);
  return (
    args !== undefined && !['--delete', '--lock', '--unlock', '--expire', '--status'].some((name) => flagOf(args, name))
  );
}

/** What `echo` or `printf` feeds into a command: the last operand that looks like it. */
function fedWord(
  command: ShellCommand,
  commands: readonly ShellCommand[],
  looksRight: (text: string) => boolean,
): CommandWord | undefined {
  const { pipeline, pipelineIndex } = command.context;
  const here = command.redirections.find(({ operator }) => operator === '<<<')?.target;
  if (here) return looksRight(here.value ?? 'x:x') ? here : undefined;
  if (!pipeline || pipelineIndex === 0) return undefined;
  const feeder = commands.findLast(
    ({ context, name }) =>
      context.pipeline === pipeline &&
      context.pipelineIndex === pipelineIndex - 1 &&
      (name === 'echo' || name === 'printf'),
  );
  const words = feeder?.args.filter(({ prefix, value }) => value === undefined || !/^-[neE]+$/.test(prefix)) ?? [];
  return words.findLast(({ value }) => looksRight(value ?? 'x:x'));
}

/** The hash behind `-p`, unless nobody can log in with it. */
function givenHash(command: ShellCommand): CommandWord | undefined {
  const args = argumentsOf(command);
  const word =
    args?.complete === false && !args.operandsCertain ? undefined : args && flagOf(args, '--password')?.value;
  return word && !/^(?:[!*x]*|locked|NP)$/i.test(word.value ?? 'set') ? word : undefined;
}

/**
 * The variable that a password comes from, or the empty text if it comes from a program or a file; undefined if it
 * stands there. The output of a program that makes a hash is as good as what it is given.
 */
function variableIn(word: CommandWord): string | undefined {
  if (word.value !== undefined) return undefined;
  // Of `user:password` the second half.
  const text = textAt(word).replace(/^["']?(?:\$\{?\w+\}?|[^:$`]*):/, '');
  if (!/[$`]/.test(text)) return undefined;
  const substitution = /\$\(|`/.test(text);
  if (substitution && !/\b(?:openssl\s+passwd|mkpasswd|crypt\()/.test(text)) return '';
  const variable = /\$\{?([A-Za-z_]\w*)/.exec(text)?.[1];
  if (substitution) return variable === undefined && !/<|\bcat\b/.test(text) ? undefined : '';
  return variable ?? '';
}
