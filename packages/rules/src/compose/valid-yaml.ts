import { composeRule } from '@plimsoll/core/rule';

export default composeRule({
  id: 'compose/valid-yaml',
  aliases: [
    'dclint/invalid-yaml',
    'compose-go/duplicate-key',
    'compose-go/top-level-not-mapping',
    'compose-go/alias-cycle',
    'compose-go/node-limit',
    'compose-go/non-string-key',
    'compose-go/empty-file',
  ],
  since: '0.1.0',
  category: 'correctness',
  severity: 'error',
  presets: ['recommended'],

  summary: 'Write YAML that Docker Compose can read.',
  why: `
    Docker Compose stops at the first fault of the YAML and starts nothing. A key that is written twice is such a fault:
    other readers keep the last one without a word, so that half of a setting silently vanishes.
  `,
  sources: ['https://yaml.org/spec/1.2.2/', 'https://docs.docker.com/reference/compose-file/'],

  fixable: 'none',
  messages: {
    syntax: 'This is not valid YAML, so Docker Compose refuses the file: {reason}.',
    duplicateKey: 'The key {key} is there twice in the same mapping, so Docker Compose refuses the file. Remove one.',
    unknownAlias:
      'The alias *{name} has no anchor &{name} before it, so Docker Compose refuses the file. Correct the name, or define the anchor further up.',
    aliasCycle:
      'The alias *{name} stands inside the value that it names, so Docker Compose refuses the file. Take it out of there.',
    overLimit: 'The file has {what} over the limit of {limit}, and is not read any further.',
    nonStringKey: 'A key must be a text. Put {key} in quotes, or Docker Compose refuses the file.',
    invalidMergeKey:
      'The value of << must be a mapping, an alias of one, or a list of them; Docker Compose refuses the file.',
    empty: 'The file has no content, so Docker Compose refuses it ("empty compose file"). Add services, or delete it.',
    notMapping: 'Docker Compose refuses a file that is not a mapping. Put services and the like at its top.',
  },

  examples: [
    {
      title: 'A key twice',
      bad: `
        services:
          web:
            image: nginx:1.29
            environment:
              MODE: production
              MODE: test
      `,
      good: `
        services:
          web:
            image: nginx:1.29
            environment:
              MODE: test
      `,
    },
    {
      title: 'An alias without anchor',
      bad: `
        services:
          web:
            image: nginx:1.29
            logging: *default-logging
      `,
      good: `
        x-logging: &default-logging
          driver: local
        services:
          web:
            image: nginx:1.29
            logging: *default-logging
      `,
    },
    {
      title: 'A bracket that is not closed',
      bad: `
        services:
          web:
            image: nginx:1.29
            command: [nginx, -g
            ports: ["8080:80"]
      `,
    },
  ],

  on: {
    YamlFile(file, { report }) {
      for (const problem of file.problems) {
        const { code, data, related } = problem;
        const place = { at: problem, related };
        const key = data.key === undefined || data.key === '' ? 'it' : data.key;
        const name = data.name ?? '';
        const limit = data.limit ?? '';
        switch (code) {
          case 'syntax':
            report({ ...place, message: 'syntax', data: { reason: firstLine(data.message ?? '') } });
            break;
          case 'duplicate-key':
            report({ ...place, message: 'duplicateKey', data: { key } });
            break;
          case 'unknown-alias':
            report({ ...place, message: 'unknownAlias', data: { name } });
            break;
          case 'alias-cycle':
            report({ ...place, message: 'aliasCycle', data: { name } });
            break;
          case 'too-deep':
          case 'too-many-aliases':
          case 'too-large':
            report({ ...place, message: 'overLimit', data: { limit, what: limited[code] } });
            break;
          case 'non-string-key':
            report({ ...place, message: 'nonStringKey', data: { key } });
            break;
          case 'invalid-merge-key':
            report({ ...place, message: 'invalidMergeKey' });
            break;
          case 'empty':
            report({ ...place, message: 'empty' });
            break;
          case 'not-a-mapping':
            report({ ...place, message: 'notMapping' });
            break;
        }
      }
    },
  },
});

const limited = {
  'too-deep': 'nested values',
  'too-many-aliases': 'values behind aliases (perhaps an alias bomb)',
  'too-large': 'characters',
};

/** The reader's own words, without the full stop. */
function firstLine(message: string): string {
  return (message.split('\n', 1)[0] ?? '').trim().replace(/[.:]$/, '');
}
