import {
  dockerfileRule,
  type Instruction,
  type Located,
  replace,
  type ShellForm,
  type TextEdit,
  textAt,
} from '@plimsoll/core/rule';
import { jsonArray, withoutEnd, wordsOfBrokenArray } from '../shared/simple-command.ts';

export default dockerfileRule({
  id: 'dockerfile/valid-json-form',
  aliases: ['tally/invalid-json-form', 'dockerfile-utils/JSON_IN_SINGLE_QUOTES'],
  since: '0.1.0',
  category: 'correctness',
  severity: 'error',
  presets: ['recommended'],

  summary: 'Write what is meant as a JSON array as valid JSON.',
  why: `
    The builder says nothing about an array that it can't read: it takes it as plain text, brackets and commas included.
    RUN and HEALTHCHECK then give it to a shell, which looks for a program of that name; COPY and ADD look for files called
    so, and VOLUME makes directories called so. JSON knows double quotes only, and no comma behind the last string. Tests
    (\`[ -f x ]\`) and patterns (\`[a-z]*\`) are no arrays. CMD and ENTRYPOINT are the matter of \`dockerfile/prefer-exec-form\`,
    SHELL of \`dockerfile/valid-argument\`.
  `,
  sources: ['https://docs.docker.com/reference/dockerfile/#exec-form'],

  fixable: 'unsafe',
  fixTitle: 'Write the JSON array that seems to be meant',
  messages: {
    notJson: 'This looks like a JSON array but is not one ({why}), so {instruction} takes it as text. Write {advice}.',
  },

  examples: [
    {
      title: 'Single quotes',
      bad: `
        FROM node:24
        RUN ['npm', 'ci']
      `,
      good: `
        FROM node:24
        RUN ["npm", "ci"]
      `,
    },
    {
      title: 'A volume without quotes',
      bad: `
        FROM alpine:3.22
        VOLUME [/data, /cache]
      `,
      good: `
        FROM alpine:3.22
        VOLUME ["/data", "/cache"]
      `,
    },
    {
      title: 'A test of the shell',
      good: `
        FROM alpine:3.22
        RUN [ -d /data ] || mkdir /data
      `,
    },
  ],

  on: {
    Run(run, { report }) {
      if (run.command.form === 'shell') reportForm(run, run.command, report);
    },
    Healthcheck(healthcheck, { report }) {
      if (healthcheck.command?.form === 'shell') reportForm(healthcheck, healthcheck.command, report);
    },
    Copy(copy, { report }) {
      if (copy.notJson && copy.heredocs.length === 0) reportText(copy, argumentsOf(copy), copy.notJson.why, report);
    },
    Add(add, { report }) {
      if (add.notJson && add.heredocs.length === 0) reportText(add, argumentsOf(add), add.notJson.why, report);
    },
    Volume(volume, { report }) {
      const at = argumentsOf(volume);
      // A directory whose name begins with a bracket is nobody's.
      if (!volume.json && at && textAt(at).startsWith('[') && !isJson(textAt(at)))
        reportArray(volume, at, 'its strings are not quoted', report);
    },
  },
});

/** An array of something else than strings is refused, which `valid-argument` tells. */
function isJson(text: string): boolean {
  try {
    return Array.isArray(JSON.parse(text));
  } catch {
    return false;
  }
}

interface Finding {
  readonly at: Located;
  readonly message: 'notJson';
  readonly data: { readonly why: string; readonly instruction: string; readonly advice: string };
  readonly fix: (() => readonly TextEdit[]) | null;
}
type Reporter = (finding: Finding) => void;

function reportForm(instruction: Instruction, { script, notJson }: ShellForm, report: Reporter): void {
  if (!notJson || instruction.heredocs.length > 0) return;
  const { text } = script;
  const start = text.length - text.trimStart().length;
  reportText(instruction, script.locate({ start, end: text.trimEnd().length }), notJson.why, report);
}

function reportText(instruction: Instruction, at: Located | undefined, why: string, report: Reporter): void {
  if (at && isMeantAsArray(textAt(at))) reportArray(instruction, at, why, report);
}

/**
 * Behind the bracket of a test comes a blank, and there are no commas; a bracket of a file pattern is closed before the
 * quote.
 */
function isMeantAsArray(text: string): boolean {
  return /^\[["']/.test(text) || /^\[\s+(?:"[^"]*"|'[^']*')\s*(?:,|\]\s*$)/.test(text) || /^\[[^\]]*,\s*\]$/.test(text);
}

function reportArray({ keyword }: Instruction, at: Located, why: string, report: Reporter): void {
  const words = wordsOfBrokenArray(textAt(at)) ?? bareWords(textAt(at));
  const advice = words ? jsonArray(words) : 'strings in double quotes, with commas between them';
  const data = { why, instruction: keyword.text.toUpperCase(), advice };
  report({ at, message: 'notJson', data, fix: words ? () => [replace(at, jsonArray(words))] : null });
}

/** The words of `[/a, /b]`. */
function bareWords(text: string): readonly string[] | undefined {
  const inner = /^\[\s*([\w./-]+(?:\s*,\s*[\w./-]+)*)$/.exec(withoutEnd(text))?.[1];
  return inner?.split(',').map((word) => word.trim());
}

/** What follows keyword and flags. */
function argumentsOf({ keyword, flags, body, source }: Instruction): Located | undefined {
  const end = body.locate({ start: 0, end: body.text.trimEnd().length }).span.end;
  const from = flags.at(-1)?.span.end ?? keyword.span.end;
  const text = textAt({ source, span: { start: from, end } });
  const start = from + text.length - text.trimStart().length;
  return start < end ? { source, span: { start, end } } : undefined;
}
