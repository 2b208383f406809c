import { dockerfileRule, hasVariables, literalValue, option } from '@plimsoll/core/rule';

/** Namespaces that Docker keeps for itself, and keys in them that users are to set. */
const reserved = /^(com\.docker|io\.docker|org\.dockerproject)\./;
const opened = /^com\.docker\.(extension|compose|desktop|image\.source)\./;

export default dockerfileRule({
  id: 'dockerfile/valid-label-key',
  aliases: ['hadolint/DL3048', 'tally/labels/valid-key'],
  since: '0.1.0',
  category: 'style',
  severity: 'info',
  presets: [],
  atMost: { variable: 'info' },

  summary: "Name labels as Docker's guideline says.",
  why: `
    Tools find labels by their keys, so that a key in another letter case, or with a typing error in its dots, is another
    label. Docker's guideline: lower-case letters, digits and single dots, dashes, underscores and slashes, a letter
    first, a letter or digit last. \`com.docker\`, \`io.docker\` and \`org.dockerproject\` are for Docker itself, save the keys
    that Docker asks for, as those of its extensions.
  `,
  sources: ['https://docs.docker.com/engine/manage-resources/labels/#key-format-recommendations'],

  fixable: 'none',
  options: {
    allow: option.strings({ default: [], summary: 'Regular expressions for keys that are fine as they are.' }),
  },
  messages: {
    form: 'The label key "{key}" {fault}, so that tools which follow the guideline may not find it. Rename it.',
    reserved: 'Docker keeps the namespace of "{key}" for itself. Use a domain of your own, turned round.',
    variable: 'The label key {key} holds a variable, so that nobody can tell from the file which label is set.',
  },

  examples: [
    {
      title: 'Letter case, and whose name it is',
      bad: `
        FROM alpine:3.22
        LABEL Maintainer="me@example.com" com.docker.team="web"
      `,
      good: `
        FROM alpine:3.22
        LABEL maintainer="me@example.com" com.example.team="web"
      `,
    },
    {
      title: 'A prefix of a system of ours',
      options: { allow: ['^X-'] },
      good: `
        FROM alpine:3.22
        LABEL X-Team="web" io.k8s.description="A shop" app/part_1="x"
      `,
    },
  ],

  on: {
    Label({ pairs }, { options, report }) {
      for (const { key: word } of pairs) {
        const key = literalValue(word);
        if (key === undefined) {
          if (hasVariables(word)) report({ at: word, message: 'variable', data: { key: word.text } });
          continue;
        }
        if (options.allow.some((pattern) => matches(pattern, key))) continue;
        const fault = faultOf(key);
        if (fault !== undefined) report({ at: word, message: 'form', data: { key, fault } });
        else if (reserved.test(key) && !opened.test(key)) report({ at: word, message: 'reserved', data: { key } });
      }
    },
  },
});

/** A pattern that is none matches nothing. */
function matches(pattern: string, key: string): boolean {
  try {
    return new RegExp(pattern).test(key);
  } catch {
    return false;
  }
}

function faultOf(key: string): string | undefined {
  if (key === '') return undefined;
  if (/[A-Z]/.test(key)) return 'has capital letters';
  if (/[^a-z0-9._/-]/.test(key)) return 'has characters other than letters, digits, ".", "-", "_" and "/"';
  if (!/^[a-z]/.test(key)) return 'does not begin with a letter';
  if (!/[a-z0-9]$/.test(key)) return 'does not end with a letter or digit';
  return /\.\.|--/.test(key) ? 'has two dividers in a row' : undefined;
}
