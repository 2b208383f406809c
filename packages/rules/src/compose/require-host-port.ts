import { composeRule } from '@plimsoll/core/rule';
import { aboutValue } from '../shared/service-places.ts';

export default composeRule({
  id: 'compose/require-host-port',
  since: '0.1.0',
  category: 'maintainability',
  severity: 'info',
  presets: ['strict'],

  summary: 'Say which port of the host leads to a published one.',
  why: `
    A port alone, as in \`- "80"\`, is published on a random port of the host, on every address of it, and on another one after each start.
    That is rarely meant: \`expose\` publishes nothing, and \`127.0.0.1:8080:80\` says where.
  `,
  sources: ['https://docs.docker.com/reference/compose-file/services/#ports'],

  fixable: 'none',
  messages: {
    random:
      'Port {port} of {service} is published on a random port of the host. Write HOST:{port}, or expose if nothing outside should reach it.',
  },

  examples: [
    {
      title: 'A port alone',
      bad: `
        services:
          web:
            image: nginx:1.29
            ports:
              - "80"
      `,
      good: `
        services:
          web:
            image: nginx:1.29
            ports:
              - "127.0.0.1:8080:80"
      `,
    },
  ],

  on: {
    Service(service, { project, report }) {
      if (service.provider) return;
      for (const { published, target, hostIp, origin } of service.ports) {
        const port = target?.value;
        if (published || hostIp || port === undefined || !/^\d+$/.test(port)) continue;
        report({
          ...aboutValue({ origin }, service, project),
          message: 'random',
          data: { service: service.name, port },
        });
      }
    },
  },
});
