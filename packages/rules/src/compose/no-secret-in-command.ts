import { type CommandField, composeRule, isHarmlessValue, type Service, type TextField } from '@plimsoll/core/rule';
import { connectionPasswords, isSecretName } from '../shared/secret-values.ts';
import { aboutPart } from '../shared/shipped-texts.ts';

export default composeRule({
  id: 'compose/no-secret-in-command',
  since: '0.1.0',
  category: 'security',
  severity: 'warning',
  presets: ['recommended'],
  atMost: { check: 'info', interpolated: 'info' },

  summary: 'Pass no secret on a command line.',
  why: `
    The words of a command show in \`docker inspect\` and \`docker ps\`, and for everybody on the host and in the container
    in \`ps\`. A literal one is in the repository as well. Let the program read a file or its environment; where a shell
    runs the command, \`$$NAME\` leaves the variable to it, so that the word is not in the configuration of the container.
  `,
  sources: [
    'https://docs.docker.com/compose/how-tos/use-secrets/',
    'https://cheatsheetseries.owasp.org/cheatsheets/Docker_Security_Cheat_Sheet.html',
  ],
  cwe: [214, 798],
  owasp: ['RULE #12'],
  securitySeverity: 5.5,

  fixable: 'none',
  messages: {
    literal:
      'A secret is on the command line of {service}, for all to read who see the file, docker inspect or ps. Let the program read a file or its environment.',
    check:
      'A secret is in the health check of {service}, for all to read who see the file or docker inspect. Leave it to the environment: $$NAME.',
    interpolated:
      'Compose writes the value of {variable} into the command line of {service}, where docker inspect and ps show it. Write $${variable}, if a shell runs the command, or let the program read a file.',
  },

  examples: [
    {
      title: 'The password of a cache',
      bad: `
        services:
          cache:
            image: redis:8
            command: redis-server --requirepass correct-horse
      `,
      good: `
        services:
          cache:
            image: redis:8
            command: redis-server /run/secrets/redis.conf
      `,
    },
    {
      title: 'A password in a health check',
      bad: `
        services:
          db:
            image: mysql:8.4
            healthcheck:
              test: ["CMD", "mysqladmin", "ping", "-uroot", "-pcorrect-horse"]
      `,
      good: `
        services:
          db:
            image: mysql:8.4
            healthcheck:
              test: ["CMD-SHELL", "MYSQL_PWD=$$MYSQL_PASSWORD mysqladmin ping"]
      `,
    },
    {
      title: 'A variable that Compose fills in',
      bad: `
        services:
          cache:
            image: redis:8
            command: ["redis-server", "--requirepass", "\${REDIS_PASSWORD}"]
      `,
    },
  ],

  on: {
    Service(service, { project, report }) {
      const { name, healthcheck } = service;
      for (const command of commandsOf(service)) {
        const found = secretIn(command);
        if (!found) continue;
        const { part, value } = found;
        const { text } = part.raw;
        const start = text.indexOf(value);
        const at = aboutPart(part, { text, span: { start, end: start + value.length } }, { service, project });
        const variable = /^\$\{?(\w+)(?::?\?[^}]*)?\}?$/.exec(value)?.[1];
        if (variable !== undefined) report({ ...at, message: 'interpolated', data: { service: name, variable } });
        else if (command === healthcheck?.test) report({ ...at, message: 'check', data: { service: name } });
        else report({ ...at, message: 'literal', data: { service: name } });
      }
    },
  },
});

function commandsOf({ command, entrypoint, healthcheck, hooks }: Service): readonly CommandField[] {
  return [command, entrypoint, healthcheck?.test, ...hooks.map((hook) => hook.command)].flatMap((field) => field ?? []);
}

interface Word {
  readonly part: TextField;
  readonly text: string;
}

/** The words as written; a text, and an item that is a script, at its blanks and without the quotes around words. */
function wordsOf({ form, parts }: CommandField): readonly Word[] {
  return parts.flatMap((part) => {
    const text = part.raw.text.slice(0, 8192);
    const words = form === 'list' && !/\s/.test(text) ? [text] : splitWords(text).flatMap(wordsInside);
    return words.map((word) => ({ part, text: word }));
  });
}

const splitWords = (text: string): readonly string[] => text.match(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g) ?? [];

/** A word without its quotes; a quoted script as its words, a header as it is. */
function wordsInside(word: string): readonly string[] {
  const bare = word.replace(/^(["'])(.*)\1$/s, '$2');
  return bare === word || /^[\w-]+:\s/.test(bare) ? [bare] : splitWords(bare);
}

/** Flags with secrets whose names do not tell. */
const secretFlags = /^--?(?:requirepass|masterauth|masterpass)$/;
/** Names of secrets, and the label of a cluster of etcd. */
const harmlessFlags = /^(?:secrets?|initial-cluster-token)$/;
const mysqlTools = /(?:^|\/)(?:mysql|mysqladmin|mysqldump|mariadb|mariadb-admin|mariadb-dump)$/;
const redisTools = /(?:^|\/)(?:redis-cli|valkey-cli)$/;

/** The first secret of a command: the value, in the part that holds it. */
function secretIn(command: CommandField): { readonly part: TextField; readonly value: string } | undefined {
  const words = wordsOf(command);
  let tool = '';
  for (const [index, { part, text }] of words.entries()) {
    if (mysqlTools.test(text) || redisTools.test(text)) tool = text;
    const value = valueIn(text) ?? attachedPassword(text, tool);
    if (value !== undefined && isSecret(value, text)) return { part, value };
    const next = words[index + 1];
    const takesNext = isSecretFlag(text) || (text === '-a' && redisTools.test(tool));
    if (next && takesNext && !next.text.startsWith('-') && isSecret(next.text, text)) {
      return { part: next.part, value: next.text };
    }
  }
  return undefined;
}

/** `--name=value`, `NAME=value` and the header `Authorization`. */
function valueIn(text: string): string | undefined {
  const header = /^Authorization:\s*(?:Bearer|Basic|token)\s+(\S+)$/i.exec(text)?.[1];
  if (header !== undefined) return header;
  const [, dashes = '', name = '', value = ''] = /^(-{0,2})([A-Za-z][\w.-]*)=(.*)$/s.exec(text) ?? [];
  if (value === '' || connectionPasswords(text).length > 0) return undefined;
  const telling = (isSecretName(name) && !harmlessFlags.test(name)) || secretFlags.test(dashes + name);
  return telling ? value.replace(/^(["'])(.*)\1$/s, '$2') : undefined;
}

function attachedPassword(text: string, tool: string): string | undefined {
  const value = mysqlTools.test(tool) ? /^-p(.+)$/s.exec(text)?.[1] : undefined;
  return value?.replace(/^(["'])(.*)\1$/s, '$2');
}

/** `--password`; a single dash needs more than one letter. */
function isSecretFlag(text: string): boolean {
  const name = /^--?([A-Za-z][\w.-]*)$/.exec(text)?.[1];
  if (name === undefined || harmlessFlags.test(name) || (text[1] !== '-' && name.length < 5)) return false;
  return secretFlags.test(text) || isSecretName(name);
}

/** A literal, or a variable that Compose replaces; not what a shell in the container reads. */
function isSecret(value: string, flag: string): boolean {
  if (/^\$\{?\w+(?::?\?[^}]*)?\}?$/.test(value)) return flag !== '';
  // `$$NAME` is the shell's, `$$(cat file)` too.
  return !value.includes('$$') && !isHarmlessValue(value);
}
