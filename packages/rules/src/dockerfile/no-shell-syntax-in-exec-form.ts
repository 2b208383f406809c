import {
  type CommandForm,
  dockerfileRule,
  type imageCommands,
  type JsonString,
  shellCommands,
} from '@plimsoll/core/rule';
import { baseRuntime } from '../knowledge/base-images.ts';
import { isWindowsStage, shippedImage } from '../shared/shipped-image.ts';

const operators = /^(&&|\|\||[|;&]|[12&]?>>?|<|2>&1|>&2|>\/dev\/null)$/;
/** They read a script, a pattern or a template of their own, in which these signs mean something. */
const readers =
  /^((ba|da|z|a|k|fi)?sh|busybox|[gm]?awk|sed|perl|ruby|python[\d.]*|php\d*|envsubst|xargs|jq|cmd|powershell|pwsh|tclsh|lua|gomplate|dockerize|supervisord?)(\.exe)?$/i;
/** The same for words that are common as arguments, where they are the program. */
const firstReaders = /^(node|find|expr|test|\[|env|make|git|docker)$/;

export default dockerfileRule({
  id: 'dockerfile/no-shell-syntax-in-exec-form',
  since: '0.1.0',
  category: 'correctness',
  severity: 'warning',
  presets: ['recommended'],

  summary: 'Use the shell form where a shell is to read the command.',
  why: `
    A JSON array is handed to the program as it is, without a shell: \`$PORT\` stays these five characters, \`~\` is a folder of
    that name, and \`&&\` is an argument. Write the command as text, or call a shell: \`["sh", "-c", "exec app --port $PORT"]\`.
  `,
  sources: ['https://docs.docker.com/reference/dockerfile/#shell-and-exec-form'],

  fixable: 'none',
  messages: {
    variable:
      'No shell reads this JSON array, so that {program} gets {variable} letter for letter. Use the shell form, or sh -c.',
    operator:
      'No shell reads this JSON array, so that {program} gets "{operator}" as an argument. Use the shell form, or sh -c.',
    tilde: 'No shell reads this JSON array, so that "~" is not the home directory. Write its path.',
  },

  examples: [
    {
      title: 'A port from the environment',
      bad: `
        FROM python:3.14-slim
        CMD ["gunicorn", "--bind", "0.0.0.0:$PORT", "app:app"]
      `,
      good: `
        FROM python:3.14-slim
        CMD ["sh", "-c", "exec gunicorn --bind 0.0.0.0:$PORT app:app"]
      `,
    },
    {
      title: 'Two commands',
      bad: `
        FROM node:24
        CMD ["npm", "run", "migrate", "&&", "npm", "start"]
      `,
      good: `
        FROM node:24
        CMD npm run migrate && npm start
      `,
    },
    {
      title: 'A home',
      bad: `
        FROM alpine:3.22
        RUN ["mkdir", "~/data"]
      `,
      good: `
        FROM alpine:3.22
        RUN ["mkdir", "/root/data"]
      `,
    },
  ],

  on: {
    Script(script, { builds, report }) {
      const { instruction } = script;
      const form: CommandForm | undefined = instruction.command;
      if (form?.form !== 'exec' || (instruction.kind === 'Cmd' && !builds.every((build) => runsItself(build)))) return;
      const [first, ...rest] = form.items;
      // Behind a wrapper, or a shell that is called with a script, nobody knows what reads the words.
      const program = first?.value ?? '';
      if (form.items.some(({ value }) => readers.test(nameOf(value)))) return;
      if (firstReaders.test(nameOf(program)) || program.includes('$')) return;
      if (shellCommands(script).length !== 1) return;
      for (const item of rest) {
        const found = judge(item, nameOf(program));
        if (found) report({ at: item, ...found });
      }
    },
  },
});

const nameOf = (path: string): string => path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);

function judge({ value }: JsonString, program: string) {
  if (operators.test(value)) return { message: 'operator', data: { operator: value, program } } as const;
  if (/^~(\/|$)/.test(value)) return { message: 'tilde' } as const;
  const variable = /^[^`']*?(\$\{[A-Z_][A-Z0-9_]*\}|\$[A-Z_][A-Z0-9_]*)(?![\w.({])/.exec(value)?.[1];
  return variable === undefined ? undefined : ({ message: 'variable', data: { variable, program } } as const);
}

/** True if CMD is what runs, or the arguments of a known program: a script as ENTRYPOINT may expand them. */
function runsItself(build: Parameters<typeof imageCommands>[0]): boolean {
  const image = shippedImage(build);
  if (!image || isWindowsStage(build, image.target)) return false;
  if (image.entrypoint) return false;
  const { base } = image;
  return (
    base.kind === 'scratch' ||
    (base.kind === 'image' && baseRuntime(base.reference.familiarName, base.reference.tag?.text)?.idle === true)
  );
}
