import { composeRule, option } from '@plimsoll/core/rule';
import { aboutValue } from '../shared/service-places.ts';

export default composeRule({
  id: 'compose/no-untrusted-provider',
  since: '0.1.0',
  category: 'supply-chain',
  severity: 'info',
  presets: ['recommended'],

  summary: 'Know which programs of the host a service calls.',
  why: `
    For a service with a provider Compose runs a program on the host, \`docker-TYPE\` or the path that is given, with
    the rights of whoever starts the project. Reported are providers that are not in the list of known ones.
  `,
  sources: [
    'https://docs.docker.com/reference/compose-file/services/#provider',
    'https://docs.docker.com/compose/how-tos/provider-services/',
  ],
  cwe: [829],

  fixable: 'none',
  options: {
    allow: option.strings({ default: ['model'], summary: 'Providers that may be called.' }),
  },
  messages: {
    path: 'Compose runs {type} on the host for {service}, with the rights of the user. A file of the project can change with every pull; install the provider, or allow it.',
    unknown:
      'Compose runs the program docker-{type} of the host for {service}, with the rights of the user. Allow the provider if you trust it.',
  },

  examples: [
    {
      title: 'A provider',
      bad: `
        services:
          db:
            provider:
              type: awesomecloud
              options:
                type: mysql
      `,
      good: `
        services:
          llm:
            provider:
              type: model
              options:
                model: ai/smollm2
      `,
    },
    {
      title: 'A path',
      bad: `
        services:
          db:
            provider:
              type: ./tools/provider
      `,
    },
  ],

  on: {
    Service(service, { options, project, report }) {
      const type = service.get('provider.type');
      if (typeof type?.value !== 'string' || options.allow.includes(type.value)) return;
      const common = { ...aboutValue(type, service, project), data: { service: service.name, type: type.value } };
      if (/[/.\\]/.test(type.value)) report({ ...common, message: 'path' });
      else report({ ...common, message: 'unknown' });
    },
  },
});
