import {
  dockerfileRule,
  type InstructionScript,
  insertBefore,
  type ShellCommand,
  shellCommands,
} from '@plimsoll/core/rule';
import { endOfLine } from '../shared/line-ends.ts';

/** Commands that do not fail, or whose failure does no harm here. */
const harmless = new Set('echo printf true : export set unset local readonly shift exit return exec'.split(' '));

export default dockerfileRule({
  id: 'dockerfile/require-heredoc-errexit',
  since: '0.1.0',
  category: 'correctness',
  severity: 'warning',
  presets: ['recommended'],

  summary: 'Stop a RUN heredoc at the first command that fails.',
  why: `
    The lines of a heredoc run one after the other whatever becomes of them, and the RUN has the result of the last one. A
    download that fails in the middle is not noticed, and the layer is kept and cached. \`set -e\` as first line, or a SHELL
    with \`-e\`, makes the build stop there.
  `,
  sources: ['https://docs.docker.com/reference/dockerfile/#example-running-a-multi-line-script'],

  fixable: 'unsafe',
  fixTitle: 'Stop at the first command that fails',
  messages: {
    unchecked: 'The script goes on where {command} fails, and the build does not notice. Begin it with set -e.',
  },

  examples: [
    {
      title: 'Several commands',
      bad: `
        FROM debian:trixie
        RUN <<EOF
        apt-get update
        apt-get install -y curl
        EOF
      `,
      good: `
        FROM debian:trixie
        RUN <<EOF
        set -e
        apt-get update
        apt-get install -y curl
        EOF
      `,
    },
    {
      title: 'One command, or one chain of them',
      good: `
        FROM debian:trixie
        RUN <<EOF
        apt-get update && apt-get install -y curl
        EOF
      `,
    },
  ],

  on: {
    Script(script, { report }) {
      if (script.instruction.kind !== 'Run' || script.form !== 'heredoc') return;
      const [heredoc] = script.instruction.heredocs;
      const command = firstUnchecked(shellCommands(script));
      if (!heredoc || !command?.nameWord) return;
      const fix = scriptStart(script);
      report({
        at: command.nameWord,
        message: 'unchecked',
        data: { command: command.name ?? 'this command' },
        fix: fix ? () => [insertBefore(fix, `set -e${endOfLine(fix)}`)] : null,
      });
    },
  },
});

/** The first command whose failure nothing looks at while others come after it. */
function firstUnchecked(commands: readonly ShellCommand[]): ShellCommand | undefined {
  return commands.find(({ name, context, wrappers }, index) => {
    if (name === undefined || harmless.has(name) || wrappers.length > 0 || context.errexit !== 'off') return false;
    if (context.tested || context.enclosing || context.pipeline || context.before !== ';') return false;
    return index < commands.length - 1 && !commands.slice(index + 1).every((later) => later.name === 'exit');
  });
}

/** The first line of the script, where \`set -e\` may come; behind a \`#!\` line there is no sure place. */
function scriptStart({ text }: InstructionScript) {
  return text.text.startsWith('#!') ? undefined : text.locate({ start: 0, end: 0 });
}
