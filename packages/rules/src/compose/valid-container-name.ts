import { composeModel, composeRule } from '@plimsoll/core/rule';
import { isRefused } from '../shared/compose-problems.ts';
import { aboutValue } from '../shared/service-places.ts';

export default composeRule({
  id: 'compose/valid-container-name',
  aliases: ['dclint/service-container-name-regex'],
  since: '0.1.0',
  category: 'correctness',
  severity: 'error',
  presets: ['recommended'],

  summary: 'Name containers as the engine allows.',
  why: `
    The engine takes letters, digits, \`_\`, \`.\` and \`-\` for the name of a container, and a letter or digit first. Docker Compose
    looks for two such characters anywhere in the name, so that the fault shows only when the container is made.
  `,
  sources: [
    'https://docs.docker.com/reference/compose-file/services/#container_name',
    'https://github.com/moby/moby/blob/master/daemon/names/names.go',
  ],

  fixable: 'none',
  messages: {
    invalid:
      'The engine refuses the container name "{name}". Use letters, digits, "_", "." and "-", and begin with a letter or digit.',
  },

  examples: [
    {
      title: 'A blank',
      bad: `
        services:
          app:
            image: example/app:1.4
            container_name: my app
      `,
      good: `
        services:
          app:
            image: example/app:1.4
            container_name: my-app
      `,
    },
  ],

  on: {
    Service(service, { application, project, report }) {
      const { containerName } = service;
      const name = containerName?.value;
      if (!containerName || name === undefined || /^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/.test(name)) return;
      if (isRefused(composeModel(application), containerName.origin)) return;
      report({ ...aboutValue(containerName, service, project), message: 'invalid', data: { name } });
    },
  },
});
