import {
  argumentsOf,
  type CommandWord,
  dockerfileRule,
  type InstructionScript,
  option,
  type ShellCommand,
  shellCommands,
} from '@plimsoll/core/rule';

export default dockerfileRule({
  id: 'dockerfile/prefer-workdir',
  aliases: [
    'hadolint/DL3003',
    'trivy/DS-0013',
    'kics/f4a6bcd3-e231-4acf-993c-aa027be50d2e',
    'semgrep/use-workdir',
    'droast/DF008',
  ],
  since: '0.1.0',
  category: 'maintainability',
  severity: 'info',
  presets: ['strict'],
  mentions: ['cd'],

  summary: 'Change the directory with WORKDIR rather than with cd.',
  why: `
    A \`cd\` ends with its RUN, so that each RUN has to repeat it; WORKDIR holds for all that follows, and makes the directory
    if it is not there. Only a \`cd\` at the head of a RUN that leads to one fixed directory for all of the RUN is reported,
    because only that can become a WORKDIR: not one in a subshell or behind other commands, not a visit to \`/tmp\`, and not
    where the script moves on to other directories.
  `,
  sources: ['https://docs.docker.com/build/building/best-practices/#workdir'],

  fixable: 'none',
  options: {
    mode: option.oneOf(['leading', 'any'], {
      default: 'leading',
      summary: 'Report only a cd that WORKDIR can replace, or each one.',
    }),
  },
  messages: {
    leading: 'All of this RUN works in {directory}. Write WORKDIR {directory} above it in place of cd.',
    any: 'What cd does ends with this instruction. Set the directory with WORKDIR.',
  },

  examples: [
    {
      title: 'A directory for all of a RUN',
      bad: `
        FROM node:24
        COPY . /app
        RUN cd /app && npm ci && npm run build
      `,
      good: `
        FROM node:24
        WORKDIR /app
        COPY . .
        RUN npm ci && npm run build
      `,
    },
    {
      title: 'A subshell, and a directory that is gone afterwards',
      good: `
        FROM alpine:3.22
        RUN (cd /usr/src && ./make.sh) && rm -rf /usr/src
        RUN cd /opt && tar -xf app.tar && cd / && rm /opt/app.tar
      `,
    },
  ],

  on: {
    Script(script, { options, report }) {
      if (script.instruction.kind !== 'Run') return;
      if (options.mode === 'any') {
        for (const { name, nameWord } of shellCommands(script))
          if (name === 'cd' && nameWord) report({ at: nameWord, message: 'any' });
        return;
      }
      const command = script.form === 'shell' ? leadingCd(script) : undefined;
      const directory = command && fixedDirectory(command);
      if (command?.nameWord && directory?.value !== undefined)
        report({ at: command.nameWord, message: 'leading', data: { directory: directory.value } });
    },
  },
});

/** The only `cd` of the script, if it comes first; `set` and the `mkdir` of its directory may come before it. */
function leadingCd(script: InstructionScript): ShellCommand | undefined {
  const commands = shellCommands(script);
  const at = commands.findIndex(({ name }) => name === 'cd');
  const found = commands[at];
  const { length } = commands.filter(({ name }) => name === 'cd' || name === 'pushd');
  if (!found || length !== 1 || at === commands.length - 1) return undefined;
  const directory = fixedDirectory(found)?.value;
  const isPreparation = (command: ShellCommand): boolean => {
    if (command.name === 'set') return true;
    return (
      command.name === 'mkdir' && argumentsOf(command)?.operands.every(({ value }) => value === directory) === true
    );
  };
  if (directory === undefined || !commands.slice(0, at).every(isPreparation)) return undefined;
  const removes = commands.some(
    ({ name, args }) => name === 'rm' && args.some(({ value }) => isWithin(directory, value)),
  );
  return removes || isInsideSomething(found) ? undefined : found;
}

/** True if what is removed is the directory, all that is in it, or one that holds it. */
function isWithin(directory: string, removed: string | undefined): boolean {
  if (removed?.startsWith('/') !== true) return false;
  let end = removed.length;
  while (end > 0 && '/*'.includes(removed.charAt(end - 1))) end--;
  return `${directory}/`.startsWith(`${removed.slice(0, end)}/`);
}

function isInsideSomething({ context, wrappers }: ShellCommand): boolean {
  const { before, enclosing, pipeline, conditional, negated, background } = context;
  if (enclosing || pipeline || conditional || negated || background || wrappers.length > 0) return true;
  return before !== '&&' && before !== ';';
}

/** The absolute directory that `cd` names. Places for temporary files are visited, not lived in. */
function fixedDirectory({ args, redirections }: ShellCommand): CommandWord | undefined {
  const [directory] = args;
  if (args.length !== 1 || redirections.length > 0 || directory?.value === undefined || directory.glob)
    return undefined;
  return /^\/(?!$|tmp(?:\/|$)|var\/tmp(?:\/|$))/.test(directory.value) ? directory : undefined;
}
