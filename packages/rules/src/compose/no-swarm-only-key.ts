import { composeRule } from '@plimsoll/core/rule';
import { aboutValue } from '../shared/service-places.ts';

export default composeRule({
  id: 'compose/no-swarm-only-key',
  since: '0.1.0',
  category: 'maintainability',
  severity: 'info',
  presets: [],

  summary: 'Leave out what only Swarm reads.',
  why: `
    Docker Compose reads the whole of \`deploy\` but acts on a part of it only: where containers are placed and how they are updated is for
    \`docker stack deploy\`. Turn this rule on for projects that never run in a swarm.
  `,
  sources: ['https://docs.docker.com/reference/compose-file/deploy/'],

  fixable: 'none',
  messages: {
    ignored: 'Docker Compose does nothing with {key}, which is for Swarm. Remove it.',
  },

  examples: [
    {
      title: 'Updates of a swarm',
      bad: `
        services:
          app:
            image: example/app:1.4
            deploy:
              update_config:
                parallelism: 2
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
      for (const key of ['placement', 'update_config', 'rollback_config', 'endpoint_mode', 'labels']) {
        const field = service.get(`deploy.${key}`);
        if (!field) continue;
        const about = aboutValue(field, service, project);
        const at = about.at === field.origin ? field.origin.key : about.at;
        report({ ...about, at, message: 'ignored', data: { key: `deploy.${key}` } });
      }
    },
  },
});
