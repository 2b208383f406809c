import { type CommandField, composeRule, option, type Service, type TextField } from '@plimsoll/core/rule';
import { openedByVariable, openedByWord } from '../knowledge/open-settings.ts';
import { publishedPorts } from '../shared/published-ports.ts';
import { aboutValue } from '../shared/service-places.ts';

export default composeRule({
  id: 'compose/no-disabled-authentication',
  since: '0.1.0',
  category: 'security',
  severity: 'warning',
  presets: ['recommended'],
  atMost: { inside: 'info' },

  summary: 'Let services ask who is there.',
  why: `
    These settings of well-known images switch authentication off: whoever reaches the port reads, changes and
    deletes everything, and with some of them runs code. Published ports are open to the whole network. Where
    nothing is published, every other container of the networks still gets in, also one that was broken into, which
    is reported as information.
  `,
  sources: [
    'https://hub.docker.com/_/mysql',
    'https://hub.docker.com/_/postgres',
    'https://cheatsheetseries.owasp.org/cheatsheets/Docker_Security_Cheat_Sheet.html',
  ],
  cwe: [306, 1188],
  securitySeverity: 6.5,

  fixable: 'none',
  options: {
    allow: option.strings({
      default: [],
      summary: 'Settings that may be used, by the name of the variable or the word.',
    }),
  },
  messages: {
    published:
      'With {setting} {effect}, and {service} is published to the network. Ask for a password, or publish on 127.0.0.1 only.',
    inside: 'With {setting} {effect}, from every container that reaches {service}. Ask for a password.',
  },

  examples: [
    {
      title: 'A database without a password, for the whole network',
      bad: `
        services:
          db:
            image: postgres:17
            environment:
              POSTGRES_HOST_AUTH_METHOD: trust
            ports:
              - "5432:5432"
      `,
      good: `
        services:
          db:
            image: postgres:17
            environment:
              POSTGRES_PASSWORD_FILE: /run/secrets/db
            ports:
              - "127.0.0.1:5432:5432"
      `,
    },
    {
      title: 'Only for other services',
      bad: `
        services:
          db:
            image: mysql:8.4
            environment:
              - MYSQL_ALLOW_EMPTY_PASSWORD=yes
      `,
    },
    {
      title: 'A dashboard for all',
      bad: `
        services:
          proxy:
            image: traefik:3.5
            command: --api.insecure=true --providers.docker
            ports:
              - "8080:8080"
      `,
    },
  ],

  on: {
    Service(service, { application, options, project, report }) {
      if (service.provider) return;
      const isOpen = publishedPorts(service, application).some((port) => port.isOpen);
      const commands = [service.command, service.entrypoint].flatMap((command) => (command ? openWords(command) : []));
      for (const { field, setting, effect } of [...openVariables(service.environment), ...commands]) {
        if (options.allow.includes(setting)) continue;
        const data = { setting, effect, service: service.name };
        const common = { ...aboutValue(field, service, project), data };
        if (isOpen) report({ ...common, message: 'published' });
        else report({ ...common, message: 'inside' });
      }
    },
  },
});

interface Opening {
  readonly field: TextField;
  readonly setting: string;
  readonly effect: string;
}

function openVariables(variables: Service['environment']): readonly Opening[] {
  return variables.flatMap(({ name, value: field }) => {
    const effect = field?.value === undefined ? undefined : openedByVariable(name, field.value);
    return field && effect !== undefined ? [{ field, setting: name, effect }] : [];
  });
}

function openWords({ parts, form }: CommandField): readonly Opening[] {
  const words = parts.flatMap((field) => {
    const text = field.value ?? '';
    return (form === 'list' ? [text] : text.split(/\s+/)).map((word) => ({ field, word }));
  });
  return words.flatMap(({ field, word }, index) => {
    const effect = openedByWord(word, words[index + 1]?.word);
    return effect === undefined ? [] : [{ field, setting: word, effect }];
  });
}
