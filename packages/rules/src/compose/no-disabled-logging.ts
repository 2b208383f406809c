import { composeRule } from '@plimsoll/core/rule';
import { aboutValue } from '../shared/service-places.ts';

export default composeRule({
  id: 'compose/no-disabled-logging',
  aliases: ['compose-lint/CL-0014'],
  since: '0.1.0',
  category: 'reliability',
  severity: 'warning',
  presets: ['recommended'],

  summary: 'Keep the logs of a service.',
  why: `
    With the logging driver \`none\` nobody sees why a service failed, or what an intruder did: \`docker logs\` has
    nothing. To save space, limit the size instead (\`max-size\`), or use the driver \`local\`, which rotates by itself.
  `,
  sources: [
    'https://docs.docker.com/engine/logging/configure/',
    'https://docs.docker.com/reference/compose-file/services/#logging',
    'https://cheatsheetseries.owasp.org/cheatsheets/Docker_Security_Cheat_Sheet.html',
  ],
  cwe: [778],
  owasp: ['RULE #10'],

  fixable: 'none',
  messages: {
    none: 'The logs of {service} are thrown away, so that nobody sees why it failed. Use the driver local, which rotates, or send them elsewhere.',
  },

  examples: [
    {
      title: 'No logs',
      bad: `
        services:
          app:
            image: example/app:1.4
            logging:
              driver: none
      `,
      good: `
        services:
          app:
            image: example/app:1.4
            logging:
              driver: local
      `,
    },
  ],

  on: {
    Service(service, { project, report }) {
      const driver = service.get('logging.driver');
      if (driver?.value !== 'none') return;
      report({ ...aboutValue(driver, service, project), message: 'none', data: { service: service.name } });
    },
  },
});
