import { composeRule } from '@plimsoll/core/rule';
import { problemsFor, textsOf } from '../shared/compose-problems.ts';

export default composeRule({
  id: 'compose/valid-combination',
  aliases: [
    'compose-go/cpus-vs-deploy',
    'compose-go/mem_limit-vs-deploy',
    'compose-go/mem_reservation-vs-deploy',
    'compose-go/pids_limit-vs-deploy',
    'compose-go/scale-vs-replicas',
    'compose-go/device-count-and-ids',
    'compose-go/image-or-build-missing',
    'compose-go/network_mode-and-networks',
    'compose-go/container_name-with-scale',
    'compose-go/dockerfile-and-inline',
    'compose-go/file-object-exclusive',
    'compose-go/external-conflict',
  ],
  since: '0.1.0',
  category: 'correctness',
  severity: 'error',
  presets: ['recommended'],

  summary: 'Give each service something to run, and no two settings that contradict each other.',
  why: `
    Some settings are fine by themselves and refused together, such as \`network_mode\` with \`networks\`, or a limit that is given
    in two places with different values. And a service needs an image, a build or a provider.
  `,
  sources: [
    'https://docs.docker.com/reference/compose-file/services/',
    'https://docs.docker.com/reference/compose-file/build/',
    'https://docs.docker.com/reference/compose-file/deploy/',
  ],

  fixable: 'none',
  messages: {
    missingImage:
      'The service {service} has neither image nor build, so Docker Compose refuses the project. Give it one of them.',
    conflictingKeys:
      '{key} and {other} contradict each other at {path}, so Docker Compose refuses the project. Keep one.',
  },

  examples: [
    {
      title: 'Nothing to run',
      bad: `
        services:
          web:
            ports: ["8080:80"]
      `,
      good: `
        services:
          web:
            image: nginx:1.29
            ports: ["8080:80"]
      `,
    },
    {
      title: 'Two ways to say which networks',
      bad: `
        services:
          web:
            image: nginx:1.29
            network_mode: host
            networks: [front]
        networks:
          front:
      `,
      good: `
        services:
          web:
            image: nginx:1.29
            networks: [front]
        networks:
          front:
      `,
    },
  ],

  on: {
    Application(model, { report }) {
      for (const problem of problemsFor(model, 'compose/valid-combination')) {
        const common = { at: problem, related: problem.related, data: textsOf(problem) };
        switch (problem.code) {
          case 'conflicting-keys':
            report({ ...common, message: 'conflictingKeys' });
            break;
          case 'missing-image':
            report({ ...common, message: 'missingImage' });
            break;
        }
      }
    },
  },
});
