import { composeRule } from '@plimsoll/core/rule';
import { aboutValue } from '../shared/service-places.ts';

export default composeRule({
  id: 'compose/no-container-name',
  since: '0.1.0',
  category: 'maintainability',
  severity: 'info',
  presets: [],

  summary: 'Let Docker Compose name the containers.',
  why: `
    A service with a fixed container name can't be scaled, and the project can run only once on a machine: a second copy, of
    another branch say, is refused as the name is taken. Other services reach it by the name of the service anyway.
  `,
  sources: ['https://docs.docker.com/reference/compose-file/services/#container_name'],

  fixable: 'none',
  messages: {
    named: 'With the fixed name {name}, {service} cannot be scaled or run twice on one machine. Remove container_name.',
  },

  examples: [
    {
      title: 'A fixed name',
      bad: `
        services:
          app:
            image: example/app:1.4
            container_name: app
      `,
      good: `
        services:
          app:
            image: example/app:1.4
      `,
    },
  ],

  on: {
    Service(service, { project, report }) {
      const { containerName, name } = service;
      const container = containerName?.value;
      if (!containerName || container === undefined || container === '') return;
      report({
        ...aboutValue(containerName, service, project),
        message: 'named',
        data: { service: name, name: container },
      });
    },
  },
});
