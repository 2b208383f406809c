import { composeRule } from '@plimsoll/core/rule';
import { mayReportMissing, placeOfService } from '../shared/service-places.ts';

export default composeRule({
  id: 'compose/require-log-rotation',
  since: '0.1.0',
  category: 'reliability',
  severity: 'info',
  presets: ['strict'],

  summary: 'Limit the size of the logs of a service.',
  why: `
    The engine keeps logs as \`json-file\` without any limit unless told otherwise, until the disk of the host is full
    and nothing works any more. Set \`max-size\` and \`max-file\`, here or for all containers in \`daemon.json\`, or use
    the driver \`local\`, which rotates by itself. Other drivers keep logs elsewhere and are left alone.
  `,
  sources: [
    'https://docs.docker.com/engine/logging/drivers/json-file/',
    'https://docs.docker.com/engine/logging/configure/',
  ],
  cwe: [770],
  aboutMissing: true,

  fixable: 'none',
  messages: {
    missing:
      'The logs of {service} grow without limit unless the engine sets one. Set logging with max-size (and max-file), or use the driver local.',
    unlimited:
      'The logs of {service} grow without limit, since json-file has no max-size by itself. Add max-size and max-file to the options.',
  },

  examples: [
    {
      title: 'No settings',
      bad: `
        services:
          app:
            image: example/app:1.4
      `,
      good: `
        services:
          app:
            image: example/app:1.4
            logging:
              driver: json-file
              options:
                max-size: 10m
                max-file: "3"
      `,
    },
    {
      title: 'The driver alone',
      bad: `
        services:
          app:
            image: example/app:1.4
            logging:
              driver: json-file
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
    Service(service, { application, project, report }) {
      if (!mayReportMissing(service, application)) return;
      const [logging, driver] = [service.get('logging'), service.get('logging.driver')];
      if (driver && driver.value !== 'json-file') return;
      const sizes = service.variables('logging.options').filter(({ name }) => name === 'max-size');
      if (sizes.length > 0) return;
      // The options may be a variable, or an alias to something unknown.
      if (logging?.state === 'unknown') return;
      const { name } = service;
      const common = { subject: name, data: { service: name } };
      if (driver) report({ ...common, at: driver.origin, message: 'unlimited' });
      else report({ ...common, at: placeOfService(service, project), message: 'missing' });
    },
  },
});
