import {
  type Build,
  type CmdInstruction,
  type DockerfileDocument,
  dockerfileRule,
  type EntrypointInstruction,
  effectiveShell,
  type HealthcheckInstruction,
  type Located,
  option,
  replace,
  type ShellForm,
  textAt,
} from '@plimsoll/core/rule';
import { isWindowsStage, looksLikeWindows } from '../shared/shipped-image.ts';
import { jsonArray, simpleCommandWords, wordsOfBrokenArray } from '../shared/simple-command.ts';

export default dockerfileRule({
  id: 'dockerfile/prefer-exec-form',
  aliases: [
    'buildkit/JSONArgsRecommended',
    'hadolint/DL3025',
    'kics/b86987e1-6397-4619-81d5-8807f2387c79',
    'kics/34945ae8-730d-424c-8279-b064d9f108de',
    'semgrep/prefer-json-notation',
    'droast/DF018',
    'droast/DF025',
  ],
  since: '0.1.0',
  category: 'reliability',
  severity: 'warning',
  presets: ['recommended'],
  atMost: { command: 'info', healthcheck: 'info' },

  summary: 'Write CMD and ENTRYPOINT as JSON arrays.',
  why: `
    Text is handed to \`/bin/sh -c\`. The shell may stay the main process of the container, and then does not hand on the
    signal of \`docker stop\`, so that the program is killed after ten seconds instead of ending. And an ENTRYPOINT in this
    form ignores CMD and the arguments of \`docker run\`. An \`exec\` in front of the program, and a file that sets SHELL,
    show that the shell is meant. What only starts like a JSON array (single quotes, a comma too many) is text too.
  `,
  sources: [
    'https://docs.docker.com/reference/build-checks/json-args-recommended/',
    'https://docs.docker.com/reference/dockerfile/#shell-and-exec-form',
  ],

  fixable: 'unsafe',
  fixTitle: 'Write it as a JSON array, which runs without a shell',
  options: {
    healthcheck: option.boolean({ default: false, summary: 'Also report HEALTHCHECK CMD.' }),
    allowExec: option.boolean({ default: true, summary: 'Allow text that starts its program with exec.' }),
    allowWithShell: option.boolean({ default: true, summary: 'Allow text where SHELL is in force.' }),
    windows: option.boolean({ default: false, summary: 'Also report files that build for Windows.' }),
  },
  messages: {
    entrypoint:
      'As text, ENTRYPOINT runs in a shell that ignores CMD and the arguments of docker run, and may not hand on signals. Write {advice}.',
    command: 'As text, CMD runs in a shell, which may not hand on the signal of docker stop. Write {advice}.',
    notJson:
      'This looks like a JSON array but is not one ({why}), so a shell runs it, brackets included. Write {advice}.',
    healthcheck: 'As text, this runs in a shell at each check. Write {advice}.',
  },

  examples: [
    {
      title: 'Text',
      bad: `
        FROM node:24
        ENTRYPOINT node server.js
      `,
      good: `
        FROM node:24
        ENTRYPOINT ["node", "server.js"]
      `,
    },
    {
      title: 'Single quotes are not JSON',
      bad: `
        FROM node:24
        CMD ['node', 'server.js']
      `,
      good: `
        FROM node:24
        CMD ["node", "server.js"]
      `,
    },
    {
      title: 'A shell that is meant',
      good: `
        FROM node:24
        ENV PORT=8080
        CMD exec node server.js --port "$PORT"
      `,
    },
  ],

  on: {
    Cmd(cmd, { document, builds, options, report }) {
      const form = shellText(cmd);
      if (form && !isMeant({ instruction: cmd, form, document, builds, options }))
        report(reportOf(cmd, form, 'command'));
    },
    Entrypoint(entrypoint, { document, builds, options, report }) {
      const form = shellText(entrypoint);
      if (form && !isMeant({ instruction: entrypoint, form, document, builds, options }))
        report(reportOf(entrypoint, form, 'entrypoint'));
    },
    Healthcheck(healthcheck, { options, report }) {
      const { command } = healthcheck;
      if (!options.healthcheck || command?.form !== 'shell') return;
      report(reportOf(healthcheck, command, 'healthcheck'));
    },
  },
});

type Starter = CmdInstruction | EntrypointInstruction;

function shellText({ command }: Starter): ShellForm | undefined {
  return command.form === 'shell' ? command : undefined;
}

interface Meant {
  readonly instruction: Starter;
  readonly form: ShellForm;
  readonly document: DockerfileDocument;
  readonly builds: readonly Build[];
  readonly options: { readonly allowExec: boolean; readonly allowWithShell: boolean; readonly windows: boolean };
}

/** True if the file shows that a shell is wanted, or builds for Windows, where no signals come. */
function isMeant({ instruction, form, document, builds, options }: Meant): boolean {
  if (options.allowExec && /(?:^|[;&|(){]|\b(?:then|do|else))\s*exec\s/.test(form.script.text)) return true;
  if (options.allowWithShell && builds.some((build) => effectiveShell(build, instruction)?.kind === 'shell'))
    return true;
  return !options.windows && isForWindows(instruction, document, builds);
}

function isForWindows({ stageIndex }: Starter, document: DockerfileDocument, builds: readonly Build[]): boolean {
  const stage = document.root.stages[stageIndex ?? -1];
  return looksLikeWindows(document) || (stage !== undefined && builds.some((build) => isWindowsStage(build, stage)));
}

const shellAdvice = 'a JSON array, or put exec before the program if it needs the shell';
const brokenAdvice = 'a JSON array: strings in double quotes, with commas between them';

function reportOf(
  instruction: Starter | HealthcheckInstruction,
  form: ShellForm,
  message: 'command' | 'entrypoint' | 'healthcheck',
) {
  const { script, notJson } = form;
  const text = script.text.trim();
  const start = script.text.length - script.text.trimStart().length;
  const at: Located = text === '' ? instruction.keyword : script.locate({ start, end: start + text.length });
  const words = notJson ? wordsOfBrokenArray(text) : simpleCommandWords(text);
  const data = { advice: words ? jsonArray(words) : notJson ? brokenAdvice : shellAdvice };
  const fix = words && canReplace(instruction, at) ? () => [replace(at, jsonArray(words))] : null;
  if (notJson) return { at, message: 'notJson', data: { ...data, why: notJson.why }, fix } as const;
  return { at, message, data, fix } as const;
}

/** A comment between the lines would be lost. */
function canReplace({ heredocs }: Starter | HealthcheckInstruction, at: Located): boolean {
  return heredocs.length === 0 && !/\n\s*#/.test(textAt(at));
}
