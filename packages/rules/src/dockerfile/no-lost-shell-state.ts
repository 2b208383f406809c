import { dockerfileRule, type ShellCommand, shellCommands } from '@plimsoll/core/rule';

/** What a shell does to itself, and what to write in its place. */
const advice: Readonly<Record<string, string>> = {
  cd: 'Set the directory with WORKDIR',
  pushd: 'Set the directory with WORKDIR',
  export: 'Set the variable with ENV',
  declare: 'Set the variable with ENV',
  unset: 'Set ENV to an empty value, or unset it where it is used',
  alias: 'Write a script, or the command itself where it is needed',
  unalias: 'Write the command itself where it is needed',
  umask: 'Set the mode of files with COPY --chmod or chmod',
  ulimit: 'Set limits where the container is run',
  shopt: 'Set options of the shell with SHELL',
};

export default dockerfileRule({
  id: 'dockerfile/no-lost-shell-state',
  since: '0.1.0',
  category: 'correctness',
  severity: 'warning',
  presets: ['recommended'],

  summary: 'End no RUN with what only its own shell remembers.',
  why: `
    Each RUN has a shell of its own. What \`export\`, \`cd\`, \`alias\`, \`umask\` or \`source activate\` change is gone when it
    ends, so that behind the last command of the script they do nothing: the next instruction starts as this one did.
  `,
  sources: ['https://docs.docker.com/reference/dockerfile/#run', 'https://docs.docker.com/reference/dockerfile/#env'],

  fixable: 'none',
  messages: {
    lost: 'What {command} sets is gone at the end of this RUN, and nothing in it comes after. {advice}.',
    activated:
      '{file} changes this shell only, and nothing in this RUN comes after. Set PATH with ENV, or source it in the RUN that needs it.',
  },

  examples: [
    {
      title: 'A variable for later',
      bad: `
        FROM alpine:3.22
        RUN export APP_HOME=/srv/app
        COPY . $APP_HOME
      `,
      good: `
        FROM alpine:3.22
        ENV APP_HOME=/srv/app
        COPY . $APP_HOME
      `,
    },
    {
      title: 'What comes after makes the difference',
      good: `
        FROM alpine:3.22
        RUN export MAKEFLAGS=-j4 && make
      `,
    },
  ],

  on: {
    Script(script, { report }) {
      if (script.instruction.kind !== 'Run' || script.form === 'exec') return;
      const commands = shellCommands(script);
      for (let index = commands.length - 1; index >= 0; index--) {
        const command = commands[index];
        if (!command) return;
        const { name, nameWord, context } = command;
        if (name === undefined || !nameWord || command.wrappers.length > 0) return;
        if (context.enclosing || context.pipeline || context.conditional || context.before === '&') return;
        if (name === 'source' || name === '.') {
          const file = activation(command);
          if (file === undefined) return;
          report({ at: nameWord, message: 'activated', data: { file } });
          continue;
        }
        const what = Object.hasOwn(advice, name) ? advice[name] : undefined;
        if (what === undefined || asksOnly(command)) return;
        // The way back from a visit is only tidy.
        if (what === advice.cd && movesTwice(commands)) return;
        report({ at: nameWord, message: 'lost', data: { command: name, advice: what } });
      }
    },
  },
});

/** A file that is known to do nothing but set up a shell. */
function activation({ args }: ShellCommand): string | undefined {
  const file = args[0]?.value;
  return file !== undefined && /(^|\/)(activate|\.(bash|zsh|z|k)?(rc|profile)|\.bash_profile)$/.test(file)
    ? file
    : undefined;
}

/** `umask` or `export -p` print, and a redirection or a substitution does something that stays. */
function asksOnly({ args, redirections }: ShellCommand): boolean {
  return args.length === 0 || redirections.length > 0 || args[0]?.value === '-p';
}

const movesTwice = (commands: readonly ShellCommand[]): boolean =>
  commands.filter(({ name }) => name === 'cd' || name === 'pushd').length > 1;
